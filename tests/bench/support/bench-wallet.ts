import type { Page } from '@playwright/test';
import type { HDAccount } from 'viem';
import { WeftError } from '../../../lib/core/errors.ts';

/** A wallet in the page that is connected already and signs at once, without a popup. */
export async function installWallet(page: Page, account: HDAccount, chainId: bigint) {
  const answers: Record<string, (params: readonly string[]) => unknown> = {
    eth_requestAccounts: () => [account.address],
    eth_accounts: () => [account.address],
    eth_chainId: () => `0x${chainId.toString(16)}`,
    wallet_switchEthereumChain: () => null,
    wallet_requestPermissions: () => [{ parentCapability: 'eth_accounts' }],
    eth_signTypedData_v4: ([, typed]) => account.signTypedData(JSON.parse(typed as string)),
  };
  await page.exposeFunction('benchWallet', (method: string, params: string[]) => {
    const answer = answers[method];
    if (!answer) throw new WeftError('bench/wallet', `nobody asks a wallet for ${method} here`);
    return answer(params);
  });
  await page.addInitScript(() => {
    const { benchWallet } = window as unknown as {
      benchWallet(method: string, params: unknown): Promise<unknown>;
    };
    const provider = {
      request: ({ method, params = [] }: { method: string; params?: unknown }) =>
        benchWallet(method, params),
      on: () => undefined,
      removeListener: () => undefined,
    };
    const icon = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
    const names = { name: 'Bench wallet', rdns: 'weft.bench' };
    const info = { uuid: crypto.randomUUID(), icon, ...names };
    const announce = () => {
      const detail = Object.freeze({ info, provider });
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
    };
    window.addEventListener('eip6963:requestProvider', announce);
    announce();
  });
}
