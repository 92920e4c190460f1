import * as v from 'valibot';
import { MAX_CALL_BYTES, MAX_PROVEN_CLAIMS } from '../core/limits.ts';
import { address, bytes, natural } from './schema-parts.ts';

// Requests about Ethereum.

const callData = v.pipe(
  bytes(),
  v.check((value) => value.length <= 2 + 2 * MAX_CALL_BYTES, 'too large'),
);

const outboxIndexes = v.pipe(v.array(natural), v.maxLength(MAX_PROVEN_CLAIMS));
const ethereumCall = v.object({ to: address, data: callData, valueWei: natural });

const claimCallsSchema = v.object({
  calls: v.array(
    v.object({
      ...ethereumCall.entries,
      kind: v.picklist(['claim', 'post-and-claim', 'post']),
      indexes: outboxIndexes,
    }),
  ),
  claimed: outboxIndexes,
  waiting: outboxIndexes,
});

export const ethereumRequestSchemas = {
  claimCalls: {
    params: v.object({ indexes: v.pipe(outboxIndexes, v.readonly()) }),
    result: claimCallsSchema,
  },
};
