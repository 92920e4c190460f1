import type { Block } from '../../chain/block.ts';
import { aggregateChecksOfBlock } from '../../chain/validate-block.ts';
import type { EpochConfig } from '../../consensus/types.ts';
import { WeftError } from '../../core/errors.ts';
import { BACKGROUND_CHECK_BLOCKS, RETRY_VERIFICATION_MS } from '../../core/limits.ts';
import type { Clock, Signatures } from '../ports.ts';

export interface BackgroundChecksComponents {
  config: EpochConfig;
  signatures: Signatures;
  clock: Clock;
  onProgress(checked: number, of: number): void;
  /** A final block carries a wrong signature: its quorum broke the rules. */
  onFailure(thrown: unknown): void;
}

/**
 * Blocks that were caught up with are covered by a certificate of a later block; their own
 * signatures are checked afterwards, a few at a time, so that joining does not wait for them.
 */
export function createBackgroundChecks(components: BackgroundChecksComponents) {
  const { config, signatures, clock, onProgress, onFailure } = components;
  const waiting: Block[] = [];
  let checked = 0;
  let running = false;
  let stopped = false;

  async function work(): Promise<void> {
    running = true;
    while (waiting.length > 0 && !stopped) {
      const blocks = waiting.slice(0, BACKGROUND_CHECK_BLOCKS);
      try {
        await check(blocks);
      } catch (thrown) {
        if (thrown instanceof WeftError && thrown.code.startsWith('sync/')) {
          onFailure(thrown);
          break;
        }
        await new Promise<void>((resolve) => clock.after(RETRY_VERIFICATION_MS, resolve));
        continue;
      }
      waiting.splice(0, blocks.length);
      checked += blocks.length;
      onProgress(checked, checked + waiting.length);
    }
    running = false;
  }

  async function check(blocks: readonly Block[]): Promise<void> {
    const checks = blocks.flatMap((block) =>
      aggregateChecksOfBlock(block, config.committee, config.genesisHash),
    );
    const passed = await signatures.verifyAggregates(checks);
    if (passed.every(Boolean)) return;
    throw new WeftError('sync/final-block-unsigned', 'a final block carries a wrong signature', {
      height: blocks[0]?.header.height.toString() ?? '',
    });
  }

  return {
    add(blocks: readonly Block[]): void {
      waiting.push(...blocks);
      onProgress(checked, checked + waiting.length);
      if (!running && !stopped) void work();
    },
    isRunning: () => running,
    stop(): void {
      stopped = true;
    },
  };
}
