import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** Questions and answers: lists, a question, its posts. */
export const ask = {
  title: 'Ask',
  lead: 'Questions about building on blockchains. Posting is free and needs no popup: your session signs, the network remembers.',
  newQuestion: 'Ask a question',
  crumb: 'You are here',
  home: 'Ask',
  points: (points: bigint) => several(points, 'point', 'points'),
  votes: (count: bigint) => (count === 1n || count === -1n ? 'vote' : 'votes'),
  answers: (count: number) => (count === 1 ? 'answer' : 'answers'),
  answerCount: (count: number) => several(count, 'answer', 'answers'),
  questionCount: (count: number) => several(count, 'question', 'questions'),
  accepted: 'Accepted',
  hasAccepted: 'one is accepted',
  bounty: (amount: string) => `${amount} bounty`,
  pending: 'pending',
  hidden: 'hidden',

  list: {
    orders: { new: 'New', active: 'Active', unanswered: 'Unanswered', bounty: 'Bounty' },
    order: 'Order',
    label: 'Questions',
    search: 'Search questions',
    searchIn: (count: number | undefined) =>
      count === undefined
        ? 'Search questions'
        : `Search ${several(count, 'question', 'questions')}`,
    clear: 'Clear the search',
    more: 'Show more',
    loadingMore: 'Reads more',
    tagged: (tag: string) => `Questions tagged ${tag}`,
    allTags: 'All tags',
    withoutTag: 'All questions',
    found: (count: number, text: string) =>
      `${several(count, 'question', 'questions')} with “${text}”`,
    shown: (shown: number, total: number) =>
      `${formatNumber(shown)} of ${several(total, 'question', 'questions')}`,
    empty: 'No question yet',
    emptyNext: 'Yours would be the first. It is free, and final in about a second.',
    noUnanswered: 'Every question has an answer',
    noUnansweredNext: 'Look at the newest ones, or ask your own.',
    noBounty: 'No bounty is open',
    noBountyNext: 'Who wants an answer soon can offer coins for it, on the page of the question.',
    nothingFound: (text: string) => `Nothing found for “${text}”`,
    nothingFoundNext: 'Your node searched its own copy of every question. Try fewer words, or ask.',
    nothingTagged: (tag: string) => `No question is tagged ${tag}`,
    nothingTaggedNext: 'Look through all tags, or ask the first one.',
  },

  side: {
    label: 'Tags and help',
    tags: 'Tags',
    keys: 'Keyboard',
    keysHint: 'Shortcuts',
    similar: 'Similar questions',
    checked: 'This page, checked',
    checkedWords: 'Every post and vote here is a signed transaction. Your node executed them.',
    flags: 'Flagged posts',
  },

  question: {
    title: 'Question',
    asked: 'Asked',
    active: 'active',
    edited: 'edited',
    writeAnswer: 'Write an answer',
    sort: 'Order of answers',
    orders: { votes: 'Votes', oldest: 'Oldest', newest: 'Newest' },
    noAnswers: 'No answer yet',
    noAnswersNext: 'Whoever knows it may write one. An accepted answer earns points.',
    moreAnswers: (count: number) => `Show ${several(count, 'more answer', 'more answers')}`,
    bountyUntil: 'open for',
    bountyEnded: 'may be taken back',
    bountyBy: (amount: string) => `${amount} bounty for the answer that is accepted`,
    missing: (id: string) => `There is no question ${id}`,
    missingNext:
      'Check the number in the address. A question that was asked a moment ago appears here as soon as it is final.',
    notANumber: 'The address of this page names no question',
    deleted: 'Its author may have deleted it.',
    removed: 'You deleted this question',
    removedNext: 'Nobody finds it here any more.',
    answerOf: (name: string) => `Answer of ${name}`,
    questionOf: (name: string) => `Question of ${name}`,
  },

  post: {
    link: 'Link',
    linkTo: (kind: string) => `Link to this ${kind}`,
    kinds: { question: 'question', answer: 'answer', comment: 'comment' },
    edits: (count: number) =>
      count === 1 ? 'Edited once.' : `Edited ${formatNumber(count)} times.`,
    history: 'See history',
    isHidden: 'Hidden by a moderator, or by flags of readers',
    hiddenTitle: 'A hidden question',
    isHiddenNext: 'Its text is still on the chain. Who may hide posts can read it here.',
    flags: (count: number) => several(count, 'flag', 'flags'),
    justNow: 'Shown already; it is final in about a second.',
    waits: 'Kept in this tab until it can be sent.',
  },

  vote: {
    label: 'Votes',
    score: 'Score',
    up: 'Useful',
    down: 'Not useful',
    undo: 'take the vote back',
  },

  comments: {
    label: 'Comments',
    more: (count: number) => `Show ${several(count, 'more comment', 'more comments')}`,
    fewer: 'Show fewer comments',
  },

  history: {
    title: 'Edit history',
    lead: 'The first text of a post and its newest ones stay on the chain, with who wrote them and when.',
    of: (id: string) => `History of post ${id}`,
    version: (count: number) => `Version ${formatNumber(count)}`,
    first: 'As it was first posted',
    now: 'As it is now',
    titleChanged: 'Title',
    tagsChanged: 'Tags',
    text: 'Text',
    removed: 'removed:',
    added: 'added:',
    same: 'The text did not change.',
    tooDifferent: 'Too much differs to mark it word by word: here is the whole new text.',
    back: 'To the question',
    none: (id: string) => `There is no post ${id}`,
    noneNext: 'Check the number in the address, or go back to the questions.',
    editor: 'by',
  },

  keys: {
    title: 'Keyboard shortcuts',
    note: 'They rest while you are typing.',
    list: [
      ['j', 'Next question or post'],
      ['k', 'The one before'],
      ['Enter', 'Open it'],
      ['/', 'Search'],
      ['n', 'Ask a question'],
      ['?', 'Show this list'],
    ] as const,
  },

  markdown: {
    picture: (alt: string) => (alt === '' ? 'Picture' : `Picture: ${alt}`),
    opens: (host: string) => `Opens ${host} in a new tab`,
    codeToCopy: 'code',
  },

  states: {
    alone: 'Your node is alone',
    aloneNext:
      'What it has verified stays readable here, and nothing you wrote is lost. New posts appear when a peer is found.',
    stopped: 'Your node is stopped',
    stoppedNext: 'You read what it had verified. Start it on the page Node to see new posts.',
    paused: 'Your node is paused',
    pausedNext: 'You read what it had verified. Resume it on the page Node to see new posts.',
    offline: 'This device is offline',
    offlineNext:
      'You read the copy in this tab. Drafts stay in this browser; new posts appear when the connection is back.',
    syncing: (percent: number) => `Your node is catching up, ${percent} %`,
    syncingNext: 'Newer posts and votes appear as their blocks are verified.',
    toNode: 'Open Node',
  },
};
