import { useMemo } from 'react';
import { type Asset, assetsFrom } from '../../client/bridge/assets.ts';
import type { Address } from '../../client/types.ts';
import { useBridge } from '../use-bridge.ts';
import { useChain } from '../use-chain.ts';
import { useNetworkFile } from '../use-network-file.ts';

/** What can cross, by the network file and by what the chain met; undefined until both are read. */
export function useAssets(account: Address): readonly Asset[] | undefined {
  const chain = useChain();
  const network = useNetworkFile();
  const bridge = useBridge(account).value;
  return useMemo(
    () =>
      chain && network && bridge
        ? assetsFrom(chain.coinSymbol, network.ethereum.tokens, bridge.tokens)
        : undefined,
    [chain, network, bridge],
  );
}
