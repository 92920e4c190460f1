import type { NodeStatus } from '../../lib/client/types.ts';
import { Card } from '../../lib/ui/card.tsx';
import { Facts } from '../../lib/ui/facts.tsx';
import { formatBytes } from '../../lib/ui/format/format-bytes.ts';
import { messages } from '../../lib/ui/messages.ts';

const words = messages.cost;

/** Only what is measured: bytes on the wire and on the disk. */
export function CostCard({ status }: { status: NodeStatus }) {
  const sum = (of: 'bytesIn' | 'bytesOut') =>
    status.peers.reduce((total, peer) => total + peer[of], 0);
  return (
    <Card title={words.title} aside={words.since}>
      <Facts
        facts={[
          { label: words.received, value: formatBytes(sum('bytesIn')) },
          { label: words.sent, value: formatBytes(sum('bytesOut')) },
          { label: words.stored, value: formatBytes(status.storageBytes) },
        ]}
      />
    </Card>
  );
}
