import { hashOfBlock } from '../../chain/block.ts';
import { itemFromCertificate } from '../../chain/certificate.ts';
import { isBoundary } from '../../chain/epoch.ts';
import { bytesFromHeader } from '../../chain/header.ts';
import { type Address, bytesFromHex, type Hash } from '../../core/bytes.ts';
import { encodeRlp, hexItem, uintItem } from '../../core/rlp.ts';
import type { StorageWrite } from '../ports.ts';
import { withChecksum } from './checksum.ts';
import { bytesFromActivity, bytesFromHeight, bytesFromLocation } from './index-rows.ts';
import { bytesFromPackedBlock, type PackedBlock } from './packed-block.ts';
import { activityKey, HEAD_KEY, hashKey, heightKey, ROOT_KEY } from './storage-keys.ts';

/** A block as the store takes it: with what its indexes are made from. */
export interface CommittedBlock extends PackedBlock {
  /** Hash of each transaction, and the accounts it concerns, in order of the body. */
  transactions: readonly { hash: Hash; accounts: readonly Address[] }[];
}

/** Blocks in height order, with their indexes, head and newest boundary. */
export async function writesOfBlocks(
  blocks: readonly CommittedBlock[],
  breathe: () => Promise<void>,
): Promise<StorageWrite[]> {
  const writes: StorageWrite[] = [];
  for (const block of blocks) {
    for (const write of writesOfBlock(block)) writes.push(write);
    await breathe();
  }
  const last = blocks.at(-1);
  if (last) writes.push(writesOfHead(last));
  const boundary = blocks.findLast(({ block }) => isBoundary(block.header));
  if (boundary) writes.push(writesOfRoot(boundary));
  return writes;
}

function writesOfBlock(committed: CommittedBlock): StorageWrite[] {
  const { height } = committed.block.header;
  return [
    { bucket: 'blocks', key: heightKey(height), value: bytesFromPackedBlock(committed) },
    {
      bucket: 'heights',
      key: hashKey(hashOfBlock(committed.block)),
      value: bytesFromHeight(height),
    },
    ...committed.transactions.map(
      ({ hash }, index): StorageWrite => ({
        bucket: 'transactions',
        key: hashKey(hash),
        value: bytesFromLocation(height, index),
      }),
    ),
    ...writesOfActivity(committed, height),
  ];
}

/** The head and the block it names are in one write, so they never disagree. */
function writesOfHead({ block }: CommittedBlock): StorageWrite {
  const head = encodeRlp([uintItem(block.header.height), hexItem(hashOfBlock(block))]);
  return { bucket: 'meta', key: HEAD_KEY, value: withChecksum(head) };
}

/** The root of the next epoch outlives its block, because every engine of the epoch needs it. */
function writesOfRoot({ block, certificate }: CommittedBlock): StorageWrite {
  const root = encodeRlp([bytesFromHeader(block.header), itemFromCertificate(certificate)]);
  return { bucket: 'meta', key: ROOT_KEY, value: withChecksum(root) };
}

function writesOfActivity(committed: CommittedBlock, height: bigint): StorageWrite[] {
  const hashes = new Map<Address, Uint8Array[]>();
  for (const { hash, accounts } of committed.transactions) {
    for (const account of new Set(accounts)) {
      const list = hashes.get(account) ?? [];
      hashes.set(account, list);
      list.push(bytesFromHex(hash));
    }
  }
  return Array.from(hashes, ([account, list]) => ({
    bucket: 'activity',
    key: activityKey(account, height),
    value: bytesFromActivity(list),
  }));
}
