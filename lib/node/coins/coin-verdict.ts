import { MAX_SECURED_TRANSFERS } from '../../core/module-limits.ts';
import type { CoinView } from '../../modules/vault/queries.ts';
import type { CoinState, CoinWait } from '../rpc/coin-types.ts';

/** What Ethereum holds of a coin, in a final block on which endpoints agree. */
export interface CoinOnEthereum {
  isExited: boolean;
  /** Not refuted and not finalized, whether mature or not. */
  openExits: bigint;
}

export interface CoinEvidence {
  /** In final state. */
  coin: CoinView;
  /** A transfer of it waits here, or is in a block that is not final. */
  isMoving: boolean;
  /** Transfers since the deposit. */
  transfers: number;
  /** Every coin block since birth is known to hold what the history says. */
  isWhole: boolean;
  /**
   * Whether a checkpoint on Ethereum covers its last transfer, with the header that this node
   * executed; `other`: with another header.
   */
  covered: boolean | 'other';
  /** `unasked`: the first answer is on its way; undefined while this node cannot see Ethereum. */
  ethereum: CoinOnEthereum | 'unasked' | undefined;
}

/** When a coin is yours: contracts/README.md. */
export function verdictOf(evidence: CoinEvidence): { state: CoinState; waitsFor?: CoinWait } {
  const { coin, isMoving, transfers, isWhole, covered, ethereum } = evidence;
  const final = (waitsFor: CoinWait) => ({ state: 'final', waitsFor }) as const;
  if (covered === 'other') return { state: 'tainted' };
  if (isMoving) return { state: 'pending' };
  if (coin.isPending) return final('coin-block');
  if (transfers > MAX_SECURED_TRANSFERS) return final('renewal');
  if (ethereum === 'unasked') return final('look');
  if (!ethereum) return final('ethereum');
  if (!covered) return final('checkpoint');
  if (!isWhole) return final('history');
  if (ethereum.isExited || ethereum.openExits > 0n) return final('exits');
  return { state: 'secured' };
}
