import { type Eip1193Provider, JsonRpcProvider } from 'ethers';
import type { Ethereum } from './ethereum.ts';

/** A wallet with one account, by its index; anvil signs for it. `answer` hears what is asked. */
export function walletOf(
  { url, accounts }: Ethereum,
  index: number,
  answer: (method: string) => void = () => {},
): Eip1193Provider {
  const provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
  const address = accounts[index]?.address;
  return {
    async request({ method, params = [] }) {
      answer(method);
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [address];
      return provider.send(method, params as unknown[]);
    },
  };
}
