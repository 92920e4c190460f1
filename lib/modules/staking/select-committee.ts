import type { Committee } from '../../chain/committee.ts';
import type { Address } from '../../core/bytes.ts';
import type { StakingParameters } from './parameters.ts';
import { stakeOf, type Validator } from './validators.ts';

type Candidate = { account: Address } & Validator;
type Rules = Pick<StakingParameters, 'powerUnitWei' | 'maxMembers' | 'maxSharePercent'>;

/** The most powerful eligible candidates, sorted by account; empty when nobody is eligible. */
export function selectCommittee(candidates: readonly Candidate[], rules: Rules): Committee {
  const ranked = candidates
    .filter((candidate) => isEligible(candidate))
    .map((candidate) => ({ candidate, power: powerOf(candidate, rules.powerUnitWei) }))
    .filter(({ power }) => power > 0n)
    .sort((a, b) => (a.power === b.power ? byAccount(a.candidate, b.candidate) : morePower(a, b)))
    .slice(0, rules.maxMembers);
  const cap = powerCap(
    ranked.map(({ power }) => power),
    BigInt(rules.maxSharePercent),
  );
  return ranked
    .map(({ candidate: { account, blsKey, networkKey }, power }) => ({
      account,
      blsKey,
      networkKey,
      power: smaller(power, cap),
    }))
    .sort(byAccount);
}

export function isEligible({ status, jailedIn }: Pick<Validator, 'status' | 'jailedIn'>): boolean {
  return status === 'candidate' && jailedIn === undefined;
}

/** One unit of power for each whole unit of stake, within the width of the header's integers. */
export function powerOf(validator: Validator, powerUnitWei: bigint): bigint {
  return smaller(stakeOf(validator) / powerUnitWei, MAX_POWER);
}

/**
 * Most power that a member may have so that nobody has more than `sharePercent` of all power after
 * everybody above is lowered to it: with `m` members at the cap and `rest` for the others, it
 * solves `cap = share * (m * cap + rest)`. A committee too small for the share ends equal.
 */
function powerCap(descending: readonly bigint[], sharePercent: bigint): bigint {
  let rest = descending.reduce((sum, power) => sum + power, 0n);
  let cap = (rest * sharePercent) / 100n;
  for (const [index, power] of descending.entries()) {
    if (power <= cap) break;
    rest -= power;
    cap = (sharePercent * rest) / (100n - sharePercent * BigInt(index + 1));
  }
  return cap > 0n ? cap : 1n;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function morePower(a: { power: bigint }, b: { power: bigint }): number {
  return a.power > b.power ? -1 : 1;
}

function byAccount(a: { account: Address }, b: { account: Address }): number {
  return a.account < b.account ? -1 : 1;
}

const MAX_POWER = 2n ** 64n - 1n;
