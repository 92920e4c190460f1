import { useEffect, useRef, useState } from 'react';
import { isOpen, type OutboxItem } from '../../../../lib/client/qa/outbox-item.ts';

/**
 * Tells once of a question that is on its way since this page was opened: also of one that waited
 * for a wallet to be connected.
 */
export function useOnSent(items: readonly OutboxItem[], onSent: (item: OutboxItem) => void): void {
  const [openedMs] = useState(() => Date.now());
  const told = useRef<number>(undefined);
  const sent = items.find(
    (item) => item.primaryType === 'QaAsk' && item.id >= openedMs && isOpen(item),
  );
  useEffect(() => {
    if (!sent || told.current === sent.id) return;
    told.current = sent.id;
    onSent(sent);
  }, [sent, onSent]);
}
