import type { Inclusion, Spend } from '../../chain/coin-spend.ts';
import { bytesFromHeader } from '../../chain/header.ts';
import { type Hash, hexFromBytes } from '../../core/bytes.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type { IncludedTransfer } from '../../modules/vault/coin-news.ts';
import type { CoinBlockProof } from '../../modules/vault/queries.ts';
import type { PinnedCheckpoint } from './coin-records.ts';
import type { CoinStore, HistoryEntry } from './coin-store.ts';
import type { HistoryRange } from './coin-wire.ts';

export interface CoinHistoryComponents {
  store: CoinStore;
  /** Asks the module of the Vault about final state. */
  query(name: string, input: unknown): unknown;
}

/** What this node can prove of coins. */
export interface CoinHistory {
  /** Transfers of a slot in coin blocks that are closed, ascending, as far as known here. */
  transfersOf(slot: bigint): Promise<IncludedTransfer[]>;
  /** Undefined if the slot did not move there, as far as known here. */
  transferAt(slot: bigint, coinBlock: bigint): Promise<IncludedTransfer | undefined>;
  /** Where the slot stands in the tree of a coin block, an empty leaf included. */
  slotProofAt(slot: bigint, coinBlock: bigint): Promise<SparseProof | undefined>;
  /**
   * What contracts take, of a leaf that may be empty. Undefined as long as no checkpoint that is
   * known here covers the coin block, and for a coin that is not kept.
   */
  inclusionAt(slot: bigint, coinBlock: bigint): Promise<Inclusion | undefined>;
  /** A transfer with its signature and inclusion; undefined as that is. */
  spendAt(slot: bigint, coinBlock: bigint): Promise<Spend | undefined>;
  /** What coin blocks hold of a slot, up to the first that is not known here. */
  entriesOf(range: HistoryRange): Promise<HistoryEntry[]>;
  /** The first checkpoint that covers a coin block, as far as known here. */
  checkpointFor(coinBlock: bigint): Promise<PinnedCheckpoint | undefined>;
  /** Of the coin block's tree; undefined for one that is not closed. */
  leafRootAt(coinBlock: bigint): Hash | undefined;
}

export function createCoinHistory({ store, query }: CoinHistoryComponents): CoinHistory {
  async function inclusionAt(slot: bigint, coinBlock: bigint): Promise<Inclusion | undefined> {
    const pinned = await store.pinnedFor(coinBlock);
    const slotProof = pinned && (await store.proofAt(slot, coinBlock));
    if (!slotProof) return undefined;
    const { index: checkpoint, header } = pinned;
    const asked = { coinBlock, count: header.coinCount };
    const found = query('coinBlockProof', asked) as CoinBlockProof | null;
    if (!found) return undefined;
    const where = { header: hexFromBytes(bytesFromHeader(header)), checkpoint };
    return { coinBlock, slotProof, blockProof: found.proof, ...where };
  }

  return {
    transfersOf: (slot) => store.transfersOf(slot),
    transferAt: (slot, coinBlock) => store.transferAt(slot, coinBlock),
    slotProofAt: (slot, coinBlock) => store.proofAt(slot, coinBlock),
    inclusionAt,
    async spendAt(slot, coinBlock) {
      const [found, inclusion] = await Promise.all([
        store.transferAt(slot, coinBlock),
        inclusionAt(slot, coinBlock),
      ]);
      if (!found || !inclusion) return undefined;
      return { transfer: found.transfer, signature: found.signature, inclusion };
    },
    async entriesOf({ slot, from, count }) {
      const entries: HistoryEntry[] = [];
      while (entries.length < count) {
        const coinBlock = from + BigInt(entries.length);
        const [proof, transfer] = await Promise.all([
          store.proofAt(slot, coinBlock),
          store.transferAt(slot, coinBlock),
        ]);
        if (!proof) break;
        entries.push({ proof, ...(transfer && { transfer }) });
      }
      return entries;
    },
    checkpointFor: (coinBlock) => store.pinnedFor(coinBlock),
    leafRootAt: (coinBlock) => (query('leafRoot', { coinBlock }) as Hash | null) ?? undefined,
  };
}
