import type { Genesis } from '../../chain/genesis.ts';
import { bytesFromHeader } from '../../chain/header.ts';
import { appendLeaf, emptyFrontier, type Frontier } from '../../core/append-tree.ts';
import { type Hash, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_COIN_FILE_BLOCKS, MAX_COIN_FILE_SIBLINGS } from '../../core/module-limits.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type {
  CoinFile,
  DepositedCoin,
  FileHeader,
  FileTransfer,
} from '../../modules/vault/coin-file.ts';
import type { CoinHistory } from './coin-history.ts';
import type { CoinStore } from './coin-store.ts';

export interface CoinFileSource {
  genesis: Genesis;
  store: Pick<CoinStore, 'pinnedFor'>;
  history: FileHistory;
}

/** What a file has besides transfers. */
export interface CoinFileOptions {
  /** No absences: enough to leave, and made at once however old the coin is. */
  transfersOnly?: boolean | undefined;
}

type FileHistory = Pick<CoinHistory, 'transfersOf' | 'spendAt' | 'slotProofAt' | 'leafRootAt'>;

/**
 * All that this node can prove of a coin, up to the newest coin block that a checkpoint covers.
 * Leaving takes the transfers alone: absences end where one is missing or the file is full.
 * @throws WeftError `coins/not-covered` while none covers its last transfer,
 * `coins/history-missing` while this node does not have all transfers.
 */
export async function coinFileOf(
  { genesis, store, history }: CoinFileSource,
  coin: DepositedCoin,
  parent: bigint,
  { transfersOnly = false }: CoinFileOptions = {},
): Promise<{ file: CoinFile; coveredTo: bigint }> {
  const { slot, birth } = coin;
  const headers = await headersAfter(store, birth);
  const coveredTo = headers.at(-1)?.upTo ?? birth;
  if (parent > coveredTo) throw refusal('coins/not-covered', slot);
  const transfers = await transfersOf(history, coin, parent);
  const absences = transfersOnly ? [] : await absencesOf(history, coin, transfers, coveredTo);
  const { checkpoints, vault } = genesis.contracts;
  const where = { ethereumChainId: genesis.ethereumChainId, vault, checkpoints };
  const before = frontierAt(history, birth).subtrees;
  const file = { ...where, coin, transfers, headers: headers.map(plain), before, absences };
  return { file, coveredTo };
}

/** From the deposit to `parent`, without a gap. */
async function transfersOf(
  history: FileHistory,
  { slot, birth }: DepositedCoin,
  parent: bigint,
): Promise<FileTransfer[]> {
  const transfers: FileTransfer[] = [];
  let last = birth;
  for (const { coinBlock: at } of await history.transfersOf(slot)) {
    if (at <= birth || at > parent) continue;
    const spend = await history.spendAt(slot, at);
    if (spend?.transfer.parent !== last) break;
    const { transfer, signature, inclusion } = spend;
    const { slotProof, blockProof, checkpoint, coinBlock } = inclusion;
    const { slot: _, ...rest } = transfer;
    transfers.push({ ...rest, signature, coinBlock, slotProof, blockProof, checkpoint });
    last = coinBlock;
  }
  if (last !== parent) throw refusal('coins/history-missing', slot);
  return transfers;
}

/** Of the coin blocks after birth without a transfer, as far as all are known and have room. */
async function absencesOf(
  history: FileHistory,
  { slot, birth }: DepositedCoin,
  transfers: readonly FileTransfer[],
  coveredTo: bigint,
): Promise<SparseProof[]> {
  const moves = new Set(transfers.map(({ coinBlock }) => coinBlock));
  const absences: SparseProof[] = [];
  let siblings = 0;
  for (let n = birth + 1n; n <= coveredTo; n++) {
    if (moves.has(n)) continue;
    if (absences.length === MAX_COIN_FILE_BLOCKS) break;
    const proof = await history.slotProofAt(slot, n);
    siblings += proof?.siblings.length ?? 0;
    if (!proof || siblings > MAX_COIN_FILE_SIBLINGS) break;
    absences.push(proof);
  }
  return absences;
}

interface Covering extends FileHeader {
  upTo: bigint;
}

/** One after the other, without a gap. */
async function headersAfter(store: CoinFileSource['store'], birth: bigint): Promise<Covering[]> {
  const headers: Covering[] = [];
  for (let at = birth; ; ) {
    const pinned = await store.pinnedFor(at + 1n);
    if (!pinned) return headers;
    const { index: checkpoint, header } = pinned;
    at = header.coinCount;
    headers.push({ checkpoint, header: hexFromBytes(bytesFromHeader(header)), upTo: at });
  }
}

function plain({ checkpoint, header }: Covering): FileHeader {
  return { checkpoint, header };
}

/** Of the tree of the first `count` coin blocks, all of which are in state. */
function frontierAt(history: FileHistory, count: bigint): Frontier {
  let frontier = emptyFrontier;
  for (let n = 1n; n <= count; n++) {
    frontier = appendLeaf(frontier, history.leafRootAt(n) as Hash);
  }
  return frontier;
}

function refusal(code: string, slot: bigint): WeftError {
  return new WeftError(code, 'there is no file of this coin yet', {
    slot: slot.toString(),
  });
}
