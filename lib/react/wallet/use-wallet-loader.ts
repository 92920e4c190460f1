import { useContext, useEffect } from 'react';
import { JoinedNodeContext } from '../joined-node-context.ts';
import { type WalletLoader, walletLoaderOf } from './wallet-loader.ts';

/** Starts to load the wallet when the page has painted and has nothing better to do. */
export function useWalletLoader(): WalletLoader | undefined {
  const joined = useContext(JoinedNodeContext);
  const loader = joined && walletLoaderOf(joined);

  useEffect(() => {
    if (loader) whenIdle(() => loader.load().catch(() => undefined));
  }, [loader]);

  return loader;
}

/** Safari has no idle callbacks. What fails is in the loader's state. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work);
  else setTimeout(work, 1);
}
