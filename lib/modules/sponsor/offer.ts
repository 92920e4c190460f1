import type { FreeOffer, FreeRequest, HookContext, ModuleStore } from '../../chain/module.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import type { WeftError } from '../../core/errors.ts';
import { MAX_GRANT_UNITS_PER_DAY, MAX_GRANTS_PER_ACCOUNT } from '../../core/module-limits.ts';
import { getPaidAccount, hasRoom, membershipIn, type PaidAccount, unitsOn } from './accounts.ts';
import { DAY_MS, dayOf, nextDayMs, readyAtMs, unitsLeft } from './budget.ts';
import {
  accountDayUsed,
  budgetUsed,
  needsCoins,
  noGrant,
  notInvited,
  type OfferRefusalCode,
  outOfCoins,
  priceTooHigh,
  REFUSALS,
  tooManyGrants,
} from './errors.ts';
import { type Grant, knownGrant, openGrants } from './grants.ts';
import { keepersOf } from './keepers.ts';
import { accountKey, GRANTS_ACCOUNT } from './keys.ts';
import { JOIN } from './messages.ts';
import { getParameters } from './parameters.ts';

type Asking = Pick<HookContext, 'keepers'> & { readonly store: Pick<ModuleStore, 'get'> };
type Refusal = WeftError<OfferRefusalCode>;

/**
 * The first grant that pays, those that the account joined first, then oldest first; else the
 * account's stake. Whoever is refused by all is told by the one that was closest to paying.
 */
export function offer(context: Asking, request: FreeRequest): FreeOffer {
  const { store } = context;
  const { account, depositMaxWei } = request;
  const paid = getPaidAccount(store, account);
  let refusal: Refusal = noGrant(request.module);
  for (const id of inOrder(openGrants(store), paid)) {
    const grant = knownGrant(store, id);
    if (!covers(id, grant, request)) continue;
    const next = refusalOf(context, { id, grant, paid }, request);
    if (!next) {
      return { grant: id, payer: GRANTS_ACCOUNT, depositMaxWei };
    }
    refusal = closer(refusal, next);
  }
  const byStake = refusalOfStake(context, paid, request);
  if (byStake) throw closer(refusal, byStake);
  return { grant: undefined, payer: account, depositMaxWei: 0n };
}

/** What was paid for an account is noted under a key of its own; stake pays no deposit for it. */
export function newKeysOf(
  store: Pick<ModuleStore, 'get'>,
  { account }: FreeRequest,
  { grant }: FreeOffer,
): number {
  return grant !== undefined && store.get(accountKey(account)) === undefined ? 1 : 0;
}

/**
 * An account has room for few grants, so those that it chose come before what strangers offer: they
 * could take all the room by paying a little.
 */
function inOrder(open: readonly Hash[], { memberships }: PaidAccount): Iterable<Hash> {
  const joined = memberships.filter((each) => each.joined && open.includes(each.grant));
  return new Set([...joined.map(({ grant }) => grant), ...open]);
}

/** Open grants that would pay for an account in a module if something of its day is left. */
export function grantsFor(
  context: Asking,
  asked: Pick<FreeRequest, 'account' | 'module' | 'timestampMs'>,
): Candidate[] {
  const { store } = context;
  const request = { ...asked, units: 0, basePriceWei: 0n, depositMaxWei: 0n };
  const paid = getPaidAccount(store, asked.account);
  return openGrants(store)
    .map((id) => ({ id, grant: knownGrant(store, id), paid }))
    .filter(({ id, grant }) => covers(id, grant, request) && grant.depositWei > 0n)
    .filter(({ id }) => hasRoom(store, paid, id, dayOf(asked.timestampMs)))
    .filter((candidate) => !refusalOfStranger(context, candidate, request));
}

/** Units a day that an account's stake pays. */
export function unitsOfStake(context: Asking, account: Address): bigint {
  const stakeWei = keepersOf(context).staking.withdrawableOf(account);
  const units = (stakeWei * getParameters(context.store).unitsPerStakedCoinPerDay) / COIN_WEI;
  return units < MAX_GRANT_UNITS_PER_DAY ? units : MAX_GRANT_UNITS_PER_DAY;
}

