import type { Chain } from '../../../lib/chain/chain.ts';
import { sessionCheckOf, signatureOf } from '../../../lib/chain/check-transaction.ts';
import { assert } from '../../../lib/core/assert.ts';
import { createNativeSignatures } from '../../../lib/platform/nodejs/native-signatures.ts';
import { createSessionSender } from '../ask/session-sender.ts';
import { secretAt } from './transfers.ts';

/** Processor time in milliseconds that the signature of one transaction takes by itself. */
export async function signatureCosts(chain: Chain): Promise<{ session: number; wallet: number }> {
  const signatures = await createNativeSignatures();
  const sender = createSessionSender(chain, secretAt(0));
  const vote = { primaryType: 'QaVote', fields: { post: 1n, vote: 'up' } };
  const bySession = Array.from({ length: COUNT }, () => sender.act(vote, 0));
  const byWallet = Array.from({ length: COUNT }, () => sender.actByWallet(vote, 0));
  return {
    session: await cpuMs(async () => {
      const checks = bySession.flatMap((each) => sessionCheckOf(chain, each) ?? []);
      const verdicts = await signatures.verifyP256(checks);
      assert(verdicts.length === COUNT && verdicts.every(Boolean), 'all are of the session');
    }),
    wallet: await cpuMs(async () => {
      const digests = byWallet.map((each) => signatureOf(chain, each));
      const signers = await signatures.recoverAddresses(digests);
      assert(
        signers.every((signer) => signer === sender.account),
        'all are of the account',
      );
    }),
  };
}

async function cpuMs(check: () => Promise<void>): Promise<number> {
  await check();
  const before = process.cpuUsage();
  await check();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / COUNT;
}

const COUNT = 2_000;
