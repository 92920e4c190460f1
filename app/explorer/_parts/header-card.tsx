import type { BlockDetail } from '../../../lib/client/types.ts';
import { type Hex, isHex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { CopyButton } from '../../../lib/ui/copy-button.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';

const words = messages.block;

/** Every field the validators signed, and the whole as JSON. */
export function HeaderCard({ block }: { block: BlockDetail }) {
  const json = JSON.stringify(
    block.header,
    (_, value) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  return (
    <Card title={words.header} aside={<CopyButton value={json} what={messages.things.header} />}>
      <Facts
        facts={[
          { label: words.hash, value: <HashText hash={block.hash} /> },
          ...Object.entries(block.header)
            .filter(([, value]) => value !== ZERO_HASH)
            .map(([name, value]) => ({
              label: words.headerFields[name] ?? name,
              value: headerValue(name, value),
            })),
          { label: messages.transaction.size, value: messages.transaction.sizeOf(block.sizeBytes) },
        ]}
      />
    </Card>
  );
}

function headerValue(name: string, value: string | number | bigint) {
  if (typeof value !== 'string') {
    return name === 'timestampMs' ? new Date(Number(value)).toISOString() : formatNumber(value);
  }
  if (isHex(value, 20)) return <AccountAddress address={value} />;
  if (!isHex(value)) return value;
  return (
    <HashText hash={value as Hex} href={name === 'parentHash' ? links.block(value) : undefined} />
  );
}