/** Sessions go along with any module, and joining with the grant that is joined. */
function covers(id: Hash, { module }: Grant, request: FreeRequest): boolean {
  if (request.module === module || request.module === 'session') return true;
  return isJoining(request) && request.action?.fields.grant === id;
}

function isJoining({ action }: FreeRequest): boolean {
  return action?.primaryType === JOIN;
}

export interface Candidate {
  id: Hash;
  grant: Grant;
  paid: PaidAccount;
}

function refusalOf(
  context: Asking,
  candidate: Candidate,
  request: FreeRequest,
): Refusal | undefined {
  const { id, grant, paid } = candidate;
  const { timestampMs, basePriceWei } = request;
  const day = dayOf(timestampMs);
  const stranger = isJoining(request)
    ? refusalToJoin(candidate, request)
    : refusalOfStranger(context, candidate, request);
  if (stranger) return stranger;
  if (!hasRoom(context.store, paid, id, day)) return tooManyGrants(MAX_GRANTS_PER_ACCOUNT);
  const ofAccount = BigInt(request.units + (request.ahead?.ofAccount ?? 0));
  if (unitsOn(membershipIn(paid, id).use, day) + ofAccount > grant.unitsPerAccountPerDay) {
    return accountDayUsed(grant.unitsPerAccountPerDay, nextDayMs(timestampMs));
  }
  if (basePriceWei > grant.priceMaxWei) return priceTooHigh(id, basePriceWei, grant.priceMaxWei);
  const ofAll = BigInt(request.units + (request.ahead?.ofGrant(id) ?? 0));
  const neededWei = ofAll * basePriceWei + request.depositMaxWei;
  if (neededWei > grant.depositWei || grant.depositWei === 0n) {
    return outOfCoins(id, grant.depositWei);
  }
  if (unitsLeft(grant.budget, timestampMs) < ofAll) {
    return budgetUsed(id, readyAtMs(grant.budget, ofAll, timestampMs));
  }
  return undefined;
}

function refusalOfStranger(
  context: Asking,
  { id, grant, paid }: Candidate,
  { account, timestampMs }: FreeRequest,
): Refusal | undefined {
  if (grant.requires === 'nothing') return undefined;
  const { joined } = membershipIn(paid, id);
  const isMember = joined?.series === grant.series;
  if (grant.requires === 'invitation') return isMember ? undefined : notInvited(id);
  const isHolder = keepersOf(context).bank.balanceOf(account) >= grant.minimumCoinsWei;
  const isOld = isMember && joined.atMs + DAY_MS <= timestampMs;
  return isHolder && isOld ? undefined : needsCoins(id, grant.minimumCoinsWei);
}

/** Only a valid invitation that was not used yet is free to use: anything else would be a flood. */
function refusalToJoin({ id, grant, paid }: Candidate, { action }: FreeRequest) {
  const isFirst = membershipIn(paid, id).joined?.series !== grant.series;
  const isCurrent = action?.fields.series === grant.series;
  const isInvited = action?.cosigner === grant.opener;
  const isWelcome = grant.requires === 'invitation' && isCurrent && isInvited && isFirst;
  return isWelcome ? undefined : notInvited(id);
}

function refusalOfStake(
  context: Asking,
  { stakeUse }: PaidAccount,
  { account, module, units, ahead, timestampMs }: FreeRequest,
): Refusal | undefined {
  const unitsPerDay = unitsOfStake(context, account);
  if (unitsPerDay === 0n) return noGrant(module);
  const wanted = BigInt(units + (ahead?.ofAccount ?? 0));
  const isLeft = unitsOn(stakeUse, dayOf(timestampMs)) + wanted <= unitsPerDay;
  return isLeft ? undefined : accountDayUsed(unitsPerDay, nextDayMs(timestampMs));
}

function closer(one: Refusal, other: Refusal): Refusal {
  return REFUSALS.indexOf(other.code) > REFUSALS.indexOf(one.code) ? other : one;
}

const COIN_WEI = 10n ** 18n;
