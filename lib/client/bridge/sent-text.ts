import * as v from 'valibot';
import { MAX_PROVEN_CLAIMS } from '../../core/limits.ts';
import { address, count, hash } from '../schema-parts.ts';
import { MAX_SENT_TRANSACTIONS } from './limits.ts';
import { type SentTransaction, STEP_NAMES } from './sent.ts';

const MAX_DIGITS = 78;
const integer = v.pipe(
  v.string(),
  v.maxLength(MAX_DIGITS),
  v.digits(),
  v.transform((digits) => BigInt(digits)),
);

const sentTransaction = v.object({
  hash,
  what: v.picklist(STEP_NAMES),
  ids: v.pipe(v.array(integer), v.maxLength(MAX_PROVEN_CLAIMS)),
  lane: v.exactOptional(v.picklist(['gateway', 'vault'])),
  moved: v.exactOptional(
    v.object({ kind: v.picklist([0, 1, 2]), token: address, value: integer, count }),
  ),
  sentAtMs: count,
  nonce: v.exactOptional(count),
});

const sentTransactions = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(sentTransaction),
  v.maxLength(MAX_SENT_TRANSACTIONS),
);

export function textFromSent(sent: readonly SentTransaction[]): string {
  return JSON.stringify(sent, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}

/** Nothing for a text that is not one of these: whoever wrote it, it is of no use. */
export function sentFromText(text: string): readonly SentTransaction[] {
  const parsed = v.safeParse(sentTransactions, text);
  return parsed.success ? parsed.output : [];
}
