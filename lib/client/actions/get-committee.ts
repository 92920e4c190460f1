import type { Connection } from '../connection.ts';
import type { CommitteeView } from '../types.ts';

/** Who votes in an epoch: this one, or one whose blocks the node still has. */
export function getCommittee(connection: Connection, epoch: bigint): Promise<CommitteeView | null> {
  return connection.request('committee', { epoch });
}
