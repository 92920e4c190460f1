import {
  bytesFromTransaction,
  type SessionKey,
  type UnsignedTransaction,
} from '../../chain/transaction.ts';
import { sessionMessage } from '../../chain/typed-data.ts';
import { type Hex, hexFromBytes } from '../../core/bytes.ts';
import { actionOf, domainOf } from '../actions/sign-transaction.ts';
import type { ChainInfo } from '../types.ts';
import { signWithKey } from './session-key.ts';

/**
 * Signs with the key of a session, asking nobody, and returns the envelope to send.
 * @throws WeftError `transaction/unknown-action`, `transaction/too-large`, `codec/malformed`.
 */
export async function signBySession(
  chain: ChainInfo,
  keys: CryptoKeyPair,
  transaction: UnsignedTransaction & { session: SessionKey },
): Promise<Hex> {
  const action = actionOf(chain, transaction.primaryType);
  const message = sessionMessage(domainOf(chain), action, transaction);
  const signature = await signWithKey(keys, message);
  return hexFromBytes(bytesFromTransaction(action, { ...transaction, signature }));
}
