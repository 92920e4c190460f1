import type { Genesis } from '../../chain/genesis.ts';
import { bytesFromHeader } from '../../chain/header.ts';
import { appendLeaf, emptyFrontier, type Frontier } from '../../core/append-tree.ts';
import { type Hash, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_COIN_FILE_BLOCKS } from '../../core/limits.ts';
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
  store: CoinStore;
  history: CoinHistory;
}

/**
 * All that this node can prove of a coin, up to the newest coin block that a checkpoint covers.
 * @throws WeftError `coins/not-covered` while none covers its last transfer,
 * `coins/history-missing` while this node does not have all of it, `coins/file-too-long`.
 */
export async function coinFileOf(
  { genesis, store, history }: CoinFileSource,
  coin: DepositedCoin,
  parent: bigint,
): Promise<{ file: CoinFile; coveredTo: bigint }> {
  const { slot, birth } = coin;
  const headers = await headersAfter(store, birth);
  const coveredTo = headers.at(-1)?.upTo ?? birth;
  if (parent > coveredTo) throw refusal('coins/not-covered', slot);
  if (coveredTo - birth > MAX_COIN_FILE_BLOCKS) throw refusal('coins/file-too-long', slot);
  const transfers: FileTransfer[] = [];
  const absences: SparseProof[] = [];
  for (let n = birth + 1n; n <= coveredTo; n++) {
    const spend = await history.spendAt(slot, n);
    if (spend) {
      const { transfer, signature, inclusion } = spend;
      const { slotProof, blockProof, checkpoint, coinBlock } = inclusion;
      const { slot: _, ...rest } = transfer;
      transfers.push({ ...rest, signature, coinBlock, slotProof, blockProof, checkpoint });
      continue;
    }
    const proof = await history.slotProofAt(slot, n);
    if (!proof) throw refusal('coins/history-missing', slot);
    absences.push(proof);
  }
  const { checkpoints, vault } = genesis.contracts;
  const where = { ethereumChainId: genesis.ethereumChainId, vault, checkpoints };
  const before = frontierAt(history, birth).subtrees;
  const file = { ...where, coin, transfers, headers: headers.map(plain), before, absences };
  return { file, coveredTo };
}

interface Covering extends FileHeader {
  upTo: bigint;
}

/** One after the other, without a gap. */
async function headersAfter(store: CoinStore, birth: bigint): Promise<Covering[]> {
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
function frontierAt(history: CoinHistory, count: bigint): Frontier {
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
