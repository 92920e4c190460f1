import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { createAskSite } from './ask-site.ts';
import { LOCAL_ACCOUNTS, localSecret } from './local-accounts.ts';
import { createLocalSender, type LocalAction, localSigner } from './local-sender.ts';
import { type LocalNode, waitFinal } from './wait-final.ts';

/**
 * Opens the grant that pays for newcomers of a local chain, and gives the tokens that points turn
 * into, as soon as the sponsor's deposits have arrived. What is there already stays as it is.
 */
export async function openSponsorship(local: LocalNode): Promise<void> {
  const { rpc, clock, sleep } = local;
  const signer = localSigner(localSecret(LOCAL_ACCOUNTS.sponsor));
  const sponsor = createLocalSender({ rpc, clock, signer });
  const site = createAskSite(rpc);
  const { account } = sponsor;
  const held = () => rpc.handleRequest('account', { address: account });

  async function pay(action: LocalAction): Promise<void> {
    const { primaryType } = action;
    const { feeMaxWei } = await rpc.handleRequest('quote', { primaryType, items: FEW_ITEMS });
    const [code] = await waitFinal([await sponsor.send(action, feeMaxWei)], local);
    if (code) throw new WeftError('local/sponsor-refused', `${primaryType}: ${code}`, { code });
  }

  if (!(await site.hasGrantOf(account))) {
    while ((await held()).balanceWei <= GRANT.depositWei) await sleep(DEPOSIT_POLL_MS);
    await pay({ primaryType: 'SponsorOpenGrant', fields: GRANT });
  }
  const { karma } = await site.rules();
  if (!karma || (await site.karma(account)).fundedSmallestUnits > 0n) return;
  while (amountOf(await held(), karma.token) < FUND_UNITS) await sleep(DEPOSIT_POLL_MS);
  await pay({ primaryType: 'QaFund', fields: { amountSmallestUnits: FUND_UNITS } });
}

function amountOf({ tokens }: { tokens: { token: Address; amount: bigint }[] }, wanted: Address) {
  return tokens.find(({ token }) => token === wanted)?.amount ?? 0n;
}

/** Generous: a local network is to be played with. An hour's part of it is there at once. */
const GRANT = {
  ...{ module: 'qa', requires: 'nothing', minimumCoinsWei: 0n },
  ...{ unitsPerAccountPerDay: 2_000_000n, unitsPerDay: 200_000_000n },
  ...{ priceMaxWei: 10n ** 12n, depositWei: 50n * 10n ** 18n },
};
const FUND_UNITS = 10_000n * 10n ** 18n;
/** More than the texts of these actions have. */
const FEW_ITEMS = 4;
const DEPOSIT_POLL_MS = 1_000;
