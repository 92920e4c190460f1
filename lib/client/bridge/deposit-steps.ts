import type { DepositPlan } from './ethereum-call.ts';
import type { Holding } from './read-holding.ts';
import type { DepositTransfer } from './transfer.ts';

export type DepositStepName = 'approve' | 'deposit' | 'final' | 'credited';

export interface DepositStep {
  name: DepositStepName;
  state: 'done' | 'now' | 'later';
}

/**
 * Where a deposit stands, by what Ethereum and the sidechain show: what was approved, and the
 * transfer, once it is seen. Nothing is remembered, so a reload goes on where it was.
 */
export function depositSteps(
  plan: Pick<DepositPlan, 'kind' | 'amount' | 'ids'>,
  holding: Pick<Holding, 'allowance' | 'approvedIds'> | undefined,
  transfer: Pick<DepositTransfer, 'state'> | undefined,
): DepositStep[] {
  const names: DepositStepName[] =
    plan.kind === 0
      ? ['deposit', 'final', 'credited']
      : ['approve', 'deposit', 'final', 'credited'];
  const now = currentStep(plan, holding, transfer);
  const place = now === undefined ? names.length : names.indexOf(now);
  return names.map((name, i) => ({
    name,
    state: i < place ? 'done' : i === place ? 'now' : 'later',
  }));
}

function currentStep(
  plan: Pick<DepositPlan, 'kind' | 'amount' | 'ids'>,
  holding: Pick<Holding, 'allowance' | 'approvedIds'> | undefined,
  transfer: Pick<DepositTransfer, 'state'> | undefined,
): DepositStepName | undefined {
  if (!transfer) return isApproved(plan, holding) ? 'deposit' : 'approve';
  if (transfer.state === 'finalizing') return 'final';
  return transfer.state === 'reading' ? 'credited' : undefined;
}

/** Whether the contract may take it; ether needs no leave. */
export function isApproved(
  { kind, amount, ids }: Pick<DepositPlan, 'kind' | 'amount' | 'ids'>,
  holding: Pick<Holding, 'allowance' | 'approvedIds'> | undefined,
): boolean {
  if (kind === 0) return true;
  if (!holding) return false;
  if (kind === 1) return amount > 0n && holding.allowance >= amount;
  return ids.length > 0 && ids.every((id) => holding.approvedIds.has(id));
}
