import type { Genesis } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { bytesFromHex } from '../../core/bytes.ts';
import { setAccounts } from './account-list.ts';
import { startAttendance } from './attendance.ts';
import { blsKeyKey, CANDIDATES_KEY } from './keys.ts';
import { setParameters } from './parameters.ts';
import { setTotals } from './totals.ts';
import { setValidator } from './validators.ts';

/** Fee that founding members take until they set another. */
export const FOUNDING_FEE_PERCENT = 10;

/** The founding members are candidates whose stake was never coins. */
export function foundStake({ store }: HookContext, genesis: Genesis): void {
  const { parameters, committee, timestampMs } = genesis;
  setParameters(store, parameters);
  setTotals(store, { withdrawableWei: 0n, rewardsWei: 0n, poolWei: 0n });
  startAttendance(store, 0n, timestampMs);
  for (const { account, blsKey, networkKey, power } of committee) {
    store.set(blsKeyKey(blsKey), bytesFromHex(account));
    setValidator(store, account, {
      status: 'candidate',
      blsKey,
      networkKey,
      replacement: undefined,
      feePercent: FOUNDING_FEE_PERCENT,
      nextFeePercent: FOUNDING_FEE_PERCENT,
      jailedIn: undefined,
      foundingWei: power * parameters.powerUnitWei,
      bondedWei: 0n,
      rewardsWei: 0n,
    });
  }
  setAccounts(
    store,
    CANDIDATES_KEY,
    committee.map(({ account }) => account),
  );
}
