import { SLOT_DEPTH } from '../../chain/coin-transfer.ts';
import { type Address, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_KEPT_COINS, MAX_WATCHED_ACCOUNTS } from '../../core/module-limits.ts';
import { branchesOf, proveInBranches } from '../../core/sparse-branches.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import {
  type CoinNews,
  coinTransfersOf,
  type IncludedTransfer,
} from '../../modules/vault/coin-news.ts';
import { contentOf, withChecksum } from '../block-store/checksum.ts';
import type { FinalBlock } from '../execution/executed-block.ts';
import type { Bucket, Storage, StorageWrite } from '../ports.ts';
import {
  ALL_CHECKPOINTS,
  ALL_OPEN,
  ALL_PROOFS,
  ALL_WATCHED,
  accountOfKey,
  checkpointKey,
  lastOfKey,
  openKey,
  proofKey,
  slotOfKey,
  transferKey,
  treeKey,
  watchedKey,
} from './coin-keys.ts';
import {
  bytesFromCheckpoint,
  bytesFromProof,
  bytesFromTransfers,
  bytesFromTree,
  checkpointFromBytes,
  type PinnedCheckpoint,
  proofFromBytes,
  transfersFromBytes,
  treeFromBytes,
} from './coin-records.ts';

export interface CoinStoreOptions {
  /** Of every coin, as seeds do; otherwise of those whose owner is watched. */
  keepsAll: boolean;
}

export interface CoinStoreComponents {
  storage: Storage;
  /** Slots of an account's coins after a final block. */
  slotsOf(block: FinalBlock, account: Address): readonly bigint[];
}

/** Histories of Vault coins, kept beyond pruning. */
export interface CoinStore {
  /**
   * What final blocks tell of coins, to be written together with them, so that no crash comes
   * between. Writing the same blocks again changes nothing.
   */
  writesOf(blocks: readonly FinalBlock[]): Promise<StorageWrite[]>;
  /** Transfers of a slot in coin blocks that are closed, ascending. */
  transfersOf(slot: bigint): Promise<IncludedTransfer[]>;
  /**
   * Coins of which something is kept though not all are, the newest MAX_KEPT_COINS: also those that
   * left, or were given away.
   */
  slots(): Promise<bigint[]>;
  /** Undefined if the slot did not move there, as far as is known here. */
  transferAt(slot: bigint, coinBlock: bigint): Promise<IncludedTransfer | undefined>;
  /** Where the slot stands in the tree of a coin block, an empty leaf included. */
  proofAt(slot: bigint, coinBlock: bigint): Promise<SparseProof | undefined>;
  /**
   * Up to which coin block it is known without a gap what the slot holds, from `birth` on; `birth`
   * if nothing is.
   */
  wholeTo(slot: bigint, birth: bigint): Promise<bigint>;
  /** What was learned from others, and verified, of coin blocks from `from` on. */
  add(slot: bigint, from: bigint, entries: readonly HistoryEntry[]): Promise<void>;
  /**
   * Keeps the coins of an account from now on.
   * @throws WeftError `coins/too-many-accounts`.
   */
  watch(account: Address): Promise<void>;
  /** Those that are watched. */
  accounts(): Promise<ReadonlySet<Address>>;
  pin(checkpoint: PinnedCheckpoint): Promise<void>;
  /** Newest that is known here; of those that cover a coin block first. */
  lastPinned(): Promise<PinnedCheckpoint | undefined>;
  /** The first checkpoint that covers a coin block. */
  pinnedFor(coinBlock: bigint): Promise<PinnedCheckpoint | undefined>;
}

/** What a coin block says of a slot. */
export interface HistoryEntry {
  proof: SparseProof;
  /** Absent where the leaf is empty. */
  transfer?: IncludedTransfer;
}

export function createCoinStore(options: CoinStoreOptions) {
  return (components: CoinStoreComponents): CoinStore => new StoredCoins(options, components);
}

