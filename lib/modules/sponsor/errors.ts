import type { Address, Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

export type SponsorErrorCode =
  | 'sponsor/wrong-module'
  | 'sponsor/wrong-requirement'
  | 'sponsor/wrong-budget'
  | 'sponsor/zero-amount'
  | 'sponsor/malformed-invitation'
  | 'sponsor/grants-full'
  | 'sponsor/unknown-grant'
  | 'sponsor/not-opener'
  | 'sponsor/grant-closed'
  | 'sponsor/not-enough-coins'
  | 'sponsor/nothing-to-join'
  | 'sponsor/already-joined'
  | 'sponsor/too-many-grants'
  | OfferRefusalCode;

/** Why nobody pays for a transaction, the further down the closer somebody was to doing so. */
export const REFUSALS = [
  'sponsor/no-grant',
  'sponsor/not-invited',
  'sponsor/needs-coins',
  'sponsor/too-many-grants',
  'sponsor/account-day-used',
  'sponsor/price-too-high',
  'sponsor/out-of-coins',
  'sponsor/budget-used',
] as const;
export type OfferRefusalCode = (typeof REFUSALS)[number];

/** No module's name, or one whose actions nobody may pay for. */
export function wrongModule(module: string) {
  return sponsorError('sponsor/wrong-module', 'nobody can sponsor this module', { module });
}

/** Not one of the three, or a minimum of coins where none is required or the reverse. */
export function wrongRequirement(requires: string) {
  return sponsorError('sponsor/wrong-requirement', 'not a requirement', { requires });
}

/** Units outside the bounds, or more for an account than for all. */
export function wrongBudget(leastUnits: bigint, mostUnits: bigint) {
  const facts = { leastUnits: leastUnits.toString(), mostUnits: mostUnits.toString() };
  return sponsorError('sponsor/wrong-budget', 'the budget is outside the bounds', facts);
}

export function zeroAmount() {
  return sponsorError('sponsor/zero-amount', 'the amount is zero');
}

/** Neither empty nor the form of a signature. */
export function malformedInvitation() {
  return sponsorError('sponsor/malformed-invitation', 'the invitation is not a signature');
}

/** Every place is taken by a grant with as many coins. */
export function grantsFull(leastWei: bigint) {
  return sponsorError('sponsor/grants-full', 'too many grants are open', {
    leastWei: leastWei.toString(),
  });
}

export function unknownGrant(grant: Hash) {
  return sponsorError('sponsor/unknown-grant', 'no such grant', { grant });
}

/** Somebody else opened the grant. */
export function notOpener(opener: Address) {
  return sponsorError('sponsor/not-opener', 'the grant is somebody else’s', { opener });
}

export function grantClosed(grant: Hash) {
  return sponsorError('sponsor/grant-closed', 'the grant is closed', { grant });
}

/** More would be taken than the grant has left. */
export function notEnoughCoins(depositWei: bigint) {
  return sponsorError('sponsor/not-enough-coins', 'the grant has less than that', {
    depositWei: depositWei.toString(),
  });
}

/** The grant requires nothing. */
export function nothingToJoin(grant: Hash) {
  return sponsorError('sponsor/nothing-to-join', 'nobody needs to join this grant', { grant });
}

export function alreadyJoined(grant: Hash) {
  return sponsorError('sponsor/already-joined', 'the account joined this grant', { grant });
}

/** As many grants as may already pay for the account. */
export function tooManyGrants(most: number) {
  return sponsorError('sponsor/too-many-grants', 'too many grants pay for the account', { most });
}

/** No open grant covers the module. */
export function noGrant(module: string) {
  return sponsorError('sponsor/no-grant', 'nobody sponsors this module', { module });
}

/** Neither joined nor invited, or invited before the sponsor ended all invitations. */
export function notInvited(grant: Hash) {
  return sponsorError('sponsor/not-invited', 'the account is not invited', { grant });
}

/** Too few coins, or not joined a day ago. */
export function needsCoins(grant: Hash, minimumCoinsWei: bigint) {
  return sponsorError('sponsor/needs-coins', 'the account has not held enough coins for a day', {
    grant,
    minimumCoinsWei: minimumCoinsWei.toString(),
  });
}

export function accountDayUsed(unitsPerDay: bigint, resetsAtMs: number) {
  return sponsorError('sponsor/account-day-used', 'nothing is left of today', {
    unitsPerDay: unitsPerDay.toString(),
    resetsAtMs,
  });
}

export function priceTooHigh(grant: Hash, basePriceWei: bigint, priceMaxWei: bigint) {
  return sponsorError('sponsor/price-too-high', 'the price is above what the sponsor pays', {
    grant,
    basePriceWei: basePriceWei.toString(),
    priceMaxWei: priceMaxWei.toString(),
  });
}

export function outOfCoins(grant: Hash, depositWei: bigint) {
  return sponsorError('sponsor/out-of-coins', 'the sponsor has too few coins left', {
    grant,
    depositWei: depositWei.toString(),
  });
}

/** The sponsor pays so much at a time; `readyAtMs` is absent for an action it never pays for. */
export function budgetUsed(grant: Hash, readyAtMs: number | undefined) {
  const facts = { grant, ...(readyAtMs !== undefined && { readyAtMs }) };
  return sponsorError('sponsor/budget-used', 'the sponsor’s budget is used up for now', facts);
}

function sponsorError<Code extends SponsorErrorCode>(
  code: Code,
  message: string,
  facts: WeftError['facts'] = {},
) {
  return new WeftError<Code>(code, message, facts);
}
