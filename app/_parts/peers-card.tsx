import type { NodeStatus, Peer } from '../../lib/client/types.ts';
import { ByteCount } from '../../lib/ui/byte-count.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { Empty } from '../../lib/ui/empty.tsx';
import { formatMilliseconds } from '../../lib/ui/format/format-time.ts';
import { shortPeerId } from '../../lib/ui/format/short-hex.ts';
import { messages } from '../../lib/ui/messages.ts';
import { type Column, Table } from '../../lib/ui/table.tsx';

const words = messages.peers;
const SLOW_MS = 200;

const COLUMNS: Column[] = [
  { key: 'peer', title: words.peer },
  { key: 'kind', title: words.kind },
  { key: 'path', title: words.path },
  { key: 'latency', title: words.latency },
  { key: 'in', title: words.bytesIn, isNumber: true },
  { key: 'out', title: words.bytesOut, isNumber: true },
];

/** Who this node talks to, and whether a relay stands between. */
export function PeersCard({ status }: { status: NodeStatus }) {
  const { peers, phase } = status;
  const direct = peers.filter((peer) => peer.direct).length;
  if (peers.length === 0) {
    const stands = phase === 'paused' || phase === 'stopped';
    return (
      <Card title={words.title}>
        <Empty title={stands ? words.standsTitle : words.emptyTitle}>
          {stands ? words.stands : words.empty}
        </Empty>
      </Card>
    );
  }
  return (
    <Card flush title={words.title} aside={words.summary(peers.length, direct)}>
      <Table
        label={words.table}
        columns={COLUMNS}
        rows={peers.map((peer) => ({ key: peer.id, cells: cellsOf(peer) }))}
      />
    </Card>
  );
}

function cellsOf(peer: Peer) {
  return [
    <span key="peer" className="mono inline-flex items-center gap-2" title={peer.id}>
      {shortPeerId(peer.id)}
      <CopyButton value={peer.id} what={messages.things.peer} />
    </span>,
    <span key="kind" className="text-ink-2">
      {peer.seed ? words.seed : words.tab}
    </span>,
    <span key="path" title={peer.transport} className={peer.direct ? 'text-ink-2' : 'text-care'}>
      {peer.direct ? words.direct : words.relayed}
    </span>,
    <Latency key="latency" latencyMs={peer.latencyMs} />,
    <ByteCount key="in" bytes={peer.bytesIn} />,
    <ByteCount key="out" bytes={peer.bytesOut} />,
  ];
}

function Latency({ latencyMs }: { latencyMs: number | undefined }) {
  if (latencyMs === undefined) return <span className="text-ink-3">{words.unmeasured}</span>;
  const share = Math.max(0.03, Math.min(1, latencyMs / SLOW_MS));
  return (
    <span className="inline-flex items-center gap-2.5" title={messages.milliseconds(latencyMs)}>
      <span aria-hidden="true" className="h-1 w-16 rounded-sm bg-hairline max-desk:hidden">
        <i className="block h-1 rounded-sm bg-dye-2" style={{ width: `${share * 100}%` }} />
      </span>
      {formatMilliseconds(latencyMs)}
    </span>
  );
}
