import type { Chain } from '../../chain/chain.ts';
import {
  assertPayable,
  assertWellFormed,
  possessionOf,
  type RecoveredTransaction,
} from '../../chain/check-transaction.ts';
import { itemsIn, unitsOf } from '../../chain/fees.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { decodeTransaction } from '../../chain/transaction.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { PARKED_TRANSACTION_MS, REPLACEMENT_FEE_PERCENT } from '../../core/limits.ts';
import type { RecoverSenders } from '../execution/recover-senders.ts';
import { createStateView, type StateView } from '../execution/state-view.ts';
import type { Clock } from '../ports.ts';
import { candidatesOf } from './candidates.ts';
import { type MempoolEntry, tipRate } from './entry.ts';
import { createLanes } from './lanes.ts';
import { MEMPOOL_LIMITS, type MempoolLimits } from './mempool-limits.ts';

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
  /** The next nonce of an account, counting what waits here. */
  nextNonce(account: Address): bigint;
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
    this.#assertAcceptable(this.#entryOf(claimed, own), this.#view());
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
    this.#assertAcceptable(entry, view);
    this.#makeRoom(entry, view);
    this.#add(entry);
    this.#forgetDrop(entry.hash);
    this.#park(entry.account, view);
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
    return this.#lanes.of(account);
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
    // A price that rose or a transaction that waits for another may still come right.
    if (!entry || WAITING_ERRORS.has(error.code)) return;
    this.#remove(entry, { status: statusOf(error.code), error });
    this.#park(entry.account, this.#view());
  }

  revalidate(accounts: Iterable<Address>, included: ReadonlySet<Hash> = NONE) {
    const view = this.#view();
    for (const account of accounts) {
      if (this.#lanes.of(account).length === 0) continue;
      const nonce = view.accountOf(account)?.nonce ?? 0n;
      for (const entry of this.#lanes.of(account)) {
        if (entry.nonce >= nonce) continue;
        if (included.has(entry.hash)) this.#leave(entry);
        else this.#remove(entry, { status: 'replaced' });
      }
      this.#park(account, view);
    }
    const wallMs = this.#with.clock.wallMs();
    const nowMs = this.#with.clock.monotonicMs();
    for (const entry of [...this.#lanes.byHash.values()]) {
      const isExpired = entry.recovered.transaction.validUntilMs < wallMs;
      const isGivenUp = entry.parkedUntilMs !== undefined && entry.parkedUntilMs <= nowMs;
      if (isExpired || isGivenUp) this.#remove(entry, { status: 'expired' });
      if (isExpired) this.#park(entry.account, view);
    }
  }

  nextNonce(account: Address) {
    let nonce = this.#view().accountOf(account)?.nonce ?? 0n;
    for (const entry of this.#lanes.of(account)) if (entry.nonce === nonce) nonce++;
    return nonce;
  }

  isStranger(envelope: Uint8Array) {
    const { account } = decodeTransaction(this.#with.chain.registry, envelope).transaction;
    const view = this.#view();
    return view.accountOf(account) === undefined && view.balanceOf(account) === 0n;
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
      nonce: transaction.nonce,
      feeMax: transaction.feeMax,
      units: unitsOf(definition, itemsIn(transaction.fields)),
      sizeBytes: bytes.length,
      arrival: this.#arrivals++,
      own,
      parkedUntilMs: undefined,
      countedSince: undefined,
    };
  }

  #assertAcceptable(entry: MempoolEntry, view: StateView): void {
    assertWellFormed(this.#with.chain, entry.recovered, this.#with.clock.wallMs());
    this.#assertPayable(entry, view);
    this.#assertRoom(entry, view);
  }

  /** A gap in nonces is no reason to refuse: the missing ones may be on their way. */
  #assertPayable(entry: MempoolEntry, view: StateView): void {
    const { transaction } = entry.recovered;
    const record = view.accountOf(entry.account);
    const expected = record?.nonce ?? 0n;
    const baseWei = BigInt(entry.units) * view.basePriceWei();
    const { keyDepositWei } = this.#with.chain.genesis.parameters;
    assertPayable(transaction, {
      nonce: transaction.nonce > expected ? transaction.nonce : expected,
      balanceWei: view.balanceOf(entry.account),
      minimumFeeWei: baseWei + (record ? 0n : keyDepositWei),
    });
  }

  #assertRoom(entry: MempoolEntry, view: StateView): void {
    const lane = this.#lanes.of(entry.account);
    const rival = lane.find((other) => other.nonce === entry.nonce);
    if (rival) assertReplaces(entry, rival);
    const others = lane.filter((other) => other !== rival);
    const bytes = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, entry.sizeBytes);
    const { perAccount, bytesPerAccount } = this.#limits;
    if (others.length >= perAccount || bytes > bytesPerAccount) {
      throw new WeftError('mempool/account-full', 'this account has too many waiting', {
        limit: perAccount,
      });
    }
    if (!this.#isFull(entry, rival)) return;
    if (rival) throw new WeftError('mempool/full', 'a replacement takes more room than there is');
    this.#worstBelow(entry, view);
  }

  #makeRoom(entry: MempoolEntry, view: StateView): void {
    const rival = this.#lanes.of(entry.account).find((other) => other.nonce === entry.nonce);
    if (rival) {
      this.#remove(rival, { status: 'replaced' });
      return;
    }
    while (this.#isFull(entry)) {
      const worst = this.#worstBelow(entry, view);
      this.#remove(worst, { status: 'replaced' });
      this.#park(worst.account, view);
    }
  }

  /** The one to give up for an entry. @throws WeftError `mempool/full` when it is not better. */
  #worstBelow(entry: MempoolEntry, view: StateView): MempoolEntry {
    const basePriceWei = view.basePriceWei();
    const isParked = entry.nonce !== this.nextNonce(entry.account);
    const rate = isParked ? PARKED_RATE : tipRate(entry, basePriceWei);
    const worst = this.#worst(basePriceWei);
    if (!worst || rateOf(worst, basePriceWei) >= rate) {
      throw new WeftError('mempool/full', 'better paid transactions fill the mempool');
    }
    return worst;
  }

  #isFull({ sizeBytes }: MempoolEntry, rival?: MempoolEntry): boolean {
    const { transactions, bytes } = this.#limits;
    const more = sizeBytes - (rival?.sizeBytes ?? 0);
    const count = this.#lanes.byHash.size - (rival ? 1 : 0);
    return count >= transactions || this.#lanes.bytes + more > bytes;
  }

  /**
   * The last transaction of the worst paying account, so that no gap arises. Remembered until
   * something changes: a flood of what is refused does not cost a search each.
   */
  #worst(basePriceWei: bigint): MempoolEntry | undefined {
    if (this.#knownWorst?.basePriceWei === basePriceWei) return this.#knownWorst.entry;
    let worst: MempoolEntry | undefined;
    for (const account of this.#lanes.accounts()) {
      const last = this.#lanes.of(account).at(-1);
      if (!last) continue;
      if (!worst || rateOf(last, basePriceWei) < rateOf(worst, basePriceWei)) worst = last;
    }
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

  /** Marks what waits for a missing nonce, and wakes what no longer does. */
  #park(account: Address, view: StateView): void {
    this.#knownWorst = undefined;
    let expected = view.accountOf(account)?.nonce ?? 0n;
    const parkedUntilMs = this.#with.clock.monotonicMs() + PARKED_TRANSACTION_MS;
    for (const entry of this.#lanes.of(account)) {
      if (entry.nonce === expected) {
        expected++;
        entry.parkedUntilMs = undefined;
      } else {
        entry.parkedUntilMs ??= parkedUntilMs;
      }
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

function assertReplaces(entry: MempoolEntry, old: MempoolEntry): void {
  const leastWei = (old.feeMax * (100n + REPLACEMENT_FEE_PERCENT) + 99n) / 100n;
  if (entry.feeMax >= leastWei) return;
  throw new WeftError(
    'mempool/underpriced-replacement',
    'a replacement must offer at least a tenth more',
    { feeMax: entry.feeMax.toString(), leastWei: leastWei.toString() },
  );
}

/** What waits for a gap costs its account nothing, so it makes room for what could be included. */
function rateOf(entry: MempoolEntry, basePriceWei: bigint): bigint {
  return entry.parkedUntilMs === undefined ? tipRate(entry, basePriceWei) : PARKED_RATE;
}

function statusOf(code: string): Drop['status'] {
  return code === 'transaction/expired' ? 'expired' : 'failure';
}

const PARKED_RATE = -1n;
const NONE: ReadonlySet<Hash> = new Set();

const WAITING_ERRORS: ReadonlySet<string> = new Set([
  'transaction/nonce-gap',
  'transaction/nonce-used',
  'transaction/fee-too-low',
]);
