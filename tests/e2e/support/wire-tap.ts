import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import { ROOT_FOLDER, WEFT_FOLDER } from './paths.ts';
import { slashablePairs } from './slashable-pairs.ts';
import { spawnProcess } from './spawn-process.ts';
import { type HeardMessage, type WireVote, wireVotesFrom } from './wire-votes.ts';

/** A peer of its own that hears what validators say, whatever they think of it themselves. */
export interface WireTap {
  /** Every word heard so far, once each. */
  votes(): WireVote[];
  /** Words of a node, by its peer id, that were first heard since then. */
  votesBy(author: string, sinceMs?: number): WireVote[];
  /** Something was heard, and nobody loses stake for it. */
  expectHonest(): void;
  stop(): Promise<void>;
}

const SOURCE = join(ROOT_FOLDER, 'tests/e2e/tap/record-wire.ts');
const BUNDLE = join(WEFT_FOLDER, 'tap/record-wire.js');
const READY_MS = 30_000;

/** `networkFolder` is that of the local network, `recordPath` where the observer writes. */
export async function startWireTap(networkFolder: string, recordPath: string): Promise<WireTap> {
  await bundleForNode(SOURCE, BUNDLE);
  const { process: tap } = await spawnProcess(
    process.execPath,
    [BUNDLE, join(networkFolder, 'network.json'), recordPath],
    /"ready"/,
    READY_MS,
  );
  const votes = (): WireVote[] => wireVotesFrom(readRecord(recordPath));
  return {
    votes,
    votesBy: (author, sinceMs = 0) =>
      votes().filter((vote) => vote.author === author && vote.atMs >= sinceMs),
    expectHonest() {
      const heard = votes();
      for (const kind of ['notarize', 'finalize']) {
        expect(heard.filter((vote) => vote.kind === kind).length, `${kind} heard`).toBeGreaterThan(
          0,
        );
      }
      expect(slashablePairs(heard)).toEqual([]);
    },
    stop: () => tap.stop(),
  };
}

/** The last line may be still on its way. */
function readRecord(path: string): HeardMessage[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as HeardMessage);
}
