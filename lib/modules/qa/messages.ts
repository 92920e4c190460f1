import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import {
  MAX_BOUNTY_DAYS,
  MAX_COMMENT_BYTES,
  MAX_POST_TEXT_BYTES,
  MAX_POST_TRANSACTION_BYTES,
} from '../../core/module-limits.ts';
import { assertBio, assertBody, assertReason, assertTags, assertTitle } from './assert-text.ts';
import { bountyDays, voteMalformed, zeroAmount } from './errors.ts';
import { assertName } from './names.ts';
import { plainText } from './plain-text.ts';
import { shortened } from './shortened.ts';

export type SetProfileFields = { name: string; bio: string };
export type AskFields = { title: string; text: string; tags: string };
export type AnswerFields = { question: bigint; text: string };
export type CommentFields = { post: bigint; text: string };
export type EditFields = AskFields & { post: bigint; edits: bigint };
export type VoteFields = { post: bigint; vote: string };
export type AcceptFields = { question: bigint; answer: bigint };
export type FlagFields = { post: bigint; reason: string };
export type HideFields = { post: bigint; hidden: boolean };
export type DeleteFields = { post: bigint };
export type OfferBountyFields = { question: bigint; amountWei: bigint; days: bigint };
export type TakeBackBountyFields = { question: bigint };
export type RedeemFields = { points: bigint };
export type FundFields = { amountSmallestUnits: bigint };

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

// Measured at their worst by the bench `units`, and rounded up.

/** Checking the signature, and a profile. */
const RECORD_UNITS = 600;
/** The same, and posts. */
const POST_UNITS = 800;
/** The same, and profiles of others, or a transfer by the bank. */
const MOVE_UNITS = 1_000;

/**
 * A text is hashed and kept, and takes room in blocks: 64 bytes, an item, are the share of a
 * block's bytes that 122 units are of its units. A key for each started KiB.
 */
const TEXT = { unitsPerItem: 122, maxNewKeysPerItem: 1 / 16 } as const;
/** So that a text of the greatest length fits. */
const LONG = { ...TEXT, maxBytes: MAX_POST_TRANSACTION_BYTES } as const;

export const setProfileMessage: Message<SetProfileFields> = {
  primaryType: 'QaSetProfile',
  fields: [
    { name: 'name', type: 'string' },
    { name: 'bio', type: 'string' },
  ],
  units: RECORD_UNITS,
  unitsPerItem: TEXT.unitsPerItem,
  maxNewKeys: 2,
  bySession: true,
  validate({ name, bio }) {
    if (name !== '') assertName(name);
    assertBio(bio);
  },
  describe: ({ name }, sender) =>
    name === '' ? `${sender} goes by no name` : `${sender} goes by the name ${shortened(name)}`,
};

export const askMessage: Message<AskFields> = {
  primaryType: 'QaAsk',
  fields: [
    { name: 'title', type: 'string' },
    { name: 'text', type: 'string' },
    { name: 'tags', type: 'string' },
  ],
  units: POST_UNITS,
  maxNewKeys: 3,
  ...LONG,
  bySession: true,
  validate({ title, text, tags }) {
    assertTitle(title);
    assertTags(tags);
    assertBody(text, MAX_POST_TEXT_BYTES);
  },
  describe: ({ title }, sender) => `${sender} asks: ${shortened(title)}`,
};

export const answerMessage: Message<AnswerFields> = {
  primaryType: 'QaAnswer',
  fields: [
    { name: 'question', type: 'uint64' },
    { name: 'text', type: 'string' },
  ],
  units: POST_UNITS,
  maxNewKeys: 3,
  ...LONG,
  bySession: true,
  validate: ({ text }) => assertBody(text, MAX_POST_TEXT_BYTES),
  describe: ({ question, text }, sender) =>
    `${sender} answers question ${question}: ${shortened(plainText(text))}`,
};

export const commentMessage: Message<CommentFields> = {
  primaryType: 'QaComment',
  fields: [
    { name: 'post', type: 'uint64' },
    { name: 'text', type: 'string' },
  ],
  units: POST_UNITS,
  maxNewKeys: 3,
  ...TEXT,
  bySession: true,
  validate: ({ text }) => assertBody(text, MAX_COMMENT_BYTES),
  describe: ({ post, text }, sender) =>
    `${sender} comments on post ${post}: ${shortened(plainText(text))}`,
};

export const editMessage: Message<EditFields> = {
  primaryType: 'QaEdit',
  fields: [
    { name: 'post', type: 'uint64' },
    // How many edits the text that was changed had: the next one is refused if there are more.
    { name: 'edits', type: 'uint64' },
    { name: 'title', type: 'string' },
    { name: 'text', type: 'string' },
    { name: 'tags', type: 'string' },
  ],
  units: POST_UNITS,
  maxNewKeys: 2,
  ...LONG,
  bySession: true,
  // Only the post itself says whether it has a title, or is a comment and shorter.
  validate({ title, text, tags }) {
    if (title !== '') assertTitle(title);
    if (tags !== '') assertTags(tags);
    assertBody(text, MAX_POST_TEXT_BYTES);
  },
  describe: ({ post, text }, sender) =>
    `${sender} edits post ${post}: ${shortened(plainText(text))}`,
};

