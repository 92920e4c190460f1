import type { HookContext } from '../../chain/module.ts';
import { type Attendance, startAttendance } from './attendance.ts';
import { shareOutRewards } from './rewards.ts';
import { selectJailed } from './select-jailed.ts';
import { markEpochEnd } from './unbonding.ts';
import { candidatesOf, knownValidator, setValidator, updateValidator } from './validators.ts';

/** What happens to stake at a boundary, before the next committee is chosen. */
export function endEpoch(context: HookContext, attendance: Attendance): void {
  const { store, block } = context;
  jailAbsent(context, attendance);
  shareOutRewards(context);
  for (const account of candidatesOf(store)) applyChanges(context, account);
  markEpochEnd(context);
  startAttendance(store, block.epoch.number + 1n, block.timestampMs);
}

/** Those who were jailed or removed before do not use up the power that may be jailed. */
function jailAbsent({ store, block, emit }: HookContext, attendance: Attendance): void {
  const members = attendance.members.filter(({ account }) => {
    const { status, jailedIn } = knownValidator(store, account);
    return status !== 'removed' && jailedIn === undefined;
  });
  for (const account of selectJailed(block.epoch.committee, { ...attendance, members })) {
    updateValidator(store, account, { jailedIn: block.epoch.number });
    emit('jailed', { validator: account, epoch: block.epoch.number });
  }
}

/** New keys and a new fee count from the next epoch on. */
function applyChanges({ store }: HookContext, account: `0x${string}`): void {
  const validator = knownValidator(store, account);
  const { replacement, feePercent, nextFeePercent } = validator;
  if (!replacement && feePercent === nextFeePercent) return;
  setValidator(store, account, {
    ...validator,
    ...replacement,
    replacement: undefined,
    feePercent: nextFeePercent,
  });
}
