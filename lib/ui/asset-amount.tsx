import { type Asset, assetOf } from '../client/bridge/assets.ts';
import type { Moved } from '../client/bridge/transfer.ts';
import { bridgeMessages } from './bridge-messages.ts';
import { formatAmount } from './format/format-amount.ts';
import { shortHex } from './format/short-hex.ts';

const words = bridgeMessages.bridge;

/** What a person calls an amount or pieces of an asset. */
export interface AssetWords {
  short: string;
  /** Every digit. */
  exact: string;
  unit: string;
}

export function assetWords(
  { kind, value, count }: Pick<Moved, 'kind' | 'value' | 'count'>,
  { symbol, decimals }: Pick<Asset, 'symbol' | 'decimals'>,
): AssetWords {
  if (kind !== 2) return { ...formatAmount(value, decimals), unit: symbol };
  const text = count > 1 ? words.somePieces('', count).trim() : `#${value}`;
  return { short: text, exact: text, unit: symbol };
}

/** In one string, for a button: "250 TEST". */
export function assetText(
  moved: Pick<Moved, 'kind' | 'value' | 'count'>,
  asset: Pick<Asset, 'symbol' | 'decimals'>,
): string {
  const { short, unit } = assetWords(moved, asset);
  return moved.kind === 2 && moved.count === 1 ? `${unit} ${short}` : `${short} ${unit}`;
}

/** A number with its unit; every digit on hover. */
export function AssetAmount({
  moved,
  asset,
}: {
  moved: Pick<Moved, 'kind' | 'value' | 'count'>;
  asset: Pick<Asset, 'symbol' | 'decimals'>;
}) {
  const { short, exact, unit } = assetWords(moved, asset);
  return (
    <span className="font-[540] wrap-anywhere" title={`${exact} ${unit}`}>
      {short}
      <span className="ml-[0.25em] font-text text-ink-2">{unit}</span>
    </span>
  );
}

/** A token that the page does not know yet is called by its address, in its smallest unit. */
export function nameOf(
  assets: readonly Asset[],
  { token }: Pick<Moved, 'token'>,
): Pick<Asset, 'symbol' | 'decimals'> {
  return assetOf(assets, token) ?? { symbol: shortHex(token), decimals: 0 };
}
