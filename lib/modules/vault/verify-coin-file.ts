import {
  COIN_BLOCK_DEPTH,
  type CoinTransfer,
  digestOfCoinTransfer,
  SLOT_DEPTH,
} from '../../chain/coin-transfer.ts';
import { type Header, headerFromBytes } from '../../chain/header.ts';
import { addToFrontier, type Frontier, rootOfFrontier } from '../../core/append-tree.ts';
import {
  type Address,
  bytesFromHex,
  type Hash,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { MAX_SECURED_TRANSFERS } from '../../core/module-limits.ts';
import { recoverOnEthereum } from '../../core/secp256k1.ts';
import { rootFromProof } from '../../core/sparse-merkle.ts';
import {
  type CoinFile,
  type CoinHolder,
  type FileTransfer,
  holderOf,
  type PinnedRoot,
} from './coin-file.ts';

// Nothing in a file is believed. What is pinned was read from Ethereum by whoever asks; everything
// else has to follow from it.

/** By index of the checkpoint. */
export type PinnedRoots = ReadonlyMap<bigint, PinnedRoot>;

export interface WholeHistory extends CoinHolder {
  /** Up to this coin block the coin's slot holds its history and nothing else. */
  provenTo: bigint;
  /** Every coin block that checkpoints of the file cover is proven. */
  isWhole: boolean;
  /** Too many transfers: a walk over them could cost more than the coin. */
  isTooLong: boolean;
}

/**
 * The whole check: `verifyTransfers`, then `verifyHistory`. `pause` lets other work run.
 * @throws WeftError `coin-file/...`.
 */
export async function verifyCoinFile(
  file: CoinFile,
  pinned: PinnedRoots,
  pause?: () => Promise<void>,
): Promise<WholeHistory> {
  await verifyTransfers(file, pinned, pause);
  return verifyHistory(file, pinned, pause);
}

/**
 * That the coin came to its holder: each transfer spends the one before, is signed by who had the
 * coin, and stands in a coin block that Ethereum knows. This is what an exit shows. `pause` lets
 * other work run.
 * @throws WeftError `coin-file/wrong-header`, `coin-file/not-pinned`, `coin-file/wrong-transfer`,
 * `coin-file/wrong-signature`, `coin-file/not-included`.
 */
export async function verifyTransfers(
  file: CoinFile,
  pinned: PinnedRoots,
  pause?: () => Promise<void>,
): Promise<CoinHolder> {
  const headers = headersOf(file, pinned);
  let holder: CoinHolder = { owner: file.coin.depositor, coinBlock: file.coin.birth };
  for (const [at, transfer] of file.transfers.entries()) {
    if (pause && at % SLICE_TRANSFERS === SLICE_TRANSFERS - 1) await pause();
    assertSpend(file, transfer, holder);
    assertIncluded(file, transfer, headers);
    holder = { owner: transfer.to, coinBlock: transfer.coinBlock };
  }
  return holder;
}

/**
 * That the slot holds nothing but this history from birth on: the tree of coin blocks is built anew
 * from where the slot stands in each, and has the roots that Ethereum knows. After
 * `verifyTransfers`.
 * @throws WeftError `coin-file/wrong-header`, `coin-file/not-pinned`, `coin-file/gap` (a checkpoint
 * is missing), `coin-file/other-history` (the slot holds something else, or a proof is wrong).
 */
export async function verifyHistory(
  file: CoinFile,
  pinned: PinnedRoots,
  pause?: () => Promise<void>,
): Promise<WholeHistory> {
  const { birth, slot } = file.coin;
  const headers = headersOf(file, pinned);
  const moves = new Map(file.transfers.map((transfer) => [transfer.coinBlock, transfer]));
  let tree: Frontier = { count: birth, subtrees: file.before };
  if (!isFrontier(tree)) throw wrong('coin-file/other-history', { coinBlock: birth.toString() });
  let absent = 0;
  let provenTo = birth;
  for (const { header, root } of headers.values()) {
    if (root.upTo <= birth) continue;
    if (root.after > tree.count)
      throw wrong('coin-file/gap', { coinBlock: (tree.count + 1n).toString() });
    while (tree.count < root.upTo) {
      const n = tree.count + 1n;
      const move = moves.get(n);
      const proof = move ? move.slotProof : file.absences[absent++];
      // What is not told is not proven; the rest is still worth something.
      if (!proof) return { ...resultOf(file, provenTo), isWhole: false };
      const leaf = move ? digestOf(file, move) : ZERO_HASH;
      const leafRoot = rootFromProof(leaf, slot, SLOT_DEPTH, proof);
      if (!leafRoot) throw wrong('coin-file/other-history', { coinBlock: n.toString() });
      tree = addToFrontier(tree, leafRoot);
      if (pause && n % SLICE_COIN_BLOCKS === 0n) await pause();
    }
    if (rootOfFrontier(tree) !== header.coinRoot) {
      throw wrong('coin-file/other-history', { coinBlock: root.upTo.toString() });
    }
    provenTo = root.upTo;
  }
  const isWhole = provenTo >= holderOf(file).coinBlock && absent === file.absences.length;
  return { ...resultOf(file, provenTo), isWhole };
}

function resultOf(file: CoinFile, provenTo: bigint) {
  const isTooLong = file.transfers.length > MAX_SECURED_TRANSFERS;
  return { ...holderOf(file), provenTo, isTooLong };
}

interface KnownHeader {
  header: Header;
  root: PinnedRoot;
}

/** The file's headers, as far as Ethereum holds them; ascending. */
function headersOf({ headers }: CoinFile, pinned: PinnedRoots): Map<bigint, KnownHeader> {
  const known = new Map<bigint, KnownHeader>();
  for (const { checkpoint, header: hex } of headers) {
    const root = pinned.get(checkpoint);
    const facts = { checkpoint: checkpoint.toString() };
    if (!root) throw wrong('coin-file/not-pinned', facts);
    const bytes = bytesFromHex(hex);
    if (keccakHex(bytes) !== root.headerHash) throw wrong('coin-file/wrong-header', facts);
    known.set(checkpoint, { header: headerFromBytes(bytes), root });
  }
  return new Map([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function assertSpend(file: CoinFile, transfer: FileTransfer, holder: CoinHolder): void {
  const { parent, from, to, coinBlock, lastCoinBlock, signature } = transfer;
  const isSpend =
    parent === holder.coinBlock &&
    from === holder.owner &&
    to !== ZERO_ADDRESS &&
    to !== file.vault &&
    coinBlock > parent &&
    coinBlock > file.coin.birth &&
    coinBlock <= lastCoinBlock;
  const facts = { coinBlock: coinBlock.toString() };
  if (!isSpend) throw wrong('coin-file/wrong-transfer', facts);
  if (recoverOnEthereum(digestOf(file, transfer), signature) !== from) {
    throw wrong('coin-file/wrong-signature', { ...facts, from });
  }
}

function assertIncluded(
  file: CoinFile,
  transfer: FileTransfer,
  headers: ReadonlyMap<bigint, KnownHeader>,
): void {
  const { coinBlock, slotProof, blockProof, checkpoint } = transfer;
  const facts = { coinBlock: coinBlock.toString(), checkpoint: checkpoint.toString() };
  const known = headers.get(checkpoint);
  const isPinned = known && coinBlock > known.root.after && coinBlock <= known.root.upTo;
  if (!isPinned) throw wrong('coin-file/not-pinned', facts);
  const leafRoot = rootFromProof(digestOf(file, transfer), file.coin.slot, SLOT_DEPTH, slotProof);
  const root: Hash | undefined =
    leafRoot && rootFromProof(leafRoot, coinBlock - 1n, COIN_BLOCK_DEPTH, blockProof);
  if (root !== known.header.coinRoot) throw wrong('coin-file/not-included', facts);
}

function digestOf(file: CoinFile, transfer: FileTransfer): Hash {
  const { parent, from, to, lastCoinBlock } = transfer;
  const signed: CoinTransfer = { slot: file.coin.slot, parent, from, to, lastCoinBlock };
  return digestOfCoinTransfer(domainOf(file), signed);
}

function domainOf({ ethereumChainId, vault }: CoinFile): {
  ethereumChainId: bigint;
  vault: Address;
} {
  return { ethereumChainId, vault };
}

/** As many subtrees as the number of leaves says. */
function isFrontier({ count, subtrees }: Frontier): boolean {
  const bits = [...count.toString(2)].filter((digit) => digit === '1').length;
  return subtrees.length === bits;
}

function wrong(code: string, facts: Record<string, string>): WeftError {
  return new WeftError(code, 'the file of the coin is not what it says', facts);
}

const SLICE_COIN_BLOCKS = 64n;
/** A signature takes a millisecond or two. */
const SLICE_TRANSFERS = 16;
