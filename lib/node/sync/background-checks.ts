import type { Block } from '../../chain/block.ts';
import { type AggregateSignature, aggregateChecksOfBlock } from '../../chain/block-signatures.ts';
import type { Chain } from '../../chain/chain.ts';
import { committeeEntries, isBoundary, isCommitteeEntry } from '../../chain/epoch.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import {
  BACKGROUND_CHECK_BLOCKS,
  BACKGROUND_CHECK_WAIT_MS,
  MAX_UNCHECKED_BLOCKS,
  SAVE_CHECKED_BLOCKS,
} from '../../core/limits.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import { corrupt } from '../block-store/checksum.ts';
import { DAMAGED_KEY } from '../block-store/storage-keys.ts';
import type { FinalHead } from '../execution/chain-service.ts';
import type { Clock, Signatures, Storage } from '../ports.ts';
import { createSerial } from '../serial.ts';
import { untilVerified } from '../until-verified.ts';
import { type Unchecked, writeOfUnchecked } from './unchecked.ts';

export interface BackgroundChecksComponents {
  chain: Pick<Chain, 'genesisHash'>;
  final(): Pick<FinalHead, 'header' | 'tree'>;
  store: Pick<BlockStore, 'blockAt' | 'diffAt'>;
  storage: Pick<Storage, 'write'>;
  signatures: Signatures;
  clock: Clock;
  /** What a former session left unchecked. */
  unchecked: Unchecked | undefined;
  /** While the node catches up, its signature workers have better things to do. */
  isSyncing(): boolean;
  onProgress(checked: number, of: number): void;
  /** A final block carries a wrong signature: its quorum broke the rules. Or storage failed. */
  onFailure(thrown: unknown): void;
}

export interface BackgroundChecks {
  /** Goes on with what a former session left. */
  start(): void;
  /**
   * Blocks from the newest final one on, up to this height, may be committed when this resolves:
   * that they are unchecked is durable by then. It waits while too many are.
   */
  expect(upTo: bigint): Promise<void>;
  /** From this height on, blocks are still to be read; undefined when all are checked. */
  neededFrom(): bigint | undefined;
  stop(): void;
}

/**
 * Blocks that were caught up with are covered by a certificate of a later block; their own
 * signatures are checked afterwards, a few at a time, so that joining does not wait for them. How
 * far the checks are is on disk, and blocks are read from there.
 */
export function createBackgroundChecks(components: BackgroundChecksComponents): BackgroundChecks {
  return new ChecksFromDisk(components);
}

class ChecksFromDisk implements BackgroundChecks {
  readonly #with: BackgroundChecksComponents;
  readonly #inOrder = createSerial();
  #unchecked: Unchecked | undefined;
  /** What is unchecked ends here; blocks on the way may still have to be committed. */
  #until: bigint;
  #checked = 0;
  #isRunning = false;
  #isStopped = false;

