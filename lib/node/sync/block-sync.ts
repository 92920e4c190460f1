import type { Block } from '../../chain/block.ts';
import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import { committeeOf, epochAfter, isBoundary } from '../../chain/epoch.ts';
import { type Header, hashOfHeader } from '../../chain/header.ts';
import { assert } from '../../core/assert.ts';
import type { Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import {
  MAX_PROOF_HEADERS,
  MAX_PROOF_MS,
  MAX_REQUEST_BURST_PER_PEER,
  MAX_REQUEST_ITEMS,
  MAX_REQUESTS_PER_SECOND_PER_PEER,
  MAX_SYNC_SILENCES,
  SYNC_FIRST_BLOCKS,
  SYNC_PATIENCE_MS,
  SYNC_RANGE_BYTES,
  SYNC_RANGES_AHEAD,
  SYNC_SILENCE_MS,
} from '../../core/limits.ts';
import type { Bearings } from '../bearings.ts';
import {
  createVerifiedCertificates,
  type VerifiedCertificates,
} from '../consensus/verified-certificates.ts';
import type { ChainService } from '../execution/chain-service.ts';
import { createPeerBudget, type PeerBudget } from '../peers/peer-budget.ts';
import { type BlockRange, blockRangeFromBytes, bytesFromBlocksRequest } from '../peers/wire.ts';
import type { Clock, Network, Signatures } from '../ports.ts';
import { untilVerified } from '../until-verified.ts';
import type { PeerBoard } from './peer-board.ts';
import { type FinalityProof, verifyRange } from './verify-range.ts';

export interface BlockSyncComponents {
  network: Network;
  clock: Clock;
  chain: ChainService;
  genesisHash: Hash;
  signatures: Signatures;
  board: PeerBoard;
  claims: Pick<Bearings, 'prove' | 'believes'>;
  /** The node holds and has executed everything down to the block that is final now. */
  onSynced(): void;
  onProgress(): void;
  /**
   * Blocks up to this one are about to be committed; they are final by a certificate, but their own
   * signatures are still to be checked. They are committed when this resolves.
   */
  onUnchecked(height: bigint): Promise<void>;
  /** Storage failed, or a certified block is invalid here. */
  onFailure(thrown: unknown): void;
}

export interface BlockSync {
  /** Starts catching up if a neighbour is ahead and none is under way. */
  consider(): void;
  /** Somebody claims blocks that this node does not have. */
  isRunning(): boolean;
  /** The same, as far as such claims are believed. */
  isCatchingUp(): boolean;
  stop(): void;
}

/** A request under way for some blocks from a height on. */
interface Asked {
  from: bigint;
  count: number;
  peer: string;
  answer: Promise<BlockRange | undefined>;
}

/** Blocks that a finalization covers. The senders of the first are being recovered already. */
interface ProvenRange {
  blocks: readonly Block[];
  recovered: Promise<RecoveredTransaction[]> | undefined;
}

/**
 * Catches up by height, across any number of epochs: executing a boundary yields the committee
 * that certifies what follows, and no answer goes past one. Several neighbours are asked for
 * consecutive ranges at once; answers are verified, executed and committed in order. Whoever
 * answers wrongly or not at all is penalised, and not asked before it says again what it has. A run
 * lasts while anybody claims to have more, true or not. All that executing a range makes is held
 * until its commit, so ranges are small: as many blocks as fill SYNC_RANGE_BYTES.
 */
export function createBlockSync(components: BlockSyncComponents): BlockSync {
  const { clock } = components;
  // A little below what a peer grants, since its clock and ours are not one.
  const burst = MAX_REQUEST_BURST_PER_PEER - 2;
  const budgets: Budgets = {
    requests: createPeerBudget(MAX_REQUESTS_PER_SECOND_PER_PEER, clock, burst),
    silences: createPeerBudget(1_000 / SYNC_SILENCE_MS, clock, MAX_SYNC_SILENCES),
  };
  let run: SyncRun | undefined;
  let stopped = false;

  async function start(): Promise<void> {
    run = new SyncRun(components, budgets);
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
    isCatchingUp: () => run !== undefined && components.claims.believes(),
    stop() {
      stopped = true;
      run?.stop();
    },
  };
}

/** What each peer may cost, whichever run it is. */
interface Budgets {
  requests: PeerBudget;
  silences: PeerBudget;
}

class SyncRun {
  readonly #with: BlockSyncComponents;
  readonly #budgets: Budgets;
  readonly #asked: Asked[] = [];
  #proofs: FinalityProof[] = [];
  /** The last answer that was proven; a long proof covers the next ranges as well. */
  #proven: BlockRange | undefined;
  /** How many blocks fill a range, as the last answer shows; unknown before the first. */
  #rangeBlocks: number | undefined;
  /** Of the epoch of the last answer that was verified. */
  #certificates: { epoch: bigint; verified: VerifiedCertificates } | undefined;
  #turn = 0;
  #stopped = false;

  constructor(components: BlockSyncComponents, budgets: Budgets) {
    this.#with = components;
    this.#budgets = budgets;
  }

  stop(): void {
    this.#stopped = true;
  }

  async finish(): Promise<void> {
    const { chain, claims, onSynced, onProgress } = this.#with;
    const start = chain.final().header.height;
    let tip = chain.final().header;
    let coming = this.#following(tip);
    while (!this.#stopped) {
      const range = await this.#arrival(coming);
      if (range === 'nobody-ahead') break;
      tip = range?.blocks.at(-1)?.header ?? tip;
      const done = range ? this.#finalize(range, tip.height) : Promise.resolve();
      // The next range is verified while this one is executed; what fails is met when awaited. Only
      // a boundary has to be executed before anyone knows who signs what follows.
      const next = tip;
      coming = isBoundary(tip) ? done.then(() => this.#following(next)) : this.#following(tip);
      coming.catch(() => undefined);
      await done;
      if (!range) continue;
      claims.prove(chain.final().header);
      onProgress();
    }
    if (chain.final().header.height > start && !this.#stopped) onSynced();
  }

  /** What does not come may be a lie: meanwhile consensus goes on from what is final here. */
  async #arrival<Range>(coming: Promise<Range>): Promise<Range> {
    const { claims, onSynced } = this.#with;
    await Promise.race([coming, this.#pause(SYNC_PATIENCE_MS)]);
    if (!this.#stopped && !claims.believes(SYNC_PATIENCE_MS)) onSynced();
    return coming;
  }

  async #finalize(range: ProvenRange, height: bigint): Promise<void> {
    await this.#execute(range);
    if (!this.#stopped) await this.#commit(height);
  }

  /** The range after `last`; undefined when this attempt brought none. */
  async #following(last: Header): Promise<ProvenRange | 'nobody-ahead' | undefined> {
    // Consensus may have got further meanwhile.
    const final = this.#with.chain.final().header;
    const tip = final.height > last.height ? final : last;
    const asked = this.#next(tip.height + 1n);
    if (asked) return this.#verified(asked, tip);
    if (this.#with.board.bestHeight() <= tip.height) return 'nobody-ahead';
    return this.#pause(1_000 / MAX_REQUESTS_PER_SECOND_PER_PEER);
  }

  /** The request whose answer continues the chain; asks further ranges ahead of it. */
  #next(from: bigint): Asked | undefined {
    while (this.#asked[0] && this.#asked[0].from < from) this.#asked.shift();
    const first = this.#asked[0];
    // An answer that ended early, as at a boundary, leaves a gap before what was asked ahead.
    if (first && first.from > from) return this.#request(from, Number(first.from - from));
    const target = this.#with.board.bestHeight();
    const count = this.#rangeBlocks ?? SYNC_FIRST_BLOCKS;
    const ahead = this.#rangeBlocks ? SYNC_RANGES_AHEAD : 1;
    const last = this.#asked.at(-1);
    let at = last ? last.from + BigInt(last.count) : from;
    while (this.#asked.length < ahead && at <= target) {
      const asked = this.#request(at, count);
      if (!asked) break;
      this.#asked.push(asked);
      at += BigInt(count);
    }
    return this.#asked.shift();
  }

  /** Undefined while everybody who could answer has answered enough for now. */
  #request(from: bigint, count: number): Asked | undefined {
    const peer = this.#choosePeer(from);
    return peer === undefined
      ? undefined
      : { from, count, peer, answer: this.#ask(peer, from, count) };
  }

  /** Undefined while everybody who could answer has answered enough for now. */
  #choosePeer(from: bigint, except?: string): string | undefined {
    const peers = this.#with.board.peersAbove(from - 1n).filter((peer) => peer !== except);
    for (let tried = 0; tried < peers.length; tried++) {
      const peer = peers[this.#turn++ % peers.length] as string;
      if (this.#budgets.requests.spend(peer)) return peer;
    }
    return undefined;
  }

  #pause(delayMs: number): Promise<undefined> {
    return new Promise((resolve) => this.#with.clock.after(delayMs, () => resolve(undefined)));
  }

  async #ask(
    peer: string,
    from: bigint,
    count: number,
    kind: 'range' | 'headers' = 'range',
  ): Promise<BlockRange | undefined> {
    const request = bytesFromBlocksRequest({ kind, from, count });
    try {
      const bytes = await this.#with.network.request(peer, 'blocks', request);
      const range = blockRangeFromBytes(bytes);
      if (range.blocks.length > 0) {
        const filling = Math.floor((SYNC_RANGE_BYTES * range.blocks.length) / bytes.length);
        this.#rangeBlocks = Math.min(Math.max(filling, 1), MAX_REQUEST_ITEMS);
      }
      return range;
    } catch {
      return undefined;
    }
  }

  async #verified(asked: Asked, tip: Header): Promise<ProvenRange | undefined> {
    const { peer, range: answer } = await this.#firstAnswer(asked);
    const range = answer && (await this.#withProof(peer, answer));
    if (!range) {
      const silent = answer ? peer : asked.peer;
      if (!this.#budgets.silences.spend(silent)) this.#blame(silent, 'no-blocks');
      return undefined;
    }
    const certificates = this.#certificatesAfter(tip);
    const check = async () => ({ proof: await verifyRange(range, tip, certificates) });
    const checked = await this.#untilVerified(check);
    if (!checked) return undefined;
    const { proof } = checked;
    if (!proof) {
      this.#blame(peer, 'wrong-blocks');
      return undefined;
    }
    this.#proofs.push(proof);
    this.#proven = range;
    const { blocks } = range;
    return { blocks, recovered: blocks[0] && this.#recover(blocks[0]) };
  }

  /** A proof ends with its epoch: when the next begins, its root is final here. */
  #certificatesAfter(tip: Header): VerifiedCertificates {
    const epoch = epochAfter(tip);
    if (this.#certificates?.epoch === epoch) return this.#certificates.verified;
    const { chain, genesisHash, signatures } = this.#with;
    const committee = committeeOf(chain.final().tree, epoch);
    assert(committee, 'the final state knows the committee of what follows');
    const verified = createVerifiedCertificates({ genesisHash, epoch, committee }, signatures);
    this.#certificates = { epoch, verified };
    return verified;
  }

  /** A proof that is longer than an answer is fetched in parts, within a bounded time. */
  async #withProof(peer: string, range: BlockRange): Promise<BlockRange | undefined> {
    const last = range.blocks.at(-1)?.header;
    if (range.finalization || !last) return range;
    const lastHash = hashOfHeader(last);
    const known =
      this.#proven?.headers.findIndex(({ parentHash }) => parentHash === lastHash) ?? -1;
    if (this.#proven && known >= 0) {
      const { headers, finalization } = this.#proven;
      return { blocks: range.blocks, headers: headers.slice(known), finalization };
    }
    return Promise.race([this.#fetchProof(peer, range, last.height), this.#pause(MAX_PROOF_MS)]);
  }

  async #fetchProof(
    peer: string,
    { blocks, headers: first }: BlockRange,
    lastHeight: bigint,
  ): Promise<BlockRange | undefined> {
    const headers = [...first];
    while (headers.length < MAX_PROOF_HEADERS && !this.#stopped) {
      if (!this.#budgets.requests.spend(peer)) {
        await this.#pause(1_000 / MAX_REQUESTS_PER_SECOND_PER_PEER);
        continue;
      }
      const from = lastHeight + 1n + BigInt(headers.length);
      const more = await this.#ask(peer, from, MAX_REQUEST_ITEMS, 'headers');
      if (!more || more.headers.length === 0) return undefined;
      headers.push(...more.headers);
      if (more.finalization) return { blocks, headers, finalization: more.finalization };
    }
    return undefined;
  }

  /** A slow peer gets company: whoever answers first is taken. */
  async #firstAnswer(asked: Asked): Promise<{ peer: string; range: BlockRange | undefined }> {
    const first = asked.answer.then((range) => ({ peer: asked.peer, range }));
    const patience = this.#pause(SYNC_PATIENCE_MS);
    const early = await Promise.race([first, patience]);
    if (early) return early;
    const { from, count } = asked;
    const other = this.#choosePeer(from, asked.peer);
    if (!other) return first;
    const second = this.#ask(other, from, count).then((range) => ({ peer: other, range }));
    const answer = await Promise.race([first, second]);
    if (answer.range) return answer;
    return answer.peer === asked.peer ? second : first;
  }

  /** Its claim to be ahead counts for nothing until it makes it again. */
  #blame(peer: string, reason: string): void {
    this.#with.board.forget(peer);
    this.#with.network.penalise(peer, reason);
  }

  /** A certified block that is invalid here means that a supermajority and this node disagree. */
  async #execute({ blocks, recovered }: ProvenRange): Promise<void> {
    const { chain, onUnchecked } = this.#with;
    let ahead = recovered;
    for (const [index, block] of blocks.entries()) {
      if (this.#stopped) return;
      let ready = ahead;
      const next = blocks[index + 1];
      // Other threads recover the senders of the next block while this one executes.
      ahead = next && this.#recover(next);
      const status = await this.#untilVerified(() => {
        const given = ready;
        ready = undefined;
        return chain.execute(block, given);
      });
      if (!status) return;
      if (status === 'invalid') {
        throw new WeftError('sync/final-block-invalid', 'a certified block is invalid here', {
          height: block.header.height.toString(),
        });
      }
    }
    const last = blocks.at(-1);
    if (last) await onUnchecked(last.header.height);
  }

  /** Undefined when the run was stopped meanwhile. */
  #untilVerified<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    return untilVerified(ask, { clock: this.#with.clock, isStopped: () => this.#stopped });
  }

  /** Whatever is wrong with it shows when the block is executed. */
  #recover(block: Block): Promise<RecoveredTransaction[]> {
    const recovered = this.#with.chain.recover(block);
    recovered.catch(() => undefined);
    return recovered;
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
