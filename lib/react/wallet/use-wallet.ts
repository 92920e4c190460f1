import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useWalletLoader } from './use-wallet-loader.ts';
import { NO_WALLET_YET, type WalletRuntime, type WalletState } from './wallet-types.ts';

export interface Wallet extends WalletState {
  connect(walletId: string): Promise<void>;
  disconnect(): Promise<void>;
  switchNetwork(): Promise<void>;
}

/** The page's wallet. Verbs never throw: what goes wrong is in `error`. */
export function useWallet(): Wallet {
  const loader = useWalletLoader();
  const state = useSyncExternalStore(
    loader?.onChange ?? listenToNothing,
    loader?.state ?? noWalletYet,
    noWalletYet,
  );
  const use = useCallback(
    async (work: (runtime: WalletRuntime) => Promise<void>) => {
      const runtime = await loader?.load().catch(() => undefined);
      if (runtime) await work(runtime);
    },
    [loader],
  );
  return useMemo(
    () => ({
      ...state,
      connect: (walletId) => use((runtime) => runtime.connect(walletId)),
      disconnect: () => use((runtime) => runtime.disconnect()),
      switchNetwork: () => use((runtime) => runtime.switchNetwork()),
    }),
    [state, use],
  );
}

function listenToNothing(): () => void {
  return () => {};
}

function noWalletYet(): WalletState {
  return NO_WALLET_YET;
}
