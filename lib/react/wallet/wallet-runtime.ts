import { defineChain } from 'viem';
import { type Connector, createConfig, createStorage, http } from 'wagmi';
import {
  connect,
  disconnect,
  getConnection,
  reconnect,
  switchChain,
  watchConnection,
  watchConnectors,
} from 'wagmi/actions';
import type { Signer } from '../../client/signer.ts';
import { walletErrorFrom } from '../../client/wallet-error.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import { createTransact } from './create-transact.ts';
import type { WalletOption, WalletRuntime, WalletState } from './wallet-types.ts';

// This file brings wagmi and viem with it, so it is only ever imported when the page has painted.

type Config = ReturnType<typeof configFor>;

/** Finds announced wallets, reconnects the one used last, and follows what it does. */
export function createWalletRuntime(ethereum: NetworkFile['ethereum']): WalletRuntime {
  const config = configFor(ethereum);
  const chainId = Number(ethereum.chainId);
  const listeners = new Set<() => void>();
  let busy: Partial<WalletState> = { isSwitching: false };
  let state = stateOf(config, busy);

  function update(next: Partial<WalletState> = {}): void {
    busy = { ...busy, ...next };
    state = stateOf(config, busy);
    for (const listener of [...listeners]) listener();
  }

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    update({ error: undefined });
    try {
      await work();
      update();
    } catch (thrown) {
      update({ error: walletErrorFrom(thrown).toObject() });
    }
  }

  async function signer(): Promise<Signer> {
    const { connector } = getConnection(config);
    if (!connector) throw new WeftError('wallet/locked', 'no wallet is connected');
    return (await connector.getProvider()) as Signer;
  }

  watchConnection(config, { onChange: () => update() });
  watchConnectors(config, { onChange: () => update() });
  void attempt(() => reconnect(config));

  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect: (walletId) => attempt(() => connectTo(config, walletId)),
    disconnect: () => attempt(() => disconnect(config)),
    async switchNetwork() {
      update({ isSwitching: true });
      await attempt(() => switchChain(config, { chainId }));
      update({ isSwitching: false });
    },
    signer,
    transact: createTransact(signer, () => state.account),
  };
}

function configFor({ chainId, name, rpcUrls }: NetworkFile['ethereum']) {
  const chain = defineChain({
    id: Number(chainId),
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [...rpcUrls] } },
  });
  return createConfig({
    chains: [chain],
    connectors: [],
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ key: 'weft.wallet', storage: localStorage }),
    transports: { [chain.id]: http(rpcUrls[0]) },
  });
}

function stateOf(config: Config, busy: Partial<WalletState>): WalletState {
  const connection = getConnection(config);
  const [chain] = config.chains;
  const isConnected = connection.status === 'connected';
  return {
    isSwitching: false,
    ...busy,
    status: connection.status,
    wallets: config.connectors.map(optionFrom),
    wallet: connection.connector && optionFrom(connection.connector),
    account: connection.address && (connection.address.toLowerCase() as Address),
    chainId: connection.chainId,
    network: { chainId: chain.id, name: chain.name },
    isWrongNetwork: isConnected && connection.chainId !== chain.id,
  };
}

function optionFrom({ id, name, icon }: Connector): WalletOption {
  return { id, name, icon };
}

async function connectTo(config: Config, walletId: string): Promise<void> {
  const connectors: readonly Connector[] = config.connectors;
  const connector = connectors.find(({ id }) => id === walletId);
  if (!connector) throw new WeftError('wallet/absent', 'this wallet is not here', { walletId });
  const current = getConnection(config);
  const isThere = current.status === 'connected' && current.connector.uid === connector.uid;
  if (!isThere) await connect(config, { connector });
}
