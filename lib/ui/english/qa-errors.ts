const DRAFT_KEPT = 'What you wrote is kept.';
const NOT_SENT = 'Nothing was sent.';
const AS_BEFORE = 'Everything is as it was.';
const POINTS_KEPT = 'You still have your points.';
const COINS_KEPT = 'No coins moved.';

/** What happened, what was not lost, what to do: for questions and answers, one code each. */
export const qaErrors = {
  'qa/title-length': [
    'The title is too short or too long',
    DRAFT_KEPT,
    'Ask in one line: 8 to 150 characters.',
  ],
  'qa/text-length': ['The text is too long', DRAFT_KEPT, 'Leave out what nobody needs.'],
  'qa/text-empty': ['There is nothing to read yet', NOT_SENT, 'Write something first.'],
  'qa/unseen-character': [
    'It has a character that nobody can see',
    DRAFT_KEPT,
    'Type that line again instead of pasting it.',
  ],
  'qa/tags-malformed': [
    'The tags are not right',
    DRAFT_KEPT,
    'Choose one to five different tags of small letters, digits and hyphens.',
  ],
  'qa/name-malformed': [
    'This cannot be a name',
    AS_BEFORE,
    'Take 3 to 24 letters of one alphabet, digits, hyphens or underscores, a letter first.',
  ],
  'qa/name-reserved': [
    'This name would look as if you ran this site',
    AS_BEFORE,
    'Choose another name.',
  ],
  'qa/name-taken': [
    'Somebody has this name, or one that looks like it',
    AS_BEFORE,
    'Choose another name.',
  ],
  'qa/name-resting': [
    'Somebody had this name, or one that looks like it, until lately',
    AS_BEFORE,
    'Choose another name, or come back in a month.',
  ],
  'qa/vote-malformed': ['This is not a vote', NOT_SENT, 'Vote up or down.'],
  'qa/bounty-days': ['A bounty is open for 1 to 30 days', COINS_KEPT, 'Choose the days again.'],
  'qa/zero-amount': ['The amount was zero', NOT_SENT, 'Type an amount.'],
  'qa/no-such-post': [
    'This post is not there any more',
    DRAFT_KEPT,
    'Look at the question again: its author may have deleted it.',
  ],
  'qa/wrong-kind': [
    'That cannot be done with this kind of post',
    AS_BEFORE,
    'Look at the question again.',
  ],
  'qa/hidden': [
    'This post is hidden',
    DRAFT_KEPT,
    'Wait until somebody with enough points has looked at it.',
  ],
  'qa/own-post': ['This is your own post', AS_BEFORE, 'Leave that to others.'],
  'qa/not-yours': ['This belongs to somebody else', AS_BEFORE, 'Leave a comment instead.'],
  'qa/no-privilege': [
    'You need more points for that',
    POINTS_KEPT,
    'Ask and answer: votes of others give you points.',
  ],
  'qa/enough-today': [
    'You did a lot of that today',
    DRAFT_KEPT,
    'Go on after midnight UTC. With more points you may do more in a day.',
  ],
  'qa/edited-meanwhile': [
    'Somebody edited it while you did, perhaps you on another device',
    'What you wrote is kept, and so is the other version.',
    'Look at what changed, then save yours again.',
  ],
  'qa/nothing-changes': ['It is so already', AS_BEFORE, 'There is nothing left to do.'],
  'qa/flags-full': [
    'Enough people flagged this already',
    AS_BEFORE,
    'Leave it to those who decide about it.',
  ],
  'qa/flags-paused': [
    'Your flags rest for some days: a post that you flagged was shown again',
    AS_BEFORE,
    'Leave it to others until then, or vote.',
  ],
  'qa/in-use': [
    'Others have answered, commented or voted on this',
    AS_BEFORE,
    'Edit it instead of deleting it.',
  ],
  'qa/bounty-too-small': ['The bounty is too small', COINS_KEPT, 'Offer more.'],
  'qa/bounty-there': [
    'This question has a bounty or an accepted answer already',
    COINS_KEPT,
    'Wait until it is paid or taken back.',
  ],
  'qa/no-bounty': [
    'This question has no bounty',
    COINS_KEPT,
    'Look at the question again: it may be paid.',
  ],
  'qa/bounty-still-open': [
    'The bounty is still open',
    'The coins are locked for an answer, and yours if none is accepted.',
    'Take them back when its days are over.',
  ],
  'qa/no-karma': [
    'Points do not turn into tokens on this chain',
    POINTS_KEPT,
    'Enjoy them as they are.',
  ],
  'qa/redeem-too-little': ['These are too few points at once', POINTS_KEPT, 'Redeem more.'],
  'qa/too-few-points': [
    'You have fewer points than that',
    POINTS_KEPT,
    'Redeem fewer. One point always stays.',
  ],
  'qa/karma-year-spent': [
    'All points that may be redeemed this year are',
    POINTS_KEPT,
    'Redeem fewer, or wait for the next year.',
  ],
  'qa/karma-not-funded': [
    'There are not enough tokens for so many points',
    POINTS_KEPT,
    'Redeem fewer, or wait until somebody adds tokens.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;
