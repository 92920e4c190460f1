import type { ActionContext } from '../../chain/module.ts';
import { bankOf } from './bank-of.ts';
import { bountyStillOpen, bountyThere, bountyTooSmall, noBounty, notYours } from './errors.ts';
import { BOUNTY_ACCOUNT } from './keys.ts';
import type { OfferBountyFields, TakeBackBountyFields } from './messages.ts';
import { getParameters } from './parameters.ts';
import { assertShown, postOf, setPost } from './posts.ts';
import { authorOf } from './records.ts';

/** Coins leave the asker until an answer of somebody else is accepted, or the days are over. */
export function offerBounty(context: ActionContext, fields: OfferBountyFields): void {
  const { store, sender, block } = context;
  const { question: id, amountWei, days } = fields;
  const question = postOf(store, id, 'question');
  if (authorOf(question) !== sender) throw notYours();
  assertShown(store, id, question);
  if (question.bounty || question.accepted) throw bountyThere();
  const { minBountyWei } = getParameters(store);
  if (amountWei < minBountyWei) throw bountyTooSmall(minBountyWei);
  bankOf(context).transfer(sender, BOUNTY_ACCOUNT, amountWei);
  const untilMs = block.timestampMs + Number(days) * DAY_MS;
  setPost(store, id, { ...question, bounty: { amountWei, untilMs } });
  context.emit('bountyOffered', { question: id, by: sender, amountWei });
}

/** By who asked, hidden or not: the coins are his. */
export function takeBackBounty(context: ActionContext, fields: TakeBackBountyFields): void {
  const { store, sender, block } = context;
  const { question: id } = fields;
  const question = postOf(store, id, 'question');
  if (authorOf(question) !== sender) throw notYours();
  if (!question.bounty) throw noBounty();
  const { amountWei, untilMs } = question.bounty;
  if (block.timestampMs < untilMs) throw bountyStillOpen(untilMs);
  bankOf(context).transfer(BOUNTY_ACCOUNT, sender, amountWei);
  setPost(store, id, { ...question, bounty: undefined });
  context.emit('bountyTakenBack', { question: id, by: sender, amountWei });
}

const DAY_MS = 86_400_000;
