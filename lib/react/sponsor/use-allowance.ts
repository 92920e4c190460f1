import { type AllowanceInput, allowanceQuery } from '../../client/sponsor/get-allowance.ts';
import type { Allowance } from '../../client/sponsor/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** What an account may do without a fee. Nothing while there is no input. */
export function useAllowance(input: AllowanceInput | undefined): QueryRead<Allowance> {
  return useQuery(allowanceQuery, input, { keepsLast: true });
}
