import type { Chain } from '../../chain/chain.ts';
import type { Committee } from '../../chain/committee.ts';
import { committeeOf } from '../../chain/epoch.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import type { ChainService } from './chain-service.ts';

/** A chain's final blocks, and what is known of those before. */
export interface PastBlocks {
  chain: Pick<ChainService, 'final'>;
  store: Pick<BlockStore, 'headerAt' | 'diffAt'>;
}

/**
 * Who votes in an epoch; undefined for one that this node does not know. In state while evidence of
 * it counts; after that in what its root, a stored block, did.
 */
export async function findCommittee(
  { genesis }: Pick<Chain, 'genesis'>,
  { chain, store }: PastBlocks,
  epoch: bigint,
): Promise<Committee | undefined> {
  const { header, tree } = chain.final();
  const recent = committeeOf(tree, epoch);
  if (recent) return recent;
  if (epoch === 0n) return genesis.committee;
  if (epoch > header.epoch) return undefined;
  const diff = await store.diffAt(await lastHeightOf({ chain, store }, epoch - 1n));
  if (!diff) return undefined;
  const written = new Map(diff.map(({ key, after }) => [key, after]));
  return committeeOf({ get: (key) => written.get(key) }, epoch);
}

/**
 * Height of the newest final block of an epoch that has begun, its boundary if it is over. The
 * block itself may be forgotten.
 */
export async function lastHeightOf({ chain, store }: PastBlocks, epoch: bigint): Promise<bigint> {
  const { header } = chain.final();
  if (epoch >= header.epoch) return header.height;
  const next = await firstWhere(header.height, async (height) => {
    const found = await store.headerAt(height);
    return found !== undefined && found.header.epoch > epoch;
  });
  return next - 1n;
}

/** The lowest height for which it holds, when it holds from there up to `last`. */
async function firstWhere(
  last: bigint,
  holds: (height: bigint) => Promise<boolean>,
): Promise<bigint> {
  let [low, high] = [1n, last];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (await holds(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}
