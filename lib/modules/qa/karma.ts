import type { ActionContext, ModuleStore } from '../../chain/module.ts';
import { ZERO_ADDRESS } from '../../core/bytes.ts';
import { bankOf } from './bank-of.ts';
import {
  karmaNotFunded,
  karmaYearSpent,
  noKarma,
  redeemTooLittle,
  tooFewPoints,
} from './errors.ts';
import { KARMA_ACCOUNT, redemptionKey } from './keys.ts';
import type { FundFields, RedeemFields } from './messages.ts';
import { getParameters, type QaParameters } from './parameters.ts';
import { getTotals, setTotals } from './posts.ts';
import { getProfile, setProfile } from './profiles.ts';
import { bytesFromRedemption, type Profile, pointsOf } from './records.ts';

/** Points become tokens of the pool, and are gone. One always stays. */
export function redeem(context: ActionContext, { points }: RedeemFields): void {
  const { store, sender, block } = context;
  const parameters = karmaParameters(store);
  if (points < parameters.redeemMinPoints) throw redeemTooLittle(parameters.redeemMinPoints);
  const profile = getProfile(store, sender);
  const redeemable = redeemableOf(profile);
  if (!profile || points > redeemable) throw tooFewPoints(redeemable);
  const year = karmaYearOf(store, parameters, block.timestampMs);
  if (points > year.left) throw karmaYearSpent(year.left);
  const { karmaToken } = parameters;
  const smallestUnits = points * parameters.karmaPerPoint;
  const bank = bankOf(context);
  const funded = bank.balanceOf(KARMA_ACCOUNT, karmaToken);
  if (smallestUnits > funded) throw karmaNotFunded(funded);
  bank.transfer(KARMA_ACCOUNT, sender, smallestUnits, karmaToken);

  const redemption = { points, smallestUnits, atMs: block.timestampMs };
  store.set(redemptionKey(sender, profile.redemptions), bytesFromRedemption(redemption));
  setProfile(store, sender, {
    ...profile,
    redeemed: profile.redeemed + points,
    redemptions: profile.redemptions + 1n,
  });
  const redeemedThisYear = year.redeemed + points;
  setTotals(store, { ...getTotals(store), year: year.number, redeemedThisYear });
  context.emit('redeemed', { by: sender, points, smallestUnits });
}

/** Anybody may add to the pool; nothing but redemptions takes from it. */
export function fund(context: ActionContext, { amountSmallestUnits }: FundFields): void {
  const { store, sender } = context;
  const { karmaToken } = karmaParameters(store);
  bankOf(context).transfer(sender, KARMA_ACCOUNT, amountSmallestUnits, karmaToken);
  context.emit('funded', { by: sender, amountSmallestUnits });
}

/** Points the account could redeem, if there is budget and pool for them. */
export function redeemableOf(profile: Profile | undefined): bigint {
  return profile ? pointsOf(profile) - 1n : 0n;
}

/** Years of 365.25 days from genesis, so that nobody has to know a calendar. */
export function karmaYearOf(
  store: Pick<ModuleStore, 'get'>,
  { startMs, karmaPointsPerYear }: QaParameters,
  timestampMs: number,
): { number: number; redeemed: bigint; left: bigint } {
  const number = Math.floor((timestampMs - startMs) / YEAR_MS);
  const { year, redeemedThisYear } = getTotals(store);
  const redeemed = year === number ? redeemedThisYear : 0n;
  return { number, redeemed, left: karmaPointsPerYear - redeemed };
}

function karmaParameters(store: ModuleStore): QaParameters {
  const parameters = getParameters(store);
  if (parameters.karmaToken === ZERO_ADDRESS) throw noKarma();
  return parameters;
}

const YEAR_MS = 31_557_600_000;
