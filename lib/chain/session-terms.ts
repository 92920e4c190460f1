import { WeftError } from '../core/errors.ts';
import type { Chain } from './chain.ts';
import type { Sessions, SessionTerms } from './module.ts';
import type { UnsignedTransaction } from './transaction.ts';

/**
 * What the session of a transaction may do; undefined for what a wallet signed.
 * @throws WeftError `transaction/unknown-session`, `transaction/session-expired`,
 * `transaction/session-forbids`, `transaction/session-limit`.
 */
export function sessionTerms(
  chain: Pick<Chain, 'registry'>,
  sessions: Pick<Sessions, 'termsOf'> | undefined,
  transaction: UnsignedTransaction,
  timestampMs: number,
): SessionTerms | undefined {
  const { session, account, primaryType, feeMax } = transaction;
  if (!session) return undefined;
  const terms = sessions?.termsOf(account, session.id);
  if (!terms || terms.publicKey !== session.publicKey) {
    throw new WeftError('transaction/unknown-session', 'no open session of this account', {
      session: session.id,
    });
  }
  if (terms.expiresMs < timestampMs) {
    const { expiresMs } = terms;
    throw new WeftError('transaction/session-expired', 'the session is over', { expiresMs });
  }
  const { definition } = chain.registry.get(primaryType);
  if (!definition.bySession || !terms.allows(primaryType)) {
    throw new WeftError('transaction/session-forbids', 'the session may not sign this', {
      primaryType,
    });
  }
  if (feeMax > terms.spendLeftWei) {
    throw new WeftError('transaction/session-limit', 'more than the session may spend', {
      feeMax: feeMax.toString(),
      spendLeftWei: terms.spendLeftWei.toString(),
    });
  }
  return terms;
}
