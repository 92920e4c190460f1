import { ArrowDownUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Direction } from '../../../lib/client/bridge/draft.ts';
import type { Address } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { assetWords } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';

const words = bridgeMessages.bridge;

export interface SideCardsProps {
  direction: Direction;
  asset: Asset;
  text: string;
  /** What stands on the other side, in words. */
  arriving: string;
  to: Address;
  balances: { ethereum: bigint | undefined; weft: bigint | undefined };
  select: ReactNode;
  problem: string | undefined;
  isBusy: boolean;
  onText(text: string): void;
  onFlip(): void;
}

/** Where it comes from, how much, and where it goes. */
export function SideCards(props: SideCardsProps) {
  const { direction, asset, arriving, to, balances, isBusy, onFlip } = props;
  const isIn = direction === 'in';
  const [from, into] = isIn
    ? [balances.ethereum, balances.weft]
    : [balances.weft, balances.ethereum];
  return (
    <div>
      <FromCard {...props} name={isIn ? words.ethereum : words.weft} balance={from} />
      <div className="relative z-1 -my-3 grid place-items-center">
        <button
          type="button"
          aria-label={words.flip}
          disabled={isBusy}
          onClick={onFlip}
          className="grid size-11 place-items-center rounded-full border border-hairline-strong bg-cloth-top shadow-low hover:border-outline focus-visible:rounded-full"
        >
          <ArrowDownUp size={17} aria-hidden="true" />
        </button>
      </div>
      <div className="rounded-[14px] border border-hairline bg-cloth-top px-[18px] py-4">
        <SideHead label={words.to} name={isIn ? words.weft : words.ethereum}>
          <Balance asset={asset} value={into} />
        </SideHead>
        <div className="mt-2 flex items-center justify-between gap-3">
          <output className="h-12 min-w-0 truncate text-title leading-12 font-strong tracking-tighter">
            {arriving}
          </output>
          <span className="flex-none text-sm">
            <AccountAddress address={to} />
          </span>
        </div>
      </div>
    </div>
  );
}

function FromCard({
  asset,
  text,
  select,
  problem,
  isBusy,
  onText,
  name,
  balance,
}: SideCardsProps & { name: string; balance: bigint | undefined }) {
  return (
    <div className="rounded-[14px] border border-hairline bg-cloth-top px-[18px] py-4 focus-within:border-dye-3 focus-within:inset-ring focus-within:inset-ring-dye-3">
      <SideHead label={words.from} name={name}>
        <Balance asset={asset} value={balance} />
        {asset.kind !== 2 && (
          <Button
            size="small"
            disabled={!balance || isBusy}
            onClick={() => onText(plainAmount(balance ?? 0n, asset.decimals))}
          >
            {words.max}
          </Button>
        )}
      </SideHead>
      <div className="mt-2 flex items-center justify-between gap-3">
        <input
          name="amount"
          aria-label={asset.kind === 2 ? words.ids(asset.symbol) : words.amount(asset.symbol)}
          aria-invalid={problem !== undefined}
          aria-describedby="amount-problem"
          inputMode={asset.kind === 2 ? 'text' : 'decimal'}
          value={text}
          onChange={(event) => onText(event.target.value)}
          placeholder={asset.kind === 2 ? words.idsHint : '0'}
          autoComplete="off"
          readOnly={isBusy}
          className="h-12 w-full min-w-0 bg-transparent text-title font-strong tracking-tighter outline-none placeholder:text-ink-3"
        />
        {select}
      </div>
      <p id="amount-problem" className="text-sm text-fault empty:hidden">
        {problem}
      </p>
    </div>
  );
}

function SideHead({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-3">
      <span>
        <span className="block text-xs text-ink-2">{label}</span>
        <b>{name}</b>
      </span>
      <span className="flex items-center gap-1.5 text-sm text-ink-2">{children}</span>
    </div>
  );
}

function Balance({ asset, value }: { asset: Asset; value: bigint | undefined }) {
  if (value === undefined) return null;
  const shown =
    asset.kind === 2
      ? { short: words.piecesBalance(value), exact: words.piecesBalance(value) }
      : assetWords({ kind: asset.kind, value, count: 1 }, asset);
  return (
    <span title={shown.exact}>
      <span className="max-desk:sr-only">{words.balance} </span>
      <b className="text-ink">{shown.short}</b>
    </span>
  );
}

/** Exact digits without grouping, for an input. */
function plainAmount(value: bigint, decimals: number): string {
  return formatAmount(value, decimals).exact.replaceAll(',', '');
}
