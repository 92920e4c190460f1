import type { Chain } from '../../chain/chain.ts';
import {
  assertWellFormed,
  possessionOf,
  type RecoveredTransaction,
} from '../../chain/check-transaction.ts';
import { isInvalidTransaction } from '../../chain/execute-block.ts';
import { itemsIn, unitsOf } from '../../chain/fees.ts';
import type { FreeRequest } from '../../chain/module.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { decodeTransaction, laneOf } from '../../chain/transaction.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { PARKED_TRANSACTION_MS } from '../../core/limits.ts';
import type { RecoverSenders } from '../execution/recover-senders.ts';
import { createStateView, type StateView } from '../execution/state-view.ts';
import type { Clock } from '../ports.ts';
import { candidatesOf } from './candidates.ts';
import { type MempoolEntry, tipRate } from './entry.ts';
import { createLanes } from './lanes.ts';
import { mayComeRight } from './may-come-right.ts';
import { MEMPOOL_LIMITS, type MempoolLimits } from './mempool-limits.ts';
import { aheadOf, nonceIn, paymentOfEntry } from './mempool-payment.ts';
import {
  assertAccountRoom,
  assertReplaces,
  isFull,
  PARKED_RATE,
  rateOf,
  worstOf,
} from './mempool-room.ts';

/** What became of a transaction that left without being included. */
export interface Drop {
  recovered: RecoveredTransaction;
  status: 'expired' | 'replaced' | 'failure';
  error?: ErrorObject;
}

export interface MempoolComponents {
  chain: Chain;
  clock: Clock;
  /** State after the last final block. */
  finalTree(): StateTree;
  recoverSenders: RecoverSenders;
  onChange(hash: Hash): void;
}

export interface Mempool {
  /**
   * Verifies and keeps an encoded envelope. `parked`: earlier nonces are missing. `mayVerify` is
   * asked when nothing but signatures is left to be checked, which cost most: that of the account
   * and, a hundred times as much, the proof of a BLS key.
   * @throws WeftError `mempool/{known,full,account-full,underpriced-replacement,over-budget}`,
   * `transaction/...` or `codec/malformed`.
   */
  add(
    envelope: Uint8Array,
    own: boolean,
    mayVerify?: (what: { hasProof: boolean }) => boolean,
  ): Promise<{ hash: Hash; parked: boolean }>;
  get(hash: Hash): MempoolEntry | undefined;
  dropped(hash: Hash): Drop | undefined;
  of(account: Address): readonly MempoolEntry[];
  size(): number;
  /** Ready transactions in no particular order. */
  ready(): Iterable<MempoolEntry>;
  candidates(tree: StateTree): Iterable<RecoveredTransaction>;
  /** Forgets what a block tried and found invalid. */
  drop(hash: Hash, error: ErrorObject): void;
  /** Looks again at these accounts after a block with `included`, and at everybody's time. */
  revalidate(accounts: Iterable<Address>, included?: ReadonlySet<Hash>): void;
  /** The next nonce of an account's wallet, or of a session, counting what waits here. */
  nextNonce(account: Address, session?: Hash): bigint;
  /** What waits before a free transaction of the account. */
  ahead(account: Address): FreeRequest['ahead'];
  /** Whether an encoded envelope is of an account that has nothing and never had more. */
  isStranger(envelope: Uint8Array): boolean;
}

export function createMempool(limits: MempoolLimits = MEMPOOL_LIMITS) {
  return (components: MempoolComponents): Mempool => new BoundedMempool(limits, components);
}

class BoundedMempool implements Mempool {
  readonly #limits: MempoolLimits;
  readonly #with: MempoolComponents;
  readonly #lanes = createLanes();
  readonly #drops = new Map<Hash, Drop>();
  #dropBytes = 0;
  #arrivals = 0;
  #knownWorst: { basePriceWei: bigint; entry: MempoolEntry } | undefined;

  constructor(limits: MempoolLimits, components: MempoolComponents) {
    this.#limits = limits;
    this.#with = components;
  }

  async add(envelope: Uint8Array, own: boolean, mayVerify = (_: { hasProof: boolean }) => true) {
    const { chain, recoverSenders } = this.#with;
    this.#assertUnknown(keccakHex(envelope));
    const decoded = decodeTransaction(chain.registry, envelope);
    const claimed = { ...decoded, sender: decoded.transaction.account };
    this.#assertAcceptable(this.#entryOf(claimed, own), this.#view(), false);
    const hasProof = possessionOf(chain, decoded) !== undefined;
    if (!mayVerify({ hasProof })) {
      throw new WeftError('mempool/over-budget', 'too many to be verified');
    }
    const [recovered] = await recoverSenders([decoded]);
    if (!recovered) throw new WeftError('internal/assertion', 'one transaction, one sender');
    // A block would take its fee and refuse its key; no wallet makes such a thing by accident.
    if (recovered.isKeyProven === false) {
      throw new WeftError('transaction/wrong-proof', 'its BLS key is not proven');
    }
    // Time passed: the same transaction may have come another way, and the state may have changed.
    this.#assertUnknown(recovered.hash);
    const entry = this.#entryOf(recovered, own);
    const view = this.#view();
    this.#assertAcceptable(entry, view, true);
    this.#makeRoom(entry, view);
    this.#add(entry);
    this.#forgetDrop(entry.hash);
    this.#park(entry, view);
    this.#with.onChange(entry.hash);
    return { hash: entry.hash, parked: entry.parkedUntilMs !== undefined };
  }

