import type { ActionFields } from '../../chain/module.ts';
import type { Hash } from '../../core/bytes.ts';
import {
  type BudgetFields,
  changeMessage,
  closeMessage,
  emptyMessage,
  endInvitationsMessage,
  fillMessage,
  type JoinFields,
  joinMessage,
  type OpenFields,
  openMessage,
} from '../../modules/sponsor/messages.ts';

export type { BudgetFields, JoinFields, OpenFields } from '../../modules/sponsor/messages.ts';

export interface SponsorAction {
  primaryType: string;
  fields: ActionFields;
  /** Zero where the grant itself pays for it. */
  feeMaxWei?: bigint;
}

// Each throws the sponsor error for what could never succeed.

/** Begins to pay for others. */
export function openGrantAction(fields: OpenFields): SponsorAction {
  openMessage.validate(fields);
  return { primaryType: openMessage.primaryType, fields };
}

/** Adds coins to a grant. */
export function fillAction(grant: Hash, amountWei: bigint): SponsorAction {
  const fields = { grant, amountWei };
  fillMessage.validate(fields);
  return { primaryType: fillMessage.primaryType, fields };
}

/** Takes coins back from one's own grant. */
export function emptyAction(grant: Hash, amountWei: bigint): SponsorAction {
  const fields = { grant, amountWei };
  emptyMessage.validate(fields);
  return { primaryType: emptyMessage.primaryType, fields };
}

/** Other budgets for one's own grant, from its block on. */
export function changeGrantAction(grant: Hash, budget: BudgetFields): SponsorAction {
  const { unitsPerAccountPerDay, unitsPerDay, priceMaxWei } = budget;
  const fields = { grant, unitsPerAccountPerDay, unitsPerDay, priceMaxWei };
  changeMessage.validate(fields);
  return { primaryType: changeMessage.primaryType, fields };
}

/** Whoever joined by an invitation is out, and every invitation until then is worth nothing. */
export function endInvitationsAction(grant: Hash): SponsorAction {
  return { primaryType: endInvitationsMessage.primaryType, fields: { grant } };
}

/** All coins that are left come back. */
export function closeGrantAction(grant: Hash): SponsorAction {
  return { primaryType: closeMessage.primaryType, fields: { grant } };
}

/** By an invitation the grant pays; to join by coins, one pays the fee with some of them. */
export function joinAction({ grant, series, invitation }: JoinFields): SponsorAction {
  const fields = { grant, series, invitation };
  joinMessage.validate(fields);
  const isInvited = invitation !== '0x';
  return { primaryType: joinMessage.primaryType, fields, ...(isInvited && { feeMaxWei: 0n }) };
}
