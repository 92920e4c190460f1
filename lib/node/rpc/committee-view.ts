import { quorumPower, totalPower } from '../../chain/committee.ts';
import { findCommittee } from '../execution/past-epochs.ts';
import { namesOf } from './names.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';
import type { CommitteeView } from './types.ts';

/** Who votes in an epoch; null for one that this node does not know. */
export async function committeeView(node: NodeView, epoch: bigint): Promise<CommitteeView | null> {
  const committee = await findCommittee(node.chain, sessionOf(node), epoch);
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
