import type { EndpointStatus, EthereumStatus } from '../../lib/client/types.ts';
import { Card } from '../../lib/ui/card.tsx';
import { Chip, type ChipKind } from '../../lib/ui/chip.tsx';
import { errorWords } from '../../lib/ui/error-words.ts';
import { Facts } from '../../lib/ui/facts.tsx';
import { formatNumber } from '../../lib/ui/format/format-number.ts';
import { formatSpan } from '../../lib/ui/format/format-time.ts';
import { messages } from '../../lib/ui/messages.ts';
import { type Column, Table } from '../../lib/ui/table.tsx';

const words = messages.ethereum;

const COLUMNS: Column[] = [
  { key: 'source', title: words.source },
  { key: 'state', title: words.state },
  { key: 'final', title: words.final, isNumber: true },
  { key: 'events', title: words.events, isNumber: true },
];

const KINDS: Record<EndpointStatus['state'], ChipKind> = {
  connecting: 'plain',
  reading: 'pending',
  following: 'final',
  lagging: 'care',
  failing: 'care',
  aside: 'fault',
  contradicting: 'fault',
  absent: 'plain',
};

/** Where this node reads Ethereum, what each source says, and how far the chain has read. */
export function EthereumCard({ ethereum }: { ethereum: EthereumStatus }) {
  const { endpoints, needed, appliedCount, agreedCount, pendingEvents, finalizedAgeMs } = ethereum;
  return (
    <Card flush title={words.title} aside={agreedCount === undefined ? words.waits : words.agreed}>
      <div className="grid grid-cols-12 gap-x-6 *:col-span-12">
        <div className="min-w-0 wide:col-span-7">
          <Table
            label={words.table}
            columns={COLUMNS}
            rows={endpoints.map((endpoint) => ({ key: endpoint.name, cells: cellsOf(endpoint) }))}
          />
        </div>
        <div className="px-6 pb-5 max-desk:px-4 wide:col-span-5">
          <Facts
            facts={[
              { label: words.read, value: words.readOf(appliedCount, agreedCount) },
              { label: words.pending, value: words.pendingWords(pendingEvents) },
              ...(finalizedAgeMs === undefined
                ? []
                : [{ label: words.age, value: words.ago(formatSpan(finalizedAgeMs)) }]),
            ]}
          />
          <p className="mt-2 text-sm text-ink-2">{words.rule(needed)}</p>
        </div>
      </div>
    </Card>
  );
}

function cellsOf({ name, state, problem, finalizedBlock, inboxCount }: EndpointStatus) {
  return [
    name,
    <span key="state" title={problem && errorWords(problem).happened}>
      <Chip kind={KINDS[state]}>{words.states[state]}</Chip>
    </span>,
    finalizedBlock === undefined ? '' : formatNumber(finalizedBlock),
    inboxCount === undefined ? '' : formatNumber(inboxCount),
  ];
}
