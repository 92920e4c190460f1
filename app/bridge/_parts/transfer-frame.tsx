import type { ReactNode } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Moved } from '../../../lib/client/bridge/transfer.ts';
import { AssetAmount, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { Chip, type ChipKind } from '../../../lib/ui/chip.tsx';
import { cx } from '../../../lib/ui/cx.ts';

/** Amount, way and state of one transfer, and what belongs to it. */
export function TransferFrame({
  moved,
  assets,
  route,
  chip,
  chipKind,
  isUrgent = false,
  children,
}: {
  moved: Moved;
  assets: readonly Asset[];
  route: string;
  chip: string;
  chipKind: ChipKind;
  isUrgent?: boolean;
  children: ReactNode;
}) {
  return (
    <article
      className={cx(
        'rounded-[14px] border bg-cloth-raised px-5 py-[18px] max-desk:p-4',
        isUrgent ? 'border-fault-line inset-ring inset-ring-fault-line' : 'border-hairline',
      )}
    >
      <div className="mb-3.5 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-lg tracking-tight">
            <AssetAmount moved={moved} asset={nameOf(assets, moved)} />
          </h3>
          <p className="text-sm text-ink-2">{route}</p>
        </div>
        <Chip kind={chipKind}>{chip}</Chip>
      </div>
      {children}
    </article>
  );
}
