import { chrome } from './chrome.ts';
export interface Network {
  name: string;
  /** Absent for the network the wallet starts on: tests never speak to it. */
  rpcUrl?: string;
}

export interface WalletState {
  locked: boolean;
  activeAccount: string;
  /** 0x-hex without leading zeros. */
  activeChainId: string;
  /** By chain id. */
  networks: Record<string, Network>;
  /** Accounts each origin may see. */
  connections: Record<string, string[]>;
}

export interface StateStore {
  get(): Promise<WalletState>;
  update(change: Partial<WalletState>): Promise<WalletState>;
}

const KEY = 'wallet';

/**
 * The wallet's state, kept in extension storage: the browser ends an idle service worker after half
 * a minute, and the wallet must come back as it was.
 */
export function createStateStore(initial: WalletState): StateStore {
  let pending = load(initial);
  return {
    get: () => pending,
    update(change) {
      pending = pending.then(async (state) => {
        const next = { ...state, ...change };
        await chrome.storage.local.set({ [KEY]: next });
        return next;
      });
      return pending;
    },
  };
}

async function load(initial: WalletState): Promise<WalletState> {
  const stored = (await chrome.storage.local.get(KEY))[KEY];
  return { ...initial, ...(stored as Partial<WalletState> | undefined) };
}