  get(hash: Hash) {
    return this.#lanes.byHash.get(hash);
  }

  dropped(hash: Hash) {
    return this.#drops.get(hash);
  }

  of(account: Address) {
    return this.#lanes.ofAccount(account);
  }

  size() {
    return this.#lanes.byHash.size;
  }

  *ready() {
    for (const entry of this.#lanes.byHash.values()) {
      if (entry.parkedUntilMs === undefined) yield entry;
    }
  }

  candidates(tree: StateTree) {
    return candidatesOf(this.#lanes, createStateView(this.#with.chain, tree));
  }

  drop(hash: Hash, error: ErrorObject) {
    const entry = this.#lanes.byHash.get(hash);
    if (!entry || mayComeRight(error, entry.recovered.transaction)) return;
    this.#remove(entry, { status: statusOf(error.code), error });
    this.#park(entry, this.#view());
  }

  revalidate(accounts: Iterable<Address>, included: ReadonlySet<Hash> = NONE) {
    const view = this.#view();
    for (const account of accounts) {
      const waiting = this.#lanes.ofAccount(account);
      for (const entry of waiting) {
        if (entry.nonce >= nonceIn(view, entry)) continue;
        if (included.has(entry.hash)) this.#leave(entry);
        else this.#remove(entry, { status: 'replaced' });
      }
      for (const entry of this.#lanes.ofAccount(account)) this.#dropEnded(entry, view);
      this.#dropUnpaid(account, view);
      for (const entry of new Map(waiting.map((each) => [each.lane, each])).values()) {
        this.#park(entry, view);
      }
    }
    const wallMs = this.#with.clock.wallMs();
    const nowMs = this.#with.clock.monotonicMs();
    for (const entry of [...this.#lanes.byHash.values()]) {
      const isExpired = entry.recovered.transaction.validUntilMs < wallMs;
      const isGivenUp = entry.parkedUntilMs !== undefined && entry.parkedUntilMs <= nowMs;
      if (isExpired || isGivenUp) this.#remove(entry, { status: 'expired' });
      if (isExpired) this.#park(entry, view);
    }
  }

  nextNonce(account: Address, session?: Hash) {
    const view = this.#view();
    return this.#next(session ?? account, view.nonceOf(account, session));
  }

  ahead(account: Address) {
    return aheadOf(this.#lanes, account);
  }

  isStranger(envelope: Uint8Array) {
    const { account } = decodeTransaction(this.#with.chain.registry, envelope).transaction;
    const view = this.#view();
    return view.accountOf(account) === undefined && view.balanceOf(account) === 0n;
  }

  /** Counting what waits in the lane from its number in the state on. */
  #next(lane: Hex, from: bigint): bigint {
    let nonce = from;
    for (const entry of this.#lanes.of(lane)) if (entry.nonce === nonce) nonce++;
    return nonce;
  }

  #nextNonce(entry: MempoolEntry, view: StateView): bigint {
    return this.#next(entry.lane, nonceIn(view, entry));
  }

  /** What a closed session signed is never included. */
  #dropEnded(entry: MempoolEntry, view: StateView): void {
    try {
      view.termsOf(entry.recovered.transaction, this.#with.clock.wallMs());
    } catch (thrown) {
      if (!isInvalidTransaction(thrown)) throw thrown;
      this.#remove(entry, { status: 'failure', error: thrown.toObject() });
    }
  }

  /** What nobody pays any longer, up to the first that somebody will: each look drops one. */
  #dropUnpaid(account: Address, view: StateView): void {
    const timestampMs = this.#with.clock.wallMs();
    for (const entry of this.#lanes.ofAccount(account)) {
      if (!entry.isFree) continue;
      try {
        view.paymentOf(entry.recovered, { timestampMs });
        return;
      } catch (thrown) {
        if (!isInvalidTransaction(thrown)) throw thrown;
        const error = thrown.toObject();
        if (mayComeRight(error, entry.recovered.transaction)) return;
        this.#remove(entry, { status: 'failure', error });
      }
    }
  }

  #view(): StateView {
    return createStateView(this.#with.chain, this.#with.finalTree());
  }

  #assertUnknown(hash: Hash): void {
    if (this.#lanes.byHash.has(hash)) {
      throw new WeftError('mempool/known', 'this transaction is waiting already', { hash });
    }
  }

  #entryOf(recovered: RecoveredTransaction, own: boolean): MempoolEntry {
    const { transaction, hash, bytes } = recovered;
    const { definition } = this.#with.chain.registry.get(transaction.primaryType);
    return {
      recovered,
      hash,
      account: transaction.account,
      lane: laneOf(transaction),
      nonce: transaction.nonce,
      feeMax: transaction.feeMax,
      units: unitsOf(definition, itemsIn(transaction.fields)),
      isFree: false,
      grant: undefined,
      sizeBytes: bytes.length,
      arrival: this.#arrivals++,
      own,
      parkedUntilMs: undefined,
      countedSince: undefined,
    };
  }

  #assertAcceptable(entry: MempoolEntry, view: StateView, isRecovered: boolean): void {
    const { chain, clock } = this.#with;
    assertWellFormed(chain, entry.recovered, clock.wallMs());
    const payment = { lanes: this.#lanes, view, timestampMs: clock.wallMs(), isRecovered };
    const { isFree, grant } = paymentOfEntry(chain, entry, payment);
    entry.isFree = isFree;
    entry.grant = grant;
    this.#assertRoom(entry, view);
  }

  #assertRoom(entry: MempoolEntry, view: StateView): void {
    const rival = this.#rivalOf(entry);
    if (rival) assertReplaces(entry, rival);
    assertAccountRoom(this.#lanes, this.#limits, entry, rival);
    if (!isFull(this.#lanes, this.#limits, entry, rival)) return;
    if (rival) throw new WeftError('mempool/full', 'a replacement takes more room than there is');
    this.#worstBelow(entry, view);
  }

  #rivalOf({ lane, nonce }: MempoolEntry): MempoolEntry | undefined {
    return this.#lanes.of(lane).find((other) => other.nonce === nonce);
  }

  #makeRoom(entry: MempoolEntry, view: StateView): void {
    const rival = this.#rivalOf(entry);
    if (rival) {
      this.#remove(rival, { status: 'replaced' });
      return;
    }
    while (isFull(this.#lanes, this.#limits, entry)) {
      const worst = this.#worstBelow(entry, view);
      this.#remove(worst, { status: 'replaced' });
      this.#park(worst, view);
    }
  }

  /** The one to give up for an entry. @throws WeftError `mempool/full` when it is not better. */
  #worstBelow(entry: MempoolEntry, view: StateView): MempoolEntry {
    const isParked = entry.nonce !== this.#nextNonce(entry, view);
    if (entry.isFree) {
      const parked = isParked ? undefined : this.#lanes.oldestParkedFree();
      if (parked) return parked;
      throw new WeftError('mempool/full', 'free transactions fill their room');
    }
    const basePriceWei = view.basePriceWei();
    const rate = isParked ? PARKED_RATE : tipRate(entry, basePriceWei);
    const worst = this.#worst(basePriceWei);
    if (!worst || rateOf(worst, basePriceWei) >= rate) {
      throw new WeftError('mempool/full', 'better paid transactions fill the mempool');
    }
    return worst;
  }

  /** Remembered until something changes: a flood of what is refused does not cost a search each. */
  #worst(basePriceWei: bigint): MempoolEntry | undefined {
    if (this.#knownWorst?.basePriceWei === basePriceWei) return this.#knownWorst.entry;
    const worst = worstOf(this.#lanes, basePriceWei);
    this.#knownWorst = worst && { basePriceWei, entry: worst };
    return worst;
  }

  #add(entry: MempoolEntry): void {
    this.#knownWorst = undefined;
    this.#lanes.add(entry);
  }

  #delete(entry: MempoolEntry): void {
    this.#knownWorst = undefined;
    this.#lanes.remove(entry);
  }

