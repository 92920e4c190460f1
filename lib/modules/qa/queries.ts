import type { Module, QueryContext } from '../../chain/module.ts';
import { addressIn, countIn, integerIn, optional } from '../../chain/query-input.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import {
  MAX_COMMENT_BYTES,
  MAX_POST_TEXT_BYTES,
  MAX_TAGS,
  MAX_TITLE_BYTES,
} from '../../core/module-limits.ts';
import { bankOf } from './bank-of.ts';
import { karmaYearOf, redeemableOf } from './karma.ts';
import { KARMA_ACCOUNT } from './keys.ts';
import { getParameters, limitOf, pointsFor } from './parameters.ts';
import { getContent, getPost, getTotals } from './posts.ts';
import { getProfile } from './profiles.ts';
import { authorView } from './view-posts.ts';
import type { KarmaView, PostVersion, Privilege, ProfileView, QaRules } from './views.ts';

/** The texts that a post had and has, the newest first; none of one that the reader may not see. */
export function history({ store }: QueryContext, { post: id }: { post: bigint }): PostVersion[] {
  const post = getPost(store, id);
  if (!post || post.isHidden) return [];
  return post.versions
    .map(({ content, editor, atMs }) => ({ ...getContent(store, content), editor, atMs }))
    .reverse();
}

export function profile({ store }: QueryContext, { account }: { account: Address }): ProfileView {
  const found = getProfile(store, account);
  const author = authorView(store, account);
  const parameters = getParameters(store);
  return {
    ...author,
    ...{ bio: found?.bio ?? '', joinedAtMs: found?.joinedMs ?? null },
    ...{ questions: found?.questions ?? 0, answers: found?.answers ?? 0 },
    ...{ accepted: found?.accepted ?? 0, redeemed: found?.redeemed ?? 0n },
    privileges: PRIVILEGES.filter((each) => author.points >= pointsFor(parameters, each)),
  };
}

/** What genesis decided, and the limits of a day for an account with one point. */
export function rules({ store }: QueryContext): QaRules {
  const parameters = getParameters(store);
  const { questionUp, answerUp, down, downVoter, accepted, accepts } = parameters;
  const { minBountyWei, karmaToken: token } = parameters;
  const perDay = (what: keyof QaRules['perDay']) => limitOf(parameters, what, 1n);
  return {
    privileges: PRIVILEGES.map((each) => ({
      privilege: each,
      points: pointsFor(parameters, each),
    })),
    rewards: [
      { reason: 'question-up', points: questionUp },
      { reason: 'question-down', points: -down },
      { reason: 'answer-up', points: answerUp },
      { reason: 'answer-down', points: -down },
      { reason: 'down-voted', points: -downVoter },
      { reason: 'accepted', points: accepted },
      { reason: 'accepts', points: accepts },
    ],
    perDay: {
      questions: perDay('questions'),
      answers: perDay('answers'),
      comments: perDay('comments'),
      votes: perDay('votes'),
      flags: perDay('flags'),
    },
    ...{ maxTitleBytes: MAX_TITLE_BYTES, maxTextBytes: MAX_POST_TEXT_BYTES },
    ...{ maxCommentBytes: MAX_COMMENT_BYTES, maxTags: MAX_TAGS, minBountyWei },
    karma:
      token === ZERO_ADDRESS
        ? null
        : {
            token,
            smallestUnitsPerPoint: parameters.karmaPerPoint,
            pointsPerYear: parameters.karmaPointsPerYear,
            leastPoints: parameters.redeemMinPoints,
          },
  };
}

/** Without a time, of the year in which points were redeemed last. */
export function karma(
  { store, keepers }: QueryContext,
  { account, timestampMs }: { account: Address; timestampMs?: number | undefined },
): KarmaView {
  const parameters = getParameters(store);
  const { startMs, karmaToken, karmaPointsPerYear } = parameters;
  const isOff = karmaToken === ZERO_ADDRESS;
  const left =
    timestampMs === undefined
      ? karmaPointsPerYear - getTotals(store).redeemedThisYear
      : karmaYearOf(store, parameters, Math.max(timestampMs, startMs)).left;
  return {
    redeemable: isOff ? 0n : redeemableOf(getProfile(store, account)),
    leftThisYear: isOff ? 0n : left,
    fundedSmallestUnits: isOff
      ? 0n
      : bankOf({ keepers: keepers ?? {} }).balanceOf(KARMA_ACCOUNT, karmaToken),
  };
}

/** The queries by name that need nothing but keys, for callers whose input is not typed. */
export const qaQueries: Module['queries'] = {
  history: (context, input) => history(context, { post: integerIn(input, 'post') }),
  profile: (context, input) => profile(context, { account: addressIn(input, 'account') }),
  rules: (context) => rules(context),
  karma: (context, input) =>
    karma(context, {
      account: addressIn(input, 'account'),
      timestampMs: optional(input, 'timestampMs', countIn),
    }),
};

const PRIVILEGES: readonly Privilege[] = [
  ...(['vote-up', 'comment', 'flag', 'vote-down', 'edit-others', 'hide'] as const),
];
