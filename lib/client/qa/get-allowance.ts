import * as v from 'valibot';
import { unitsOf } from '../../chain/fees.ts';
import { TEXT_BYTES_PER_ITEM } from '../../core/limits.ts';
import { answerMessage } from '../../modules/qa/messages.ts';
import { count, name } from '../schema-parts.ts';
import { typedQuery } from '../typed-query.ts';
import type { Address } from '../types.ts';

export type AllowanceInput = { account: Address; module: 'qa'; timestampMs: number };

/** What an account may do on Ask without a fee. */
export interface AllowanceView {
  unitsLeftToday: number;
  unitsPerDay: number;
  /** The next midnight in UTC, when what was used today is forgotten. */
  resetsAtMs: number;
  /** Code of the reason why nobody pays now; null while somebody does. */
  reason: string | null;
}

export const allowanceQuery = typedQuery<AllowanceInput, AllowanceView>(
  'sponsor',
  'allowance',
  v.object({
    ...{ unitsLeftToday: count, unitsPerDay: count, resetsAtMs: count },
    reason: v.nullable(name),
  }),
);

/** How many posts of a usual length so many units pay for. */
export function postsFrom(units: number): number {
  return Math.floor(units / unitsOf(answerMessage, USUAL_BYTES / TEXT_BYTES_PER_ITEM));
}

const USUAL_BYTES = 1_024;
