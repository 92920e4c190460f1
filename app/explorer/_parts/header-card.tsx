import type { Address, BlockDetail } from '../../../lib/client/types.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { CopyButton } from '../../../lib/ui/copy-button.tsx';
import { FieldFacts } from '../../../lib/ui/field-facts.tsx';
import { messages } from '../../../lib/ui/messages.ts';

/** Every field the validators signed, and the whole as JSON. */
export function HeaderCard({
  block,
  unit,
  nameOf,
}: {
  block: BlockDetail;
  unit: string;
  nameOf: (address: Address) => string | undefined;
}) {
  const json = JSON.stringify(
    block.header,
    (_, value) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  const fields = {
    hash: block.hash,
    ...block.header,
    size: messages.transaction.sizeOf(block.sizeBytes),
  };
  return (
    <Card
      title={messages.block.header}
      aside={<CopyButton value={json} what={messages.things.header} />}
    >
      <FieldFacts fields={fields} unit={unit} nameOf={nameOf} />
    </Card>
  );
}