export const voteMessage: Message<VoteFields> = {
  primaryType: 'QaVote',
  fields: [
    { name: 'post', type: 'uint64' },
    { name: 'vote', type: 'string' },
  ],
  units: MOVE_UNITS,
  maxNewKeys: 2,
  bySession: true,
  validate({ vote }) {
    if (!VOTES.includes(vote)) throw voteMalformed();
  },
  describe: ({ post, vote }, sender) =>
    vote === 'none'
      ? `${sender} takes the vote on post ${post} back`
      : `${sender} votes post ${post} ${vote}`,
};

export const acceptMessage: Message<AcceptFields> = {
  primaryType: 'QaAccept',
  fields: [
    { name: 'question', type: 'uint64' },
    { name: 'answer', type: 'uint64' },
  ],
  units: MOVE_UNITS,
  maxNewKeys: 1,
  bySession: true,
  validate: () => undefined,
  describe: ({ question, answer }, sender) =>
    answer === 0n
      ? `${sender} accepts no answer to question ${question}`
      : `${sender} accepts answer ${answer} to question ${question}`,
};

export const flagMessage: Message<FlagFields> = {
  primaryType: 'QaFlag',
  fields: [
    { name: 'post', type: 'uint64' },
    { name: 'reason', type: 'string' },
  ],
  units: MOVE_UNITS,
  unitsPerItem: TEXT.unitsPerItem,
  maxNewKeys: 2,
  bySession: true,
  validate: ({ reason }) => assertReason(reason),
  describe: ({ post, reason }, sender) => `${sender} flags post ${post}: ${shortened(reason)}`,
};

export const hideMessage: Message<HideFields> = {
  primaryType: 'QaHide',
  fields: [
    { name: 'post', type: 'uint64' },
    { name: 'hidden', type: 'bool' },
  ],
  units: MOVE_UNITS,
  maxNewKeys: 1,
  bySession: true,
  validate: () => undefined,
  describe: ({ post, hidden }, sender) => `${sender} ${hidden ? 'hides' : 'shows'} post ${post}`,
};

export const deleteMessage: Message<DeleteFields> = {
  primaryType: 'QaDelete',
  fields: [{ name: 'post', type: 'uint64' }],
  units: POST_UNITS,
  maxNewKeys: 0,
  bySession: true,
  validate: () => undefined,
  describe: ({ post }, sender) => `${sender} deletes post ${post}`,
};

export const offerBountyMessage: Message<OfferBountyFields> = {
  primaryType: 'QaOfferBounty',
  fields: [
    { name: 'question', type: 'uint64' },
    { name: 'amountWei', type: 'uint256' },
    { name: 'days', type: 'uint64' },
  ],
  units: MOVE_UNITS,
  maxNewKeys: 1,
  bySession: true,
  validate({ amountWei, days }) {
    if (amountWei === 0n) throw zeroAmount();
    if (days < 1n || days > BigInt(MAX_BOUNTY_DAYS)) throw bountyDays(MAX_BOUNTY_DAYS);
  },
  describe: ({ question, amountWei, days }, sender) =>
    `${sender} offers ${formatCoins(amountWei)} for an answer to question ${question}, ` +
    `for ${days} ${days === 1n ? 'day' : 'days'}`,
};

export const takeBackBountyMessage: Message<TakeBackBountyFields> = {
  primaryType: 'QaTakeBackBounty',
  fields: [{ name: 'question', type: 'uint64' }],
  units: MOVE_UNITS,
  maxNewKeys: 0,
  bySession: true,
  validate: () => undefined,
  describe: ({ question }, sender) => `${sender} takes the bounty of question ${question} back`,
};

export const redeemMessage: Message<RedeemFields> = {
  primaryType: 'QaRedeem',
  fields: [{ name: 'points', type: 'uint64' }],
  units: MOVE_UNITS,
  maxNewKeys: 2,
  validate({ points }) {
    if (points === 0n) throw zeroAmount();
  },
  describe: ({ points }, sender) => `${sender} turns ${points} points into tokens`,
};

export const fundMessage: Message<FundFields> = {
  primaryType: 'QaFund',
  fields: [{ name: 'amountSmallestUnits', type: 'uint256' }],
  units: MOVE_UNITS,
  maxNewKeys: 1,
  validate({ amountSmallestUnits }) {
    if (amountSmallestUnits === 0n) throw zeroAmount();
  },
  describe: ({ amountSmallestUnits }, sender) =>
    `${sender} gives ${amountSmallestUnits} smallest units of the token that points turn into`,
};

const VOTES: readonly string[] = ['up', 'down', 'none'];
