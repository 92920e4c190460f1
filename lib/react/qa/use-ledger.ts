import { type LedgerInput, ledgerQuery } from '../../client/qa/get-ledger.ts';
import type { LedgerPage } from '../../client/qa/views.ts';
import { type QueryRead, useQuery } from '../use-query.ts';

/** Points that an account got and lost, the newest first. Nothing while there is no input. */
export function useLedger(input: LedgerInput | undefined): QueryRead<LedgerPage> {
  return useQuery(ledgerQuery, input);
}
