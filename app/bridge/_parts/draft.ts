import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Draft } from '../../../lib/client/bridge/draft.ts';
import { MAX_DEPOSITED_IDS } from '../../../lib/client/bridge/limits.ts';
import type { Moved } from '../../../lib/client/bridge/transfer.ts';
import type { Address } from '../../../lib/client/types.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { amountFromText } from '../../../lib/ui/format/amount-from-text.ts';
import { idsFromText } from '../../../lib/ui/format/ids-from-text.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { recipientFromText } from '../../../lib/ui/recipient-from-text.ts';

const words = bridgeMessages.bridge.problems;
/** By one action of the sidechain. */
export const MAX_WITHDRAWN_IDS = 10_000;

export interface DraftFacts {
  account: Address;
  /** On the side it comes from; undefined while it is not known. */
  balance: bigint | undefined;
  /** Pieces in the form that the account does not have there; undefined while not known. */
  missingIds: readonly bigint[] | undefined;
  /** Receivers for which no key signs, on either side. */
  keylessAccounts: readonly Address[];
}

/** What the form means: everything, or what is wrong with it. */
export interface CheckedDraft {
  amount: bigint;
  ids: readonly bigint[];
  to: Address;
  moved?: Moved;
  problem?: string;
  recipientProblem?: string;
}

export function checkDraft(draft: Draft, asset: Asset, facts: DraftFacts): CheckedDraft {
  const recipient = checkRecipient(draft, facts);
  const what = asset.kind === 2 ? checkIds(draft, facts) : checkAmount(draft, asset, facts);
  const [first = 0n] = what.ids;
  const { kind, token } = asset;
  const isWhole = what.problem === undefined && recipient.recipientProblem === undefined;
  const value = kind === 2 ? first : what.amount;
  const count = kind === 2 ? what.ids.length : 1;
  return { ...what, ...recipient, ...(isWhole && { moved: { kind, token, value, count } }) };
}

type What = Pick<CheckedDraft, 'amount' | 'ids' | 'problem'>;

function checkAmount({ text }: Draft, { decimals }: Asset, { balance }: DraftFacts): What {
  const input = amountFromText(text, decimals);
  if (input.problem !== undefined) return { amount: 0n, ids: [], problem: words[input.problem] };
  const { amount } = input;
  if (amount === 0n) return { amount, ids: [], problem: words.zero };
  const isTooMuch = balance !== undefined && amount > balance;
  return { amount, ids: [], ...(isTooMuch && { problem: words['not-enough'] }) };
}

function checkIds({ text, direction, lane }: Draft, { missingIds }: DraftFacts): What {
  const most = direction === 'out' ? MAX_WITHDRAWN_IDS : MAX_DEPOSITED_IDS;
  const input = idsFromText(text, most);
  const nothing = { amount: 0n, ids: [] };
  if (input.problem === 'empty') return { ...nothing, problem: words.noIds };
  if (input.problem === 'malformed') return { ...nothing, problem: words.badIds };
  if (input.problem !== undefined) return { ...nothing, problem: words.tooManyIds(most) };
  const { ids } = input;
  if (direction === 'in' && lane === 'vault' && ids.length > 1) {
    return { amount: 0n, ids, problem: words.oneId };
  }
  const [stranger] = missingIds ?? [];
  if (stranger === undefined) return { amount: 0n, ids };
  const side = direction === 'in' ? bridgeMessages.bridge.ethereum : bridgeMessages.bridge.weft;
  return { amount: 0n, ids, problem: words.notOwned(stranger, side) };
}

function checkRecipient(
  { recipient, direction, lane }: Draft,
  { account, keylessAccounts }: DraftFacts,
): Pick<CheckedDraft, 'to' | 'recipientProblem'> {
  const isOwn = recipient.trim() === '' || (direction === 'in' && lane === 'vault');
  if (isOwn) return { to: account };
  const input = recipientFromText(recipient, keylessAccounts);
  if (input.problem === undefined) return { to: input.address.toLowerCase() as Address };
  return { to: account, recipientProblem: messages.wallet.problems[input.problem] };
}
