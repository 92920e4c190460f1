import type { NodeStatus } from '../../lib/client/types.ts';
import { ByteCount } from '../../lib/ui/byte-count.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { Facts } from '../../lib/ui/facts.tsx';
import { formatBytes } from '../../lib/ui/format/format-bytes.ts';
import { formatNumber } from '../../lib/ui/format/format-number.ts';
import { messages } from '../../lib/ui/messages.ts';

const words = messages.storage;
const LEAST_SHARE = 0.006;

/** What the chain takes on this device, and whether the browser keeps it. */
export function StorageCard({ status }: { status: NodeStatus }) {
  const used = formatBytes(status.storageBytes);
  const share = status.quotaBytes ? status.storageBytes / status.quotaBytes : 0;
  return (
    <Card
      title={words.title}
      aside={status.quotaBytes ? words.of(used, formatBytes(status.quotaBytes)) : used}
    >
      <div aria-hidden="true" className="mb-1 h-3 overflow-hidden rounded-chip bg-hairline">
        <i
          className="block h-full bg-dye-3"
          style={{ width: `${Math.max(LEAST_SHARE, share) * 100}%` }}
        />
      </div>
      <Facts
        facts={[
          { label: words.used, value: <ByteCount bytes={status.storageBytes} /> },
          { label: words.entries, value: formatNumber(status.stateKeys) },
          { label: words.pending, value: formatNumber(status.pendingTransactions) },
        ]}
      />
      <p className="mt-2 text-sm text-ink-2">
        {status.persistent ? words.persistent : words.evictable}
      </p>
    </Card>
  );
}
