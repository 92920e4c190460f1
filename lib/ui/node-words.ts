import type { NodeStatus, Phase } from '../client/types.ts';
import { messages } from './messages.ts';

/** How far a node is. */
type Progress = Pick<NodeStatus, 'phase' | 'boot' | 'height' | 'targetHeight'>;

/** Whole percents of the way to the best known height; 100 only when it is reached. */
export function syncPercent(status: Pick<NodeStatus, 'height' | 'targetHeight'>): number {
  if (status.targetHeight <= 0n) return 0;
  const percent = Number((status.height * 100n) / status.targetHeight);
  return Math.max(0, Math.min(status.height >= status.targetHeight ? 100 : 99, percent));
}

/** The state in a word or two: "Live", "Syncing 62 %". */
export function stateWord(status: NodeStatus | undefined): string {
  if (!status) return messages.node.phases.starting;
  return status.phase === 'syncing'
    ? messages.node.syncingShare(syncPercent(status))
    : messages.node.phases[status.phase];
}

/** What the node is doing or waiting for, at the end of the strip. */
export function waitWords(status: Progress | undefined): string {
  const words = messages.node.strip;
  if (!status) return words.opening;
  if (status.phase === 'starting') return hasDatabase(status) ? words.starting : words.opening;
  if (status.phase === 'stopped' && status.height === 0n) return words.stoppedEmpty;
  if (status.phase !== 'syncing') return words[status.phase];
  const missing = status.targetHeight - status.height;
  return missing > 0n ? words.syncing(missing) : words.checking;
}

/** What a page waits for before it can show what it reads. */
export function readWords(status: Progress | undefined): string {
  const words = messages.explorer;
  if (!status || !hasDatabase(status)) return words.waitsForDatabase;
  return status.height === 0n && status.phase !== 'live' ? words.waitsForBlock : words.loading;
}

function hasDatabase(status: Progress): boolean {
  return status.boot.some((step) => step.name === 'storage' && step.state === 'done');
}

export function phaseOf(status: NodeStatus | undefined): Phase {
  return status?.phase ?? 'starting';
}
