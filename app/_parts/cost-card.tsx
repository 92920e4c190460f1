import type { NodeStatus } from '../../lib/client/types.ts';
import { ByteCount } from '../../lib/ui/byte-count.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { Facts } from '../../lib/ui/facts.tsx';
import { messages } from '../../lib/ui/messages.ts';

const words = messages.cost;

/** Only what is measured: bytes on the wire and on the disk. */
export function CostCard({ status }: { status: NodeStatus }) {
  const sum = (of: 'bytesIn' | 'bytesOut') =>
    status.peers.reduce((total, peer) => total + peer[of], 0);
  return (
    <Card title={words.title} aside={status.peers.length > 0 ? words.since : words.none}>
      <Facts
        facts={[
          { label: words.received, value: <ByteCount bytes={sum('bytesIn')} /> },
          { label: words.sent, value: <ByteCount bytes={sum('bytesOut')} /> },
          { label: words.stored, value: <ByteCount bytes={status.storageBytes} /> },
        ]}
      />
    </Card>
  );
}
