import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** Writing on Ask: forms, what a post costs, what is in the way. */
export const askWriting = {
  waiting: 'waiting',

  editor: {
    write: 'Write',
    preview: 'Preview',
    mode: 'Write or preview',
    nothing: 'Nothing to preview yet.',
    help: 'Markdown: **bold**, `code`, ``` around code, > quote, - list, [words](address).',
    of: (bytes: number, most: number) =>
      `${formatNumber(bytes)} of ${several(most, 'byte', 'bytes')}`,
    tooLong: (bytes: number) => `${several(bytes, 'byte', 'bytes')} too long`,
    keys: 'Ctrl + Enter sends',
    saved: 'Draft kept in this browser',
    cancel: 'Cancel',
  },

  cost: {
    left: (left: string) => `Free. ${left}.`,
    none: 'Free posts of today are used up.',
    visitor: 'Posting is free: connect a wallet, sign once.',
    asks: 'The first post asks your wallet for one signature.',
  },

  failed: {
    restored: 'What you wrote is back in the form.',
    title: 'It was not posted',
  },

  answer: {
    title: 'Your answer',
    label: 'Your answer in Markdown',
    submit: 'Post answer',
    own: 'You may answer your own question: others will thank you.',
  },

  comment: {
    open: 'Add a comment',
    label: 'Your comment',
    submit: 'Post comment',
  },

  newQuestion: {
    title: 'Ask a question',
    lead: 'One question in one line, then what somebody needs to answer it.',
    titleLabel: 'Title',
    titleHint: 'What you would type into a search field.',
    textLabel: 'Details',
    tags: 'Tags',
    tagsHint: (most: number) =>
      `What it is about: up to ${formatNumber(most)}. Space or Enter adds one.`,
    removeTag: (tag: string) => `Remove the tag ${tag}`,
    suggestions: 'Tags that others use',
    submit: 'Post question',
    similar: 'Asked before?',
    similarHint: 'Questions like yours appear here while you type the title.',
    similarNone: 'No question has these words yet.',
    good: 'A good question',
    goodList: [
      'says what you tried, and what happened instead',
      'has the code or the error as text, not as a picture',
      'is about one thing',
    ] as const,
    pendingLead: 'It gets its number with its block, in about a second.',
    back: 'To the editor',
    gone: 'This question is not in this tab any more',
    goneNext: 'If it was posted, it is among the newest ones.',
  },

  edit: {
    open: 'Edit',
    label: 'Text in Markdown',
    submit: 'Save edit',
    meanwhile: 'The version of now',
    meanwhileNext:
      'Somebody else saved this one. Take from it what you need into yours, then save again.',
  },

  actions: {
    accept: 'Accept this answer',
    unaccept: 'Take the acceptance back',
    flag: 'Flag',
    hide: 'Hide',
    show: 'Show again',
    remove: 'Delete',
    bounty: 'Offer a bounty',
    takeBack: 'Take the bounty back',
    bountyOpen: (span: string) =>
      `It waits ${span} more for an answer that you accept. After that you may take it back.`,
    missing: (points: bigint, what: string) =>
      `You may ${what} with ${several(points, 'more point', 'more points')}.`,
    own: 'This is your own post.',
    notFinal: 'Wait until it is final.',
    hidden: 'It is hidden: nothing changes there until it is shown again.',
  },

  flag: {
    title: 'Flag this post',
    label: 'What is wrong with it?',
    hint: 'Moderators and everybody else can read it.',
    submit: 'Flag the post',
  },

  remove: {
    title: 'Delete this post?',
    lead: 'Nobody will find it here any more. What stood in blocks stays in blocks: nodes that keep them all still have it.',
    submit: 'Delete it',
  },

  profile: {
    edit: 'Edit profile',
    title: 'Your profile',
    name: 'Name',
    nameHint: '3 to 24 letters, digits, hyphens or underscores. Empty for none.',
    bio: 'About you',
    bioHint: 'In Markdown, for everybody to read.',
    submit: 'Save profile',
  },

  bounty: {
    title: 'Offer a bounty',
    amount: 'Bounty',
    have: 'You have',
    days: 'Open for',
    daysOf: (days: number) => several(days, 'day', 'days'),
    leaves: 'Leaves your account at most',
    risk: 'The coins are locked until you accept an answer of somebody else, who then gets them at once. If you accept none, you can take them back when the days are over, not before.',
    tooLittle: (least: string) => `The least bounty is ${least}.`,
    submit: (amount: string, unit: string) => `Offer ${amount} ${unit}`,
    empty: 'Offer a bounty',
    takeBackTitle: 'Take the bounty back',
    takeBackLead: (amount: string) => `${amount} return to your account.`,
    takeBackRisk: 'Whoever is writing an answer now gets nothing for it.',
    takeBack: 'Take it back',
    payTitle: 'Accept this answer',
    payLead: (amount: string) => `Its author gets the bounty of ${amount}.`,
    payRisk: 'What is paid does not come back, also if you accept another answer later.',
    pay: (amount: string) => `Accept and pay ${amount}`,
  },

  karma: {
    title: 'Points as tokens',
    rate: 'One point is',
    have: 'You can redeem',
    leftThisYear: 'Left for everybody this year',
    pool: 'In the pool',
    redeem: 'Redeem points…',
    fund: 'Add tokens…',
  },

  redeem: {
    title: 'Redeem points',
    points: 'Points',
    have: 'You can redeem',
    gives: 'You get',
    leftThisYear: 'Left for everybody this year',
    pool: 'In the pool',
    fee: 'Fee at most',
    least: (points: bigint) => `At least ${several(points, 'point', 'points')} at once.`,
    notFunded: 'The pool has too few tokens for so many points.',
    yearSpent: 'So many points are not left for this year.',
    risk: 'Redeemed points are gone for good: what they allow you here goes with them. If votes behind them are taken back later, you owe them.',
    submit: (points: bigint) => `Redeem ${several(points, 'point', 'points')}`,
    empty: 'Redeem points',
    tooMany: 'You do not have so many. One point always stays.',
    whole: 'Points are whole numbers.',
    withdraw: 'Withdraw the tokens to Ethereum',
  },

  fund: {
    title: 'Add tokens to the pool',
    amount: 'Amount',
    have: 'You have',
    after: 'In the pool then',
    worth: 'Enough for',
    fee: 'Fee at most',
    tooMuch: 'That is more than you have on this chain.',
    risk: 'What you add is not yours any more: it leaves the pool only as people redeem points.',
    submit: (amount: string, unit: string) => `Add ${amount} ${unit}`,
    empty: 'Add tokens',
    bring: 'Bring tokens from Ethereum',
  },

  me: {
    title: 'You',
    connect: 'Connect a wallet',
    visitor: 'Reading needs nothing. To ask, answer and vote, connect a wallet and sign once.',
    points: 'Your points',
    next: (privilege: string, missing: bigint) =>
      `${several(missing, 'more point', 'more points')} and you may ${privilege}.`,
    all: 'You may do everything there is.',
    profile: 'Your profile',
    session: {
      open: 'This browser signs for you until its session ends.',
      none: 'Your first post asks your wallet for one signature.',
      unknown: 'Looks for a session of this browser.',
    },
    manage: 'Sessions',
  },
};
