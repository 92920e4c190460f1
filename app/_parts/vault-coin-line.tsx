import type { ReactNode } from 'react';
import type { Asset } from '../../lib/client/bridge/assets.ts';
import type { VaultCoin } from '../../lib/client/types.ts';
import { AssetAmount } from '../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../lib/ui/bridge-messages.ts';
import { Chip, type ChipKind } from '../../lib/ui/chip.tsx';
import { shortHex } from '../../lib/ui/format/short-hex.ts';

const words = bridgeMessages.coins;
const CHIPS: Record<VaultCoin['state'], ChipKind> = {
  ...{ pending: 'pending', final: 'plain', secured: 'final', tainted: 'fault' },
};

/** One Vault coin of a list: what it is, how far it is its owner's, and what can be done. */
export function VaultCoinLine({
  coin,
  asset,
  isLeaving = false,
  actions,
  children,
}: {
  coin: VaultCoin;
  asset: Pick<Asset, 'symbol' | 'decimals'>;
  /** By an exit of its owner. */
  isLeaving?: boolean;
  actions: ReactNode;
  children?: ReactNode;
}) {
  const moved = { kind: coin.kind, token: coin.token, value: coin.value, count: 1 };
  return (
    <li
      data-coin={`${coin.slot}`}
      data-state={coin.state}
      className="border-t border-hairline px-6 py-3 max-desk:px-4"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span className="min-w-40 text-base">
          <AssetAmount moved={moved} asset={asset} />{' '}
          <span className="text-sm text-ink-2">{words.name(coin.slot)}</span>
        </span>
        <Chip kind={CHIPS[coin.state]}>{words.states[coin.state]}</Chip>
        <span className="min-w-0 flex-[1_1_220px] text-ink-2">
          {isLeaving ? words.leaving : wordsOf(coin)}
        </span>
        <span className="flex gap-2">{actions}</span>
      </div>
      {children}
    </li>
  );
}

function wordsOf({ state, waitsFor, pendingTo }: VaultCoin): string {
  if (pendingTo) return words.pendingTo(shortHex(pendingTo));
  if (state !== 'final') return words.words[state];
  return waitsFor ? words.waits[waitsFor] : words.final;
}
