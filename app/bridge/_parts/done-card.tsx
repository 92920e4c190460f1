import type { Transfer } from '../../../lib/client/bridge/transfer.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { AssetAmount, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { formatMoment } from '../../../lib/ui/format/format-time.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { type Column, Table } from '../../../lib/ui/table.tsx';
import type { BridgeSituation } from './bridge-situation.ts';

const { table: words, chips, deposits, exits } = bridgeMessages;
const lanes = bridgeMessages.bridge.lanes;

const COLUMNS: readonly Column[] = [
  { key: 'what', title: words.what },
  { key: 'amount', title: words.amount, isNumber: true },
  { key: 'lane', title: words.lane },
  { key: 'ethereum', title: words.ethereum },
  { key: 'weft', title: words.weft },
  { key: 'when', title: words.when },
  { key: 'state', title: words.state },
];

/** What has ended, with its places on both chains. */
export function DoneCard({
  transfers,
  situation,
}: {
  transfers: readonly Transfer[];
  situation: BridgeSituation;
}) {
  return (
    <Card
      flush
      title={bridgeMessages.bridge.done}
      aside={<span className="text-xs max-desk:hidden">{bridgeMessages.bridge.doneAside}</span>}
      className="mt-10"
    >
      <Table
        label={words.label}
        columns={COLUMNS}
        rows={transfers.map((transfer) => ({
          key: transfer.id,
          cells: cellsOf(transfer, situation),
        }))}
      />
    </Card>
  );
}

function cellsOf(transfer: Transfer, { assets }: BridgeSituation) {
  const { type, moved, lane, atMs } = transfer;
  const place = type === 'withdrawal' ? transfer.claims.at(-1) : transfer.ethereum;
  const height = type === 'withdrawal' ? transfer.height : undefined;
  return [
    words.kinds[type],
    <AssetAmount key="amount" moved={moved} asset={nameOf(assets, moved)} />,
    lanes[lane].name,
    place && <HashText key="ethereum" hash={place.transaction} what={words.transaction} />,
    height === undefined ? (
      type === 'deposit' && <AccountAddress key="weft" address={transfer.to} />
    ) : (
      <PageLink key="weft" className="link" href={links.block(height)}>
        {words.block(height)}
      </PageLink>
    ),
    atMs === undefined ? '' : formatMoment(atMs, Date.now()),
    <span key="state" className="grid justify-items-start gap-1">
      <Chip kind={isGood(transfer) ? 'final' : 'plain'}>{chipOf(transfer)}</Chip>
      <span className="max-w-72 text-xs whitespace-normal text-ink-2 empty:hidden">
        {whyOf(transfer)}
      </span>
    </span>,
  ];
}

function isGood({ state }: Transfer): boolean {
  return state === 'credited' || state === 'claimed' || state === 'paid';
}

/** What became of it, where a word does not say it. */
function whyOf(transfer: Transfer): string | undefined {
  if (transfer.type === 'deposit') return transfer.reason && deposits.reasons[transfer.reason];
  if (transfer.type === 'withdrawal') return undefined;
  const { state } = transfer;
  if (state === 'refuted') return exits.refuted;
  if (state === 'returned') return exits.returned;
  return state === 'over' ? exits.reading : undefined;
}

function chipOf(transfer: Transfer): string {
  if (transfer.type === 'deposit') return chips.deposit[transfer.state];
  if (transfer.type === 'withdrawal') return chips.withdrawal[transfer.state];
  return chips.exit[transfer.state];
}
