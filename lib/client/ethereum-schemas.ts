import * as v from 'valibot';
import {
  MAX_CALL_BYTES,
  MAX_DUTIES,
  MAX_LIST_ITEMS,
  MAX_LISTED_ESCAPES,
  MAX_PROVEN_CLAIMS,
} from '../core/limits.ts';
import { address, bytes, count, errorSchema, natural } from './schema-parts.ts';

// What a node says about Ethereum and what it sends there.

const callData = v.pipe(
  bytes(),
  v.check((value) => value.length <= 2 + 2 * MAX_CALL_BYTES, 'too large'),
);

const outboxIndexes = v.pipe(v.array(natural), v.maxLength(MAX_PROVEN_CLAIMS));
const tokenIds = v.pipe(v.array(natural), v.maxLength(MAX_LIST_ITEMS));
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
  missingIds: {
    params: v.object({ account: address, token: address, ids: v.pipe(tokenIds, v.readonly()) }),
    result: tokenIds,
  },
  escapes: {
    params: v.object({ account: address, from: v.optional(count) }),
    result: v.object({
      height: natural,
      appliedInboxCount: natural,
      calls: v.pipe(
        v.array(
          v.object({
            ...ethereumCall.entries,
            kind: v.picklist([0, 1, 2]),
            token: address,
            value: natural,
          }),
        ),
        v.maxLength(MAX_LISTED_ESCAPES),
      ),
      next: v.optional(count),
    }),
  },
};

export const poster = v.object({
  account: address,
  state: v.picklist([
    ...(['idle', 'waiting', 'sending', 'too-dear', 'out-of-ether', 'failing'] as const),
    'sealed',
  ]),
  reason: v.optional(v.picklist(['boundary', 'waiting', 'declared-dead', 'silence'])),
  acceptedHeight: v.optional(natural),
  problem: v.optional(errorSchema),
});

const duty = v.object({
  slot: natural,
  exitId: natural,
  exitor: address,
  reason: v.picklist([
    ...(['challengeAfter', 'challengeBetween', 'challengeBefore', 'challengeBirth'] as const),
    ...(['walk', 'failExit', 'finalizeExit', 'withdrawBond', 'withdrawChallengeBond'] as const),
  ]),
  call: ethereumCall,
  deadlineMs: v.optional(count),
});

export const watchtower = v.object({
  coins: v.optional(count),
  seenAtMs: v.optional(count),
  intervalMs: v.optional(count),
  duties: v.pipe(v.array(duty), v.maxLength(MAX_DUTIES)),
  problem: v.optional(errorSchema),
});