  constructor(components: BackgroundChecksComponents) {
    this.#with = components;
    const { unchecked, final } = components;
    this.#until = final().header.height;
    // A crash may have come between the record and the first block that it is about.
    if (unchecked && unchecked.next <= this.#until) this.#unchecked = unchecked;
  }

  start() {
    if (!this.#isRunning && !this.#isStopped) void this.#run();
  }

  async expect(upTo: bigint) {
    if (upTo > this.#until) this.#until = upTo;
    if (!this.#unchecked) {
      const { header, tree } = this.#with.final();
      this.#unchecked = { next: header.height + 1n, committees: committeeEntries(tree) };
      await this.#save({ durable: true });
    }
    this.start();
    this.#tell();
    while (this.#isFull() && !this.#isStopped) await this.#wait();
  }

  neededFrom() {
    return this.#unchecked?.next;
  }

  stop() {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      // Left there, it would be about the blocks that come at these heights in another way.
      if (this.#with.unchecked && !this.#unchecked) await this.#save();
      this.#tell();
      // While it is written that all is checked, more may come.
      while (this.#unchecked && !this.#isStopped) await this.#work(this.#unchecked);
    } catch (thrown) {
      if (isDamage(thrown)) await this.#noteDamage();
      if (!this.#isStopped) this.#with.onFailure(thrown);
      this.stop();
    }
    this.#isRunning = false;
  }

  async #work(unchecked: Unchecked): Promise<void> {
    const { final, isSyncing } = this.#with;
    while (unchecked.next <= this.#until && !this.#isStopped) {
      const isCommitted = unchecked.next <= final().header.height;
      if (!isCommitted || (isSyncing() && !this.#isFull())) await this.#wait();
      else await this.#checkSome(unchecked);
    }
    if (this.#isStopped) return;
    this.#unchecked = undefined;
    await this.#save();
  }

  async #checkSome(unchecked: Unchecked): Promise<void> {
    const { signatures, clock, final } = this.#with;
    const { height } = final().header;
    const checks: HeightCheck[] = [];
    let next = unchecked.next;
    for (let count = 0; count < BACKGROUND_CHECK_BLOCKS && next <= height; count++, next++) {
      for (const check of await this.#checksAt(next, unchecked)) checks.push(check);
    }
    const passed = await untilVerified(() => signatures.verifyAggregates(checks), {
      clock,
      isStopped: () => this.#isStopped,
    });
    if (!passed || this.#isStopped) return;
    const failed = checks.find((_, index) => !passed[index]);
    if (failed) throw unsigned(failed.height);
    this.#checked += Number(next - unchecked.next);
    const isDue = next / SAVE_CHECKED_BLOCKS > unchecked.next / SAVE_CHECKED_BLOCKS;
    unchecked.next = next;
    this.#tell();
    if (isDue) await this.#save();
  }

  /** Leaves the committees as they are after the block. */
  async #checksAt(height: bigint, { committees }: Unchecked): Promise<HeightCheck[]> {
    const { chain, store } = this.#with;
    const block = (await store.blockAt(height))?.block;
    if (!block) throw corrupt('block');
    const checks = checksOfBlock(chain, committees, block);
    const diff = isBoundary(block.header) ? await store.diffAt(height) : undefined;
    for (const { key, after } of diff ?? []) {
      if (!isCommitteeEntry(key)) continue;
      if (after) committees.set(key, after);
      else committees.delete(key);
    }
    return checks.map((check) => ({ ...check, height }));
  }

  #isFull(): boolean {
    const next = this.#unchecked?.next;
    return next !== undefined && this.#until - next >= MAX_UNCHECKED_BLOCKS;
  }

  #tell(): void {
    if (!this.#unchecked) return;
    const left = this.#until - this.#unchecked.next + 1n;
    this.#with.onProgress(this.#checked, this.#checked + Math.max(0, Number(left)));
  }

  /** The next start does not read blocks this old, and would stop at this one again. */
  async #noteDamage(): Promise<void> {
    const write = { bucket: 'meta' as const, key: DAMAGED_KEY, value: Uint8Array.of(1) };
    await this.#with.storage.write([write], { durable: true }).catch(() => undefined);
  }

  #save(options?: { durable: boolean }): Promise<void> {
    const writes = [writeOfUnchecked(this.#unchecked)];
    return this.#inOrder(() => this.#with.storage.write(writes, options));
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => this.#with.clock.after(BACKGROUND_CHECK_WAIT_MS, resolve));
  }
}

interface HeightCheck extends AggregateSignature {
  height: bigint;
}

function checksOfBlock(
  chain: Pick<Chain, 'genesisHash'>,
  committees: Unchecked['committees'],
  block: Block,
): AggregateSignature[] {
  try {
    return aggregateChecksOfBlock(chain, committees, block);
  } catch (thrown) {
    if (errorObjectFrom(thrown).code.startsWith('block/')) throw unsigned(block.header.height);
    throw thrown;
  }
}

function isDamage(thrown: unknown): boolean {
  return errorObjectFrom(thrown).code.startsWith('block-store/');
}

function unsigned(height: bigint): WeftError {
  return new WeftError('sync/final-block-unsigned', 'a final block carries a wrong signature', {
    height: height.toString(),
  });
}
