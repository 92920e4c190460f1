import type { ActionContext } from '../../chain/module.ts';
import { bankOf } from './bank-of.ts';
import { noSuchPost, nothingChanges, notYours } from './errors.ts';
import { BOUNTY_ACCOUNT } from './keys.ts';
import type { AcceptFields } from './messages.ts';
import { getParameters } from './parameters.ts';
import { assertShown, postOf, setPost } from './posts.ts';
import { addTo, countFavour, countToday } from './profiles.ts';
import { type Acceptance, authorOf, type Post } from './records.ts';

/**
 * By who asked. Points that moved with the answer accepted before are moved back. A bounty is paid
 * once, to the first accepted answer of somebody else.
 */
export function accept(context: ActionContext, fields: AcceptFields): void {
  const { store, sender, emit } = context;
  const { question: id, answer: answerId } = fields;
  countToday(context, 'votes');
  const question = postOf(store, id, 'question');
  if (authorOf(question) !== sender) throw notYours();
  assertShown(store, id, question);
  if ((question.accepted?.answer ?? 0n) === answerId) throw nothingChanges();
  if (question.accepted) movePoints(context, question.accepted, -1);
  if (answerId === 0n) {
    setPost(store, id, { ...question, accepted: undefined });
    emit('accepted', { question: id, answer: 0n, by: sender });
    return;
  }
  const answer = postOf(store, answerId, 'answer');
  if (answer.parent !== id) throw noSuchPost(answerId);
  assertShown(store, answerId, answer);
  const accepted = acceptanceOf(context, answerId, answer);
  movePoints(context, accepted, 1);
  const bounty = payBounty(context, id, question, answer);
  setPost(store, id, { ...question, accepted, bounty });
  emit('accepted', { question: id, answer: answerId, by: sender });
}

/** One's own answer may be the best one; it gives nothing. */
function acceptanceOf(context: ActionContext, id: bigint, answer: Post): Acceptance {
  const { store, sender, block } = context;
  const author = authorOf(answer);
  const { accepted, accepts } = getParameters(store);
  const isFavour = author !== sender && countFavour(context, author);
  return {
    ...{ answer: id, atMs: block.timestampMs },
    ...{ toAnswerer: isFavour ? accepted : 0n, toAsker: isFavour ? accepts : 0n },
  };
}

function movePoints({ store, sender }: ActionContext, moved: Acceptance, sign: 1 | -1): void {
  const answerer = authorOf(postOf(store, moved.answer));
  addTo(store, answerer, { gained: BigInt(sign) * moved.toAnswerer, accepted: sign });
  addTo(store, sender, { gained: BigInt(sign) * moved.toAsker });
}

/** The result is what is left of the bounty. */
function payBounty(context: ActionContext, id: bigint, question: Post, answer: Post) {
  const answerer = authorOf(answer);
  if (!question.bounty || answerer === context.sender) return question.bounty;
  const { amountWei } = question.bounty;
  context.countSpending(amountWei);
  bankOf(context).transfer(BOUNTY_ACCOUNT, answerer, amountWei);
  context.emit('bountyPaid', { question: id, to: answerer, amountWei });
  return undefined;
}
