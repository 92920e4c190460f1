import { useMemo } from 'react';
import { assetsFrom } from '../../../lib/client/bridge/assets.ts';
import type { Address, ChainInfo } from '../../../lib/client/types.ts';
import { useVaultCoins } from '../../../lib/react/bridge/use-vault-coins.ts';
import { useBridge } from '../../../lib/react/use-bridge.ts';
import { useNetworkFile } from '../../../lib/react/use-network-file.ts';
import { nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { WalletCoin } from './wallet-coin.tsx';

const words = bridgeMessages.coins;

/** The account's coins in the Vault, to be given away whole. */
export function VaultCoinsCard({ account, chain }: { account: Address; chain: ChainInfo }) {
  const network = useNetworkFile();
  const { value: bridge } = useBridge(account);
  const coins = useVaultCoins(account, bridge?.height);
  const assets = useMemo(
    () => assetsFrom(chain.coinSymbol, network?.ethereum.tokens, bridge?.tokens ?? []),
    [chain, network, bridge],
  );
  if (!network || !coins || coins.length === 0) return null;
  const domain = {
    ethereumChainId: chain.ethereumChainId,
    vault: network.genesis.contracts.vault,
  };
  return (
    <Card flush title={words.title}>
      <ul>
        {coins.map((coin) => (
          <WalletCoin
            key={`${coin.slot}`}
            coin={coin}
            account={account}
            chain={chain}
            domain={domain}
            asset={nameOf(assets, coin)}
          />
        ))}
      </ul>
    </Card>
  );
}
