import type { Block } from '../../chain/block.ts';
import { type AggregateSignature, aggregateChecksOfBlock } from '../../chain/block-signatures.ts';
import type { Chain } from '../../chain/chain.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { WeftError } from '../../core/errors.ts';
import {
  BACKGROUND_CHECK_BLOCKS,
  BACKGROUND_CHECK_WAIT_MS,
  RETRY_VERIFICATION_MS,
} from '../../core/limits.ts';
import type { Clock, Signatures } from '../ports.ts';

export interface BackgroundChecksComponents {
  chain: Pick<Chain, 'genesisHash'>;
  /** A state that knows the committees of the blocks. */
  state(): StateTree;
  signatures: Signatures;
  clock: Clock;
  /** While the node catches up, its signature workers have better things to do. */
  isSyncing(): boolean;
  onProgress(checked: number, of: number): void;
  /** A final block carries a wrong signature: its quorum broke the rules. */
  onFailure(thrown: unknown): void;
}

/**
 * Blocks that were caught up with are covered by a certificate of a later block; their own
 * signatures are checked afterwards, a few at a time, so that joining does not wait for them.
 */
export function createBackgroundChecks(components: BackgroundChecksComponents) {
  const { chain, state, signatures, clock, isSyncing, onProgress, onFailure } = components;
  const waiting: { height: bigint; checks: AggregateSignature[] }[] = [];
  let checked = 0;
  let running = false;
  let stopped = false;

  async function work(): Promise<void> {
    running = true;
    while (waiting.length > 0 && !stopped) {
      if (isSyncing()) {
        await wait(BACKGROUND_CHECK_WAIT_MS);
        continue;
      }
      const blocks = waiting.slice(0, BACKGROUND_CHECK_BLOCKS);
      try {
        await check(blocks);
      } catch (thrown) {
        if (thrown instanceof WeftError && thrown.code.startsWith('sync/')) {
          onFailure(thrown);
          break;
        }
        await wait(RETRY_VERIFICATION_MS);
        continue;
      }
      waiting.splice(0, blocks.length);
      checked += blocks.length;
      onProgress(checked, checked + waiting.length);
    }
    running = false;
  }

  function wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => clock.after(delayMs, resolve));
  }

  async function check(blocks: typeof waiting): Promise<void> {
    const checks = blocks.flatMap((block) => block.checks);
    const passed = await signatures.verifyAggregates(checks);
    if (passed.every(Boolean)) return;
    throw new WeftError('sync/final-block-unsigned', 'a final block carries a wrong signature', {
      height: blocks[0]?.height.toString() ?? '',
    });
  }

  return {
    add(blocks: readonly Block[]): void {
      for (const block of blocks) {
        const checks = aggregateChecksOfBlock(chain, state(), block);
        waiting.push({ height: block.header.height, checks });
      }
      onProgress(checked, checked + waiting.length);
      if (!running && !stopped) void work();
    },
    isRunning: () => running,
    stop(): void {
      stopped = true;
    },
  };
}