  /** Marks what waits for a missing nonce in a lane, and wakes what no longer does. */
  #park({ lane, account, recovered }: MempoolEntry, view: StateView): void {
    this.#knownWorst = undefined;
    let expected = view.nonceOf(account, recovered.transaction.session?.id);
    const parkedUntilMs = this.#with.clock.monotonicMs() + PARKED_TRANSACTION_MS;
    for (const entry of this.#lanes.of(lane)) {
      if (entry.nonce === expected) {
        expected++;
        this.#lanes.park(entry, undefined);
      } else this.#lanes.park(entry, entry.parkedUntilMs ?? parkedUntilMs);
    }
  }

  /** Included: it left for good, and the block tells what became of it. */
  #leave(entry: MempoolEntry): void {
    this.#delete(entry);
    this.#with.onChange(entry.hash);
  }

  #forgetDrop(hash: Hash): void {
    this.#dropBytes -= this.#drops.get(hash)?.recovered.bytes.length ?? 0;
    this.#drops.delete(hash);
  }

  #remove(entry: MempoolEntry, drop: Omit<Drop, 'recovered'>): void {
    this.#delete(entry);
    this.#forgetDrop(entry.hash);
    this.#drops.set(entry.hash, { recovered: entry.recovered, ...drop });
    this.#dropBytes += entry.sizeBytes;
    const most = this.#limits;
    while (this.#drops.size > most.drops || this.#dropBytes > most.dropBytes) {
      this.#forgetDrop(this.#drops.keys().next().value as Hash);
    }
    this.#with.onChange(entry.hash);
  }
}

function statusOf(code: string): Drop['status'] {
  return code === 'transaction/expired' ? 'expired' : 'failure';
}

const NONE: ReadonlySet<Hash> = new Set();
