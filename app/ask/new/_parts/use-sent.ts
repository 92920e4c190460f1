import { useState } from 'react';
import type { OutboxItem } from '../../../../lib/client/qa/outbox-item.ts';

/** The question sent since this page was opened, also if it waited for a wallet to be connected. */
export function useSent(items: readonly OutboxItem[]): OutboxItem | undefined {
  const [openedMs] = useState(() => Date.now());
  return items.find(
    ({ primaryType, id, state }) => primaryType === 'QaAsk' && id >= openedMs && state !== 'failed',
  );
}
