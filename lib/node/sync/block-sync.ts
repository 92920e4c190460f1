import type { Block } from '../../chain/block.ts';
import { hashOfHeader } from '../../chain/header.ts';
import type { FinalizedBlock } from '../../consensus/types.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_REQUEST_ITEMS, SYNC_RANGES_AHEAD } from '../../core/limits.ts';
import type { VerifiedCertificates } from '../consensus/verified-certificates.ts';
import type { ChainService } from '../execution/chain-service.ts';
import { type BlockRange, blockRangeFromBytes, bytesFromBlocksRequest } from '../peers/wire.ts';
import type { Network } from '../ports.ts';
import type { PeerBoard } from './peer-board.ts';
import { type FinalityProof, verifyRange } from './verify-range.ts';

export interface BlockSyncComponents {
  network: Network;
  chain: ChainService;
  certificates: VerifiedCertificates;
  board: PeerBoard;
  /** The node holds and has executed everything down to this block. */
  onSynced(floor: FinalizedBlock): void;
  onProgress(): void;
  /** Executed and final by their certificate; their other signatures are still to be checked. */
  onBlocks(blocks: readonly Block[]): void;
  /** Storage failed, or a certified block is invalid here. */
  onFailure(thrown: unknown): void;
}

export interface BlockSync {
  /** Starts catching up if a neighbour is ahead and none is under way. */
  consider(): void;
  isRunning(): boolean;
  stop(): void;
}

/** A request under way for blocks from a height on. */
interface Asked {
  from: bigint;
  peer: string;
  answer: Promise<BlockRange | undefined>;
}

/**
 * Catches up by height. Several neighbours are asked for consecutive ranges at once; answers are
 * verified, executed and committed in order. Whoever answers wrongly or not at all is left out for
 * the rest of the run, so each costs at most one request's time.
 */
export function createBlockSync(components: BlockSyncComponents): BlockSync {
  let run: SyncRun | undefined;
  let stopped = false;

  async function start(): Promise<void> {
    run = new SyncRun(components);
    try {
      await run.finish();
    } catch (thrown) {
      if (!stopped) components.onFailure(thrown);
    } finally {
      run = undefined;
      components.onProgress();
    }
  }

  return {
    consider() {
      const { board, chain } = components;
      if (stopped || run || board.bestHeight() <= chain.final().header.height) return;
      void start();
    },
    isRunning: () => run !== undefined,
    stop() {
      stopped = true;
      run?.stop();
    },
  };
}

class SyncRun {
  readonly #with: BlockSyncComponents;
  readonly #excluded = new Set<string>();
  readonly #asked: Asked[] = [];
  #proofs: FinalityProof[] = [];
  #turn = 0;
  #stopped = false;

  constructor(components: BlockSyncComponents) {
    this.#with = components;
  }

  stop(): void {
    this.#stopped = true;
  }

  async finish(): Promise<void> {
    const { chain, onSynced, onProgress } = this.#with;
    const start = chain.final().header.height;
    let tip = chain.final().header;
    while (!this.#stopped) {
      const asked = this.#next(tip.height + 1n);
      if (!asked) break;
      const range = await this.#verified(asked, hashOfHeader(tip));
      if (!range || this.#stopped) continue;
      tip = await this.#execute(range.blocks, tip);
      await this.#commit(tip.height);
      onProgress();
    }
    const { header, certificate } = chain.final();
    if (header.height > start && certificate && !this.#stopped) onSynced({ header, certificate });
  }

  /** The request whose answer continues the chain; asks further ranges ahead of it. */
  #next(from: bigint): Asked | undefined {
    if (this.#asked[0]?.from !== from) this.#asked.length = 0;
    const target = this.#with.board.bestHeight();
    const last = this.#asked.at(-1);
    let at = last ? last.from + RANGE : from;
    while (this.#asked.length < SYNC_RANGES_AHEAD && at <= target) {
      const peer = this.#choosePeer(at);
      if (!peer) break;
      this.#asked.push({ from: at, peer, answer: this.#ask(peer, at) });
      at += RANGE;
    }
    return this.#asked.shift();
  }

  #choosePeer(from: bigint): string | undefined {
    const peers = this.#with.board
      .peersAbove(from - 1n)
      .filter((peer) => !this.#excluded.has(peer));
    return peers[this.#turn++ % Math.max(1, peers.length)];
  }

  async #ask(peer: string, from: bigint): Promise<BlockRange | undefined> {
    const request = bytesFromBlocksRequest({ kind: 'range', from, count: MAX_REQUEST_ITEMS });
    try {
      return blockRangeFromBytes(await this.#with.network.request(peer, 'blocks', request));
    } catch {
      return undefined;
    }
  }

  async #verified(asked: Asked, parentHash: `0x${string}`): Promise<BlockRange | undefined> {
    const range = await asked.answer;
    const proof =
      range && (await verifyRange(range, asked.from, parentHash, this.#with.certificates));
    if (!range || !proof) {
      this.#excluded.add(asked.peer);
      // Its claim to be ahead is not believed until it makes it again.
      this.#with.board.forget(asked.peer);
      if (range) this.#with.network.penalise(asked.peer, 'wrong-blocks');
      return undefined;
    }
    this.#proofs.push(proof);
    return range;
  }

  /** A certified block that is invalid here means that a supermajority and this node disagree. */
  async #execute(blocks: readonly Block[], from: Block['header']): Promise<Block['header']> {
    const { chain, onBlocks } = this.#with;
    let tip = from;
    for (const block of blocks) {
      if (this.#stopped) return tip;
      const status = await chain.execute(block);
      if (status === 'invalid') {
        throw new WeftError('sync/final-block-invalid', 'a certified block is invalid here', {
          height: block.header.height.toString(),
        });
      }
      tip = block.header;
    }
    onBlocks(blocks);
    return tip;
  }

  /** Makes final what is executed, up to the highest proof. */
  async #commit(executedHeight: bigint): Promise<void> {
    const { chain } = this.#with;
    const proof = this.#proofs.filter(({ height }) => height <= executedHeight).at(-1);
    if (!proof) return;
    await chain.commitUpTo(proof.hash, proof.finalization);
    this.#proofs = this.#proofs.filter(({ height }) => height > executedHeight);
  }
}

const RANGE = BigInt(MAX_REQUEST_ITEMS);
