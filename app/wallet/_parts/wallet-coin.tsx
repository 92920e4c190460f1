import { useState } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Address, ChainInfo, VaultCoin, VaultDomain } from '../../../lib/client/types.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { VaultCoinLine } from '../../_parts/vault-coin-line.tsx';
import { SendCoin } from './send-coin.tsx';

const words = bridgeMessages.coins;

export interface WalletCoinProps {
  coin: VaultCoin;
  asset: Pick<Asset, 'symbol' | 'decimals'>;
  account: Address;
  chain: ChainInfo;
  domain: VaultDomain;
}

/** A coin and the form that gives it away. */
export function WalletCoin(props: WalletCoinProps) {
  const { coin, asset, account } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <VaultCoinLine
      coin={coin}
      asset={asset}
      actions={
        !isOpen && (
          <Button
            size="small"
            aria-label={words.send.openCoin(words.name(coin.slot))}
            disabled={!isMovable(coin, account)}
            onClick={() => setOpen(true)}
          >
            {words.send.open}
          </Button>
        )
      }
    >
      {isOpen && <SendCoin {...props} onClose={() => setOpen(false)} />}
    </VaultCoinLine>
  );
}

function isMovable({ owner, state, waitsFor, openExits }: VaultCoin, account: Address): boolean {
  const isSettled = state === 'secured' || (state === 'final' && waitsFor !== 'coin-block');
  return owner === account && isSettled && openExits === 0n;
}
