import type { ActionContext, HookContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_GRANTS, MAX_GRANTS_PER_ACCOUNT } from '../../core/module-limits.ts';
import {
  getPaidAccount,
  hasRoom,
  membershipIn,
  setPaidAccount,
  withMembership,
} from './accounts.ts';
import { dayOf, newBudget, withPace } from './budget.ts';
import {
  alreadyJoined,
  grantClosed,
  grantsFull,
  needsCoins,
  notEnoughCoins,
  nothingToJoin,
  notInvited,
  notOpener,
  tooManyGrants,
  unknownGrant,
} from './errors.ts';
import {
  deleteGrant,
  type Grant,
  getGrant,
  knownGrant,
  openGrants,
  REQUIREMENTS,
  setGrant,
  setOpenGrants,
} from './grants.ts';
import { keepersOf } from './keepers.ts';
import { GRANTS_ACCOUNT, grantIdOf } from './keys.ts';
import type {
  AmountFields,
  ChangeFields,
  GrantFields,
  JoinFields,
  OpenFields,
} from './messages.ts';

export function openGrant(context: ActionContext, fields: OpenFields): void {
  const { store, block, sender, nonce, emit } = context;
  const { module, depositWei, minimumCoinsWei, unitsPerAccountPerDay, priceMaxWei } = fields;
  const requires = REQUIREMENTS.find((requirement) => requirement === fields.requires);
  assert(requires, 'a requirement was checked before');
  const grant = grantIdOf(sender, nonce);
  assert(getGrant(store, grant) === undefined, 'no number of an account is used twice');
  keepersOf(context).bank.transfer(sender, GRANTS_ACCOUNT, depositWei);
  list(context, grant, depositWei);
  setGrant(store, grant, {
    ...{ opener: sender, module, unitsPerAccountPerDay, requires, minimumCoinsWei, priceMaxWei },
    ...{ depositWei, paidWei: 0n, series: 0n, isOpen: true },
    budget: newBudget(fields.unitsPerDay, block.timestampMs),
  });
  emit('opened', { grant, opener: sender, module, requires, depositWei });
}

/** By an invitation, or by holding coins; who has coins waits a day from here on. */
export function join(context: ActionContext, { grant: id, series }: JoinFields): void {
  const { store, block, sender, cosigner, emit } = context;
  const grant = openedGrant(context, id);
  const { requires, opener, minimumCoinsWei } = grant;
  if (requires === 'nothing') throw nothingToJoin(id);
  if (series !== grant.series) throw notInvited(id);
  if (requires === 'invitation' && cosigner !== opener) throw notInvited(id);
  if (requires === 'coins' && keepersOf(context).bank.balanceOf(sender) < minimumCoinsWei) {
    throw needsCoins(id, minimumCoinsWei);
  }
  const paid = getPaidAccount(store, sender);
  const before = membershipIn(paid, id);
  if (before.joined?.series === series) throw alreadyJoined(id);
  const day = dayOf(block.timestampMs);
  if (!hasRoom(store, paid, id, day)) throw tooManyGrants(MAX_GRANTS_PER_ACCOUNT);
  const after = { ...before, joined: { series, atMs: block.timestampMs } };
  setPaidAccount(store, sender, withMembership(store, paid, after, day));
  emit('joined', { grant: id, account: sender });
}

/** Who joined before has to be invited again. */
export function endInvitations(context: ActionContext, { grant: id }: GrantFields): void {
  const grant = ownGrant(context, id);
  if (!grant.isOpen) throw grantClosed(id);
  const series = grant.series + 1n;
  setGrant(context.store, id, { ...grant, series });
  context.emit('invitationsEnded', { grant: id, series });
}

/**
 * By anyone: what is added is the opener's from then on. Who opened a grant that is closed opens it
 * again by that, with all whom it had let in.
 */
