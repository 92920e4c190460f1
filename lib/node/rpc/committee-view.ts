import { type Committee, quorumPower, totalPower } from '../../chain/committee.ts';
import { committeeOf } from '../../chain/epoch.ts';
import { namesOf } from './names.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';
import type { CommitteeView } from './types.ts';

/** Who votes in an epoch; null for one that this node does not know. */
export async function committeeView(node: NodeView, epoch: bigint): Promise<CommitteeView | null> {
  const committee = await findCommittee(node, epoch);
  if (!committee) return null;
  const names = namesOf(node);
  return {
    epoch,
    quorumPower: quorumPower(committee),
    totalPower: totalPower(committee),
    members: committee.map(({ account, power }, index) => {
      const name = names.get(account);
      return { index, account, ...(name !== undefined && { name }), power };
    }),
  };
}

/** In state while evidence of it counts; after that in what its root, a stored block, did. */
async function findCommittee(node: NodeView, epoch: bigint): Promise<Committee | undefined> {
  const { chain, store } = sessionOf(node);
  const { header, tree } = chain.final();
  const recent = committeeOf(tree, epoch);
  if (recent) return recent;
  if (epoch === 0n) return node.chain.genesis.committee;
  if (epoch > header.epoch) return undefined;
  const firstHeight = await firstWhere(header.height, async (height) => {
    const found = await store.headerAt(height);
    return found !== undefined && found.header.epoch >= epoch;
  });
  const diff = await store.diffAt(firstHeight - 1n);
  if (!diff) return undefined;
  const written = new Map(diff.map(({ key, after }) => [key, after]));
  return committeeOf({ get: (key) => written.get(key) }, epoch);
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