class StoredCoins implements CoinStore {
  readonly #keepsAll: boolean;
  readonly #storage: Storage;
  readonly #slotsOf: CoinStoreComponents['slotsOf'];
  #watched: Set<Address> | undefined;
  readonly #wholeTo = new Map<bigint, bigint>();

  constructor({ keepsAll }: CoinStoreOptions, { storage, slotsOf }: CoinStoreComponents) {
    this.#keepsAll = keepsAll;
    this.#storage = storage;
    this.#slotsOf = slotsOf;
  }

  async writesOf(blocks: readonly FinalBlock[]) {
    const writes: StorageWrite[] = [];
    /** Of the open coin block; read when the first of these blocks says something of coins. */
    let open: OpenTransfers | undefined;
    for (const block of blocks) {
      const news = coinTransfersOf(block.receipts);
      if (news.transfers.length === 0 && !news.closed) continue;
      open ??= await this.#openBefore(block.block.header.height);
      const { height } = block.block.header;
      if (news.transfers.length > 0) {
        open.set(height, news.transfers);
        writes.push(put(openKey(height), bytesFromTransfers(news.transfers)));
      }
      if (!news.closed) continue;
      writes.push(...(await this.#writesOfClosed(block, news.closed, [...open.values()].flat())));
      writes.push(...[...open.keys()].map((at) => ({ bucket: BUCKET, key: openKey(at) })));
      open.clear();
    }
    return writes;
  }

  async transfersOf(slot: bigint) {
    const range = { from: transferKey(slot, 0n), to: transferKey(slot + 1n, 0n) };
    const rows = await this.#storage.range(BUCKET, range);
    return rows.flatMap(({ value }) => transfersFromBytes(contentOf(value, WHAT)));
  }

  async slots() {
    const slots: bigint[] = [];
    let to: Uint8Array = ALL_PROOFS.to;
    while (slots.length < MAX_KEPT_COINS) {
      const range = { from: ALL_PROOFS.from, to, reverse: true, limit: 1 };
      const [row] = await this.#storage.range(BUCKET, range);
      if (!row) break;
      const slot = slotOfKey(row.key);
      slots.push(slot);
      to = proofKey(slot, 0n);
    }
    return slots;
  }

  async transferAt(slot: bigint, coinBlock: bigint) {
    const content = await this.#read(transferKey(slot, coinBlock));
    return content && transfersFromBytes(content)[0];
  }

  async proofAt(slot: bigint, coinBlock: bigint) {
    const kept = await this.#read(proofKey(slot, coinBlock));
    if (kept) return proofFromBytes(kept);
    const tree = await this.#read(treeKey(coinBlock));
    return tree && proveInBranches(treeFromBytes(tree), slot);
  }

  async wholeTo(slot: bigint, birth: bigint) {
    let whole = this.#wholeTo.get(slot) ?? birth;
    const keyOf = (n: bigint) => (this.#keepsAll ? treeKey(n) : proofKey(slot, n));
    while (true) {
      const range = { from: keyOf(whole + 1n), to: keyOf(LAST_COIN_BLOCK), limit: ROWS };
      const rows = await this.#storage.range(BUCKET, range);
      const before = whole;
      for (const { key } of rows) {
        if (lastOfKey(key) !== whole + 1n) break;
        whole++;
      }
      if (whole - before < BigInt(ROWS)) break;
    }
    this.#wholeTo.set(slot, whole);
    if (this.#wholeTo.size > MAX_KEPT_COINS) {
      this.#wholeTo.delete(this.#wholeTo.keys().next().value as bigint);
    }
    return whole;
  }

  async add(slot: bigint, from: bigint, entries: readonly HistoryEntry[]) {
    const writes = entries.flatMap(({ proof, transfer }, i) => {
      const coinBlock = from + BigInt(i);
      const ofProof = put(proofKey(slot, coinBlock), bytesFromProof(proof));
      if (!transfer) return [ofProof];
      return [ofProof, put(transferKey(slot, coinBlock), bytesFromTransfers([transfer]))];
    });
    await this.#storage.write(writes);
  }

  async watch(account: Address) {
    const watched = await this.#accounts();
    if (this.#keepsAll || watched.has(account)) return;
    if (watched.size >= MAX_WATCHED_ACCOUNTS) {
      throw new WeftError(
        'coins/too-many-accounts',
        'this node keeps the coins of no more accounts',
        {
          limit: MAX_WATCHED_ACCOUNTS,
        },
      );
    }
    watched.add(account);
    await this.#storage.write([put(watchedKey(account), new Uint8Array(0))]);
  }

  accounts() {
    return this.#accounts();
  }

  async pin(checkpoint: PinnedCheckpoint) {
    const key = checkpointKey(checkpoint.header.coinCount);
    if (await this.#read(key)) return;
    await this.#storage.write([put(key, bytesFromCheckpoint(checkpoint))]);
  }

  async lastPinned() {
    const range = { ...ALL_CHECKPOINTS, reverse: true, limit: 1 };
    const [row] = await this.#storage.range(BUCKET, range);
    return row && checkpointFromBytes(contentOf(row.value, WHAT));
  }

  async pinnedFor(coinBlock: bigint) {
    const range = { ...ALL_CHECKPOINTS, from: checkpointKey(coinBlock), limit: 1 };
    const [row] = await this.#storage.range(BUCKET, range);
    const found = row && checkpointFromBytes(contentOf(row.value, WHAT));
    return found && found.coinsBefore < coinBlock ? found : undefined;
  }

  async #writesOfClosed(
    block: FinalBlock,
    { coinBlock, leafRoot }: NonNullable<CoinNews['closed']>,
    transfers: readonly IncludedTransfer[],
  ): Promise<StorageWrite[]> {
    const leaves = new Map(transfers.map(({ transfer, digest }) => [transfer.slot, digest]));
    const tree = branchesOf(leaves, SLOT_DEPTH);
    // A former program kept nothing of coins: what was open then is learned from others.
    if (tree.root !== leafRoot) return [];
    const ofTransfer = (each: IncludedTransfer) =>
      put(transferKey(each.transfer.slot, coinBlock), bytesFromTransfers([each]));
    if (this.#keepsAll) {
      return [put(treeKey(coinBlock), bytesFromTree(tree)), ...transfers.map(ofTransfer)];
    }
    const own = new Set<bigint>();
    const accounts = await this.#accounts();
    for (const account of accounts) for (const slot of this.#slotsOf(block, account)) own.add(slot);
    const moved = transfers.filter(
      ({ transfer: { slot, from } }) => own.has(slot) || accounts.has(from),
    );
    for (const { transfer } of moved) own.add(transfer.slot);
    const proofs = [...own].map((slot) =>
      put(proofKey(slot, coinBlock), bytesFromProof(proveInBranches(tree, slot))),
    );
    return [...proofs, ...moved.map(ofTransfer)];
  }

  async #openBefore(height: bigint): Promise<OpenTransfers> {
    const rows = await this.#storage.range(BUCKET, { ...ALL_OPEN, to: openKey(height) });
    return new Map(
      rows.map(({ key, value }) => [lastOfKey(key), transfersFromBytes(contentOf(value, WHAT))]),
    );
  }

  async #accounts(): Promise<Set<Address>> {
    if (this.#watched) return this.#watched;
    const rows = await this.#storage.range(BUCKET, ALL_WATCHED);
    this.#watched ??= new Set(rows.map(({ key }) => hexFromBytes(accountOfKey(key))));
    return this.#watched;
  }

  async #read(key: Uint8Array): Promise<Uint8Array | undefined> {
    const stored = await this.#storage.get(BUCKET, key);
    return stored && contentOf(stored, WHAT);
  }
}

/** By the height of the block that brought them. */
type OpenTransfers = Map<bigint, readonly IncludedTransfer[]>;

function put(key: Uint8Array, content: Uint8Array): StorageWrite {
  return { bucket: BUCKET, key, value: withChecksum(content) };
}

const BUCKET: Bucket = 'coins';
const WHAT = 'history of a coin';
const LAST_COIN_BLOCK = 2n ** 32n;
/** Read at once. */
const ROWS = 256;
