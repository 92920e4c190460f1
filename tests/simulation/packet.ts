import type { Block } from '../../lib/chain/block.ts';
import type { ConsensusMessage } from '../../lib/consensus/types.ts';
import type { Hash } from '../../lib/core/bytes.ts';
import type { StoredBlock } from './simulated-storage.ts';

/** What simulated nodes send each other. Consensus messages and status have crossed real codecs. */
export type Packet =
  /** With an envelope it is gossip, which travels from neighbour to neighbour. */
  | { type: 'consensus'; message: ConsensusMessage; envelope?: Envelope }
  | { type: 'status'; bytes: Uint8Array }
  | { type: 'block-request'; hash: Hash }
  | { type: 'block'; block: Block }
  | { type: 'certificates-request'; epoch: bigint; fromView: bigint; toView: bigint }
  | { type: 'range-request'; fromHeight: bigint }
  | { type: 'range'; stored: readonly StoredBlock[] };

/** Who said it, signed: a message that is sent again is another one. */
export interface Envelope {
  author: number;
  sequence: number;
}
