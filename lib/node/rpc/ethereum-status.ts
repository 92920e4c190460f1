import type { ErrorObject } from '../../core/errors.ts';

/** What a node knows of Ethereum by itself. */
export interface EthereumStatus {
  endpoints: EndpointStatus[];
  /** How many have to agree; one is enough on some local networks only. */
  needed: number;
  /** Events of the inbox that final blocks have applied. */
  appliedCount: bigint;
  /** Events that the endpoints agree on; absent while they do not agree or too few answer. */
  agreedCount?: bigint;
  /** The oldest of the blocks that endpoints call final. */
  finalizedBlock?: bigint;
  finalizedAgeMs?: number;
  /** Events seen that are not agreed yet. */
  pendingEvents: number;
  /** For how long nothing was agreed, once that is long: this node cannot see Ethereum. */
  blindMs?: number;
}

/** One endpoint of Ethereum. */
export interface EndpointStatus {
  name: string;
  /**
   * `reading`: events of the past; `lagging`: behind the chain or another endpoint; `aside`: it
   * contradicted itself, or is of another chain; `contradicting`: it cannot be right if others are;
   * `absent`: a wallet that nobody has connected.
   */
  state:
    | ('connecting' | 'reading' | 'following' | 'lagging' | 'failing')
    | ('aside' | 'contradicting' | 'absent');
  finalizedBlock?: bigint;
  /** Events it shows at that block, as far as they were checked. */
  inboxCount?: bigint;
  /** Why it is not followed. */
  problem?: ErrorObject;
}
