import { rulesQuery } from '../../client/qa/get-rules.ts';
import type { QaRules } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** The module's parameters on this chain. */
export function useRules(): QueryRead<QaRules> {
  return useQuery(rulesQuery, NO_INPUT);
}

const NO_INPUT = {};