export function fill(context: ActionContext, { grant: id, amountWei }: AmountFields): void {
  const { store, sender, emit } = context;
  const grant = getGrant(store, id);
  if (!grant) throw unknownGrant(id);
  const { isOpen, opener } = grant;
  if (!isOpen && opener !== sender) throw grantClosed(id);
  const depositWei = grant.depositWei + amountWei;
  keepersOf(context).bank.transfer(sender, GRANTS_ACCOUNT, amountWei);
  if (!isOpen) list(context, id, depositWei);
  setGrant(store, id, { ...grant, depositWei, isOpen: true });
  emit('filled', { grant: id, from: sender, amountWei });
}

export function empty(context: ActionContext, { grant: id, amountWei }: AmountFields): void {
  const grant = ownGrant(context, id);
  if (grant.depositWei < amountWei) throw notEnoughCoins(grant.depositWei);
  keepersOf(context).bank.transfer(GRANTS_ACCOUNT, context.sender, amountWei);
  setGrant(context.store, id, { ...grant, depositWei: grant.depositWei - amountWei });
  context.emit('emptied', { grant: id, amountWei });
}

export function change(context: ActionContext, fields: ChangeFields): void {
  const { grant: id, unitsPerAccountPerDay, unitsPerDay, priceMaxWei } = fields;
  const grant = ownGrant(context, id);
  if (!grant.isOpen) throw grantClosed(id);
  const budget = withPace(grant.budget, unitsPerDay, context.block.timestampMs);
  setGrant(context.store, id, { ...grant, unitsPerAccountPerDay, priceMaxWei, budget });
  context.emit('changed', { grant: id, unitsPerAccountPerDay, unitsPerDay, priceMaxWei });
}

/** Once more, for what came back to it since it was closed. */
export function close(context: ActionContext, { grant: id }: GrantFields): void {
  const { store } = context;
  closeGrant(context, id, ownGrant(context, id));
  if (knownGrant(store, id).paidWei === 0n) deleteGrant(store, id);
}

/** Its record stays for what may come back to it, and to be opened again. */
function closeGrant(context: HookContext, id: Hash, grant: Grant): void {
  const { store, emit } = context;
  const { opener, depositWei } = grant;
  if (depositWei > 0n) keepersOf(context).bank.transfer(GRANTS_ACCOUNT, opener, depositWei);
  const others = openGrants(store).filter((other) => other !== id);
  if (grant.isOpen) setOpenGrants(store, others);
  setGrant(store, id, { ...grant, isOpen: false, depositWei: 0n });
  emit('closed', { grant: id, opener, amountWei: depositWei });
}

/** Among the open ones, in the place of the poorest if there is no other. */
function list(context: HookContext, id: Hash, depositWei: bigint): void {
  const { store } = context;
  if (openGrants(store).length >= MAX_GRANTS) displacePoorest(context, depositWei);
  setOpenGrants(store, [...openGrants(store), id]);
}

/** So places cannot be held for nothing: whoever offers more has one. */
function displacePoorest(context: HookContext, depositWei: bigint): void {
  const { store } = context;
  const [first, ...others] = openGrants(store).map((id) => ({ id, ...knownGrant(store, id) }));
  assert(first, 'grants that are too many are there');
  const poorest = others.reduce(
    (least, each) => (each.depositWei < least.depositWei ? each : least),
    first,
  );
  if (poorest.depositWei >= depositWei) throw grantsFull(poorest.depositWei + 1n);
  closeGrant(context, poorest.id, knownGrant(store, poorest.id));
}

function openedGrant({ store }: ActionContext, id: Hash): Grant {
  const grant = getGrant(store, id);
  if (!grant) throw unknownGrant(id);
  if (!grant.isOpen) throw grantClosed(id);
  return grant;
}

function ownGrant({ store, sender }: ActionContext, id: Hash): Grant {
  const grant = getGrant(store, id);
  if (!grant) throw unknownGrant(id);
  if (grant.opener !== sender) throw notOpener(grant.opener);
  return grant;
}
