import * as v from 'valibot';
import { MAX_LISTED_ASSETS, MAX_SCANNED_WITHDRAWALS } from '../core/limits.ts';
import { REFUSAL_REASONS } from '../modules/bridge/refused.ts';
import { address, count, name, natural } from './schema-parts.ts';

const assetKind = v.picklist([0, 1, 2]);

const asset = v.object({
  token: address,
  kind: assetKind,
  decimals: count,
  name,
  symbol: name,
});

const withdrawal = {
  index: natural,
  kind: assetKind,
  token: address,
  from: address,
  to: address,
  value: natural,
  height: natural,
};

export const bridgeSchema = v.object({
  height: natural,
  inboxCount: natural,
  outboxCount: natural,
  tokens: v.pipe(v.array(asset), v.maxLength(MAX_LISTED_ASSETS)),
  withdrawals: v.pipe(
    v.array(v.object({ ...withdrawal, count, timestampMs: v.optional(count) })),
    v.maxLength(MAX_SCANNED_WITHDRAWALS),
  ),
  next: v.optional(natural),
  refused: v.pipe(
    v.array(
      v.object({
        inboxIndex: natural,
        reason: v.picklist(REFUSAL_REASONS),
        to: address,
        withdrawal: v.object(withdrawal),
      }),
    ),
    v.maxLength(MAX_LISTED_ASSETS),
  ),
});
