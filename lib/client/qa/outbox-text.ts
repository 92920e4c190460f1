import * as v from 'valibot';
import { MAX_OUTBOX_ITEMS } from '../../core/limits.ts';
import { bytes, count, errorSchema, hash, name, text } from '../schema-parts.ts';
import type { OutboxItem } from './outbox-item.ts';

const MAX_DIGITS = 78;
const integer = v.pipe(
  v.object({ integer: v.pipe(v.string(), v.maxLength(MAX_DIGITS), v.digits()) }),
  v.transform(({ integer: digits }) => BigInt(digits)),
);

const item = v.object({
  id: count,
  primaryType: name,
  fields: v.record(name, v.union([text, v.boolean(), integer])),
  state: v.picklist(['waiting', 'sending', 'pending', 'failed']),
  envelope: v.exactOptional(bytes()),
  hash: v.exactOptional(hash),
  error: v.exactOptional(errorSchema),
});

const items = v.pipe(v.string(), v.parseJson(), v.array(item), v.maxLength(MAX_OUTBOX_ITEMS));

/** What is final is on the chain, and kept by nobody else. */
export function textFromOutbox(all: readonly OutboxItem[]): string {
  return JSON.stringify(
    all.filter(({ state }) => state !== 'final'),
    (_, value) => (typeof value === 'bigint' ? { integer: `${value}` } : value),
  );
}

/**
 * Nothing for a text that is not one of these. What was sent is offered again: the node of the page
 * may have gone with it, before any peer had it.
 */
export function outboxFromText(kept: string): readonly OutboxItem[] {
  const parsed = v.safeParse(items, kept);
  if (!parsed.success) return [];
  return parsed.output.map((each) =>
    each.state === 'failed' ? each : { ...each, state: 'waiting' },
  );
}
