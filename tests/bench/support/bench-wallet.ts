import type { Page } from '@playwright/test';
import type { HDAccount } from 'viem';
import { WeftError } from '../../../lib/core/errors.ts';

export const BENCH_WALLET = 'Bench wallet';

/** A wallet in the page that says yes at once: what is measured is the site and not a popup. */
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
  await page.addInitScript((name) => {
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
    const info = { uuid: crypto.randomUUID(), name, icon, rdns: 'weft.bench' };
    const announce = () => {
      const detail = Object.freeze({ info, provider });
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
    };
    window.addEventListener('eip6963:requestProvider', announce);
    announce();
  }, BENCH_WALLET);
}
