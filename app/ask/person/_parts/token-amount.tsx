import type { Asset } from '../../../../lib/client/bridge/assets.ts';
import { AssetAmount } from '../../../../lib/ui/asset-amount.tsx';

/** An amount of the token that points turn into. */
export function TokenAmount({
  smallestUnits,
  asset,
}: {
  smallestUnits: bigint;
  asset: Pick<Asset, 'symbol' | 'decimals'>;
}) {
  return <AssetAmount moved={{ kind: 1, value: smallestUnits, count: 1 }} asset={asset} />;
}
