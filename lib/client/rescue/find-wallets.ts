import type { Eip1193Provider } from 'ethers';
import { walletErrorFrom } from '../wallet-error.ts';

/** A wallet in this browser. */
export interface FoundWallet {
  name: string;
  provider: Eip1193Provider;
}

interface Announcement extends Event {
  detail?: { info?: { name?: unknown; uuid?: unknown }; provider?: Eip1193Provider };
}

/**
 * Tells of the wallets that announce themselves (EIP-6963), and of `window.ethereum` where none
 * does. The result ends it.
 */
export function findWallets(onFound: (wallets: readonly FoundWallet[]) => void): () => void {
  const found = new Map<string, FoundWallet>();
  const onAnnounce = (event: Event) => {
    const { info, provider } = (event as Announcement).detail ?? {};
    if (!provider || typeof info?.uuid !== 'string' || typeof info.name !== 'string') return;
    if (found.size < MAX_WALLETS) found.set(info.uuid, { name: info.name, provider });
    onFound([...found.values()]);
  };
  window.addEventListener('eip6963:announceProvider', onAnnounce);
  window.dispatchEvent(new Event('eip6963:requestProvider'));
  const { ethereum } = window as { ethereum?: Eip1193Provider };
  if (found.size === 0 && ethereum) onFound([{ name: 'Browser wallet', provider: ethereum }]);
  return () => window.removeEventListener('eip6963:announceProvider', onAnnounce);
}

/** @throws WeftError `wallet/...` */
export async function connectWallet(wallet: FoundWallet): Promise<void> {
  await ask(wallet, 'eth_requestAccounts');
}

/** @throws WeftError `wallet/unknown-network`, and others of `wallet/...` */
export async function switchNetwork(wallet: FoundWallet, chainId: bigint): Promise<void> {
  await ask(wallet, 'wallet_switchEthereumChain', [{ chainId: hexOf(chainId) }]);
}

/** And goes there, as wallets do after they added one. @throws WeftError `wallet/...` */
export async function addNetwork(
  wallet: FoundWallet,
  network: { chainId: bigint; name: string; url: string },
): Promise<void> {
  const { chainId, name: chainName, url } = network;
  const nativeCurrency = { name: 'Ether', symbol: 'ETH', decimals: 18 };
  const added = { chainId: hexOf(chainId), chainName, nativeCurrency, rpcUrls: [url] };
  await ask(wallet, 'wallet_addEthereumChain', [added]);
}

async function ask({ provider }: FoundWallet, method: string, params?: object[]): Promise<void> {
  try {
    await provider.request({ method, ...(params && { params }) });
  } catch (thrown) {
    throw walletErrorFrom(thrown);
  }
}

function hexOf(chainId: bigint): string {
  return `0x${chainId.toString(16)}`;
}

const MAX_WALLETS = 16;
