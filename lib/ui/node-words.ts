import type { NodeStatus, Phase } from '../client/types.ts';
import { messages } from './messages.ts';

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
export function waitWords(status: NodeStatus | undefined): string {
  const words = messages.node.strip;
  if (!status) return words.starting;
  if (status.phase !== 'syncing') return words[status.phase];
  const missing = status.targetHeight - status.height;
  return missing > 0n ? words.syncing(missing) : words.starting;
}

export function phaseOf(status: NodeStatus | undefined): Phase {
  return status?.phase ?? 'starting';
}
