import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { Chain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { bytesFromTransaction, hashOfTransaction } from '../../../lib/chain/transaction.ts';
import { sessionMessage } from '../../../lib/chain/typed-data.ts';
import { type Address, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { lowSignatureOf } from '../../../lib/core/p256.ts';
import { sessionIdOf } from '../../../lib/modules/session/keys.ts';
import { type Action, accountOfSecret, createSender } from '../support/transfers.ts';

/** An account whose browser signs for it, once its wallet has opened a session. */
export interface SessionSender {
  readonly account: Address;
  /** Signed by the wallet, before anything else. */
  open(timestampMs: number): RecoveredTransaction;
  act(action: Action, timestampMs: number): RecoveredTransaction;
  /** The same, signed by the wallet itself. */
  actByWallet(action: Action, timestampMs: number): RecoveredTransaction;
}

export function createSessionSender(chain: Chain, secret: Uint8Array): SessionSender {
  const account = accountOfSecret(secret);
  const wallet = createSender(chain, secret);
  const { key, publicKey } = keyOf(secret);
  const session = { id: sessionIdOf(account, publicKey, 0n), publicKey };
  let nonce = 0n;

  return {
    account,
    actByWallet: wallet.act,
    open: (timestampMs) =>
      wallet.act(
        {
          primaryType: 'SessionOpen',
          fields: {
            publicKey,
            actions: 'QaSetProfile QaAsk QaAnswer QaComment QaVote QaAccept',
            spendMaxWei: 10n ** 24n,
            expiresMs: BigInt(timestampMs + SESSION_MS),
          },
        },
        timestampMs,
      ),
    act(action, timestampMs) {
      const { definition } = chain.registry.get(action.primaryType);
      const unsigned = {
        ...{ ...action, account, nonce: nonce++, session },
        ...{ validUntilMs: timestampMs + VALID_FOR_MS, feeMax: FEE_MAX_WEI },
      };
      const message = sessionMessage(chain.domain, definition, unsigned);
      const signature = lowSignatureOf(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
      const transaction = { ...unsigned, signature };
      const bytes = bytesFromTransaction(definition, transaction);
      return { transaction, bytes, hash: hashOfTransaction(bytes), sender: account };
    },
  };
}

/** The same secret is a key on both curves. */
function keyOf(secret: Uint8Array): { key: KeyObject; publicKey: Hex } {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const d = Buffer.from(secret).toString('base64url');
  const key = createPrivateKey({
    key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33), d },
    format: 'jwk',
  });
  return { key, publicKey: hexFromBytes(point) };
}

const FEE_MAX_WEI = 10n ** 18n;
const VALID_FOR_MS = 600_000;
const SESSION_MS = 20 * 86_400_000;
