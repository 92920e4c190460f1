import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import {
  acceptMessage,
  answerMessage,
  askMessage,
  commentMessage,
  deleteMessage,
  editMessage,
  flagMessage,
  fundMessage,
  hideMessage,
  offerBountyMessage,
  redeemMessage,
  setProfileMessage,
  takeBackBountyMessage,
  voteMessage,
} from '../../modules/qa/messages.ts';
import type { PostView } from './views.ts';

/** Something that an account does on Ask, to be signed by its session or its wallet. */
export interface QaAction {
  primaryType: string;
  fields: ActionFields;
}

/** What people write of a question. */
export interface QuestionText {
  title: string;
  text: string;
  tags: readonly string[];
  /** Of a new version: how many edits the text had from which its writer started. */
  edits?: number;
}

// Each throws the module's error for what could never succeed.

/** Name and words about oneself. An empty name is none. */
export function profileAction(name: string, bio: string): QaAction {
  return checked(setProfileMessage, { name, bio });
}

export function askAction({ title, text, tags }: QuestionText): QaAction {
  return checked(askMessage, { title, text, tags: tags.join(' ') });
}

export function answerAction(question: bigint, text: string): QaAction {
  return checked(answerMessage, { question, text });
}

/** On a question or an answer. */
export function commentAction(post: bigint, text: string): QaAction {
  return checked(commentMessage, { post, text });
}

/**
 * A new version of a post. `edits`: how many the text had from which it started, so that nobody
 * overwrites what he has not seen. Title and tags are those of a question, absent for others.
 */
export function editAction(
  { id, edits }: Pick<PostView, 'id' | 'edits'>,
  { title, text, tags }: QuestionText,
): QaAction {
  const fields = { post: id, edits: BigInt(edits), title, text, tags: tags.join(' ') };
  return checked(editMessage, fields);
}

/** `none` takes a vote back. */
export function voteAction(post: bigint, vote: PostView['myVote']): QaAction {
  return checked(voteMessage, { post, vote });
}

/** Without an answer, none is accepted any more. */
export function acceptAction(question: bigint, answer = 0n): QaAction {
  return checked(acceptMessage, { question, answer });
}

export function flagAction(post: bigint, reason: string): QaAction {
  return checked(flagMessage, { post, reason });
}

export function hideAction(post: bigint, hidden: boolean): QaAction {
  return checked(hideMessage, { post, hidden });
}

export function deleteAction(post: bigint): QaAction {
  return checked(deleteMessage, { post });
}

export function bountyAction(question: bigint, amountWei: bigint, days: number): QaAction {
  return checked(offerBountyMessage, { question, amountWei, days: BigInt(days) });
}

export function takeBackBountyAction(question: bigint): QaAction {
  return checked(takeBackBountyMessage, { question });
}

/** Points become tokens. */
export function redeemAction(points: bigint): QaAction {
  return checked(redeemMessage, { points });
}

/** Adds tokens to the pool that points turn into. */
export function fundAction(amountSmallestUnits: bigint): QaAction {
  return checked(fundMessage, { amountSmallestUnits });
}

/** What a session may be allowed on Ask. */
export const QA_SESSION_ACTIONS: readonly string[] = [
  ...[setProfileMessage, askMessage, answerMessage, commentMessage, editMessage, voteMessage],
  ...[acceptMessage, flagMessage, hideMessage, deleteMessage],
  ...[offerBountyMessage, takeBackBountyMessage],
].map(({ primaryType }) => primaryType);

function checked<Fields extends ActionFields>(
  message: Pick<ActionDefinition<Fields>, 'primaryType' | 'validate'>,
  fields: Fields,
): QaAction {
  message.validate(fields);
  return { primaryType: message.primaryType, fields };
}
