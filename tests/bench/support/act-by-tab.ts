import type { Page } from '@playwright/test';
import type { HDAccount, Hex } from 'viem';
import { prepareTransaction } from '../../../lib/client/actions/prepare-transaction.ts';
import { signTransaction } from '../../../lib/client/actions/sign-transaction.ts';
import type { WithdrawAction } from '../../../lib/client/actions/withdraw-actions.ts';
import type { PrepareParams } from '../../../lib/client/types.ts';
import type { WeftWindow } from '../../e2e/support/node-page.ts';

/** Signs an action outside of the tab and sends it by the tab. Resolves with its final block. */
export async function actByTab(
  page: Page,
  owner: HDAccount,
  ethereumChainId: bigint,
  action: WithdrawAction,
): Promise<bigint> {
  const account = owner.address.toLowerCase() as Hex;
  const client = clientOf(page);
  const request = async ({ method, params }: { method: string; params?: unknown }) => {
    if (method === 'eth_chainId') return Number(ethereumChainId);
    if (method === 'eth_accounts') return [account];
    const [, typedData] = params as [string, string];
    return owner.signTypedData(JSON.parse(typedData));
  };
  const transaction = await prepareTransaction(client, { ...action, account });
  const envelope = await signTransaction(client, { request }, transaction);
  return page.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    const final = await weft.waitForFinal(await weft.send(encoded));
    return final.height ?? 0n;
  }, envelope);
}

/** What signing asks of a client, by the tab. */
function clientOf(tab: Page) {
  return {
    chain: () => tab.evaluate(() => (window as unknown as WeftWindow).weft.chain()),
    prepare: (params: PrepareParams) =>
      tab.evaluate((asked) => (window as unknown as WeftWindow).weft.prepare(asked), params),
  };
}
