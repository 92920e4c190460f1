import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** People who ask and answer, their points, tags, and what moderators see. */
export const askPeople = {
  person: {
    title: 'Person',
    titleOf: (name: string) => `${name} on Ask`,
    missing: 'The address of this page names no account',
    missingNext: 'Follow the name beside a post to come to a person.',
    noBio: 'Has written nothing about themselves yet.',
    joined: 'First post',
    account: 'This account in the explorer',
    points: 'Points',
    questions: 'Questions',
    answers: 'Answers',
    acceptedAnswers: 'Accepted',
    redeemed: (points: bigint) => `${several(points, 'point', 'points')} redeemed`,
    asked: 'Questions asked',
    answered: 'Questions answered',
    nothingAsked: 'Has asked nothing yet',
    nothingAskedNext: 'Questions of this person appear here.',
    nothingAnswered: 'Has answered nothing yet',
    nothingAnsweredNext: 'What this person answered appears here.',
    moreAnswers: 'Show more answers',
    privileges: 'What these points allow',
    may: 'may',
    from: (points: bigint) => `from ${several(points, 'point', 'points')}`,
    next: (privilege: string, missing: bigint) =>
      `${several(missing, 'more point', 'more points')} and this person may ${privilege}.`,
    all: 'This person may do everything there is.',
    privilegeWords: {
      'vote-up': 'vote for a post',
      comment: 'comment on any post',
      flag: 'flag a post',
      'vote-down': 'vote against a post',
      'edit-others': "edit other people's posts",
      hide: 'hide posts',
    },
  },

  ledger: {
    title: 'Reputation',
    note: 'how many, why, who, when',
    table: 'Changes of points, the newest first',
    chart: 'Points over time',
    chartLabel: (changes: number, from: string, to: string, lowest: string, highest: string) =>
      `Points over ${several(changes, 'change', 'changes')}: ${from} at first, ${to} now, at least ${lowest}, at most ${highest}.`,
    tooFew: 'A line is drawn here from the second change on.',
    partly: (shown: number, total: number) =>
      `The last ${formatNumber(shown)} of ${several(total, 'change', 'changes')}.`,
    reasons: {
      'question-up': 'Question found useful',
      'question-down': 'Question found not useful',
      'answer-up': 'Answer found useful',
      'answer-down': 'Answer found not useful',
      'down-voted': 'Voted against a post',
      accepted: 'Answer accepted',
      accepts: 'Accepted an answer',
      redeemed: 'Redeemed as tokens',
    },
    none: 'No change of points yet',
    noneNext:
      'Everybody begins with one point. Votes and accepted answers bring more, and stand here.',
    more: 'Show earlier changes',
    now: (points: bigint) => `${formatNumber(points)} now`,
  },

  tags: {
    title: 'Tags',
    lead: 'What questions are about. Whoever asks chooses them.',
    find: 'Find a tag',
    count: (questions: number) => several(questions, 'question', 'questions'),
    none: 'No tag yet',
    noneNext: 'Tags appear with the first questions.',
    nothing: (text: string) => `No tag begins with “${text}”`,
    nothingNext: 'Try its first letters.',
  },

  flags: {
    title: 'Flagged posts',
    lead: 'What readers asked moderators to look at, the oldest first.',
    who: (points: bigint) =>
      `Who has ${several(points, 'point', 'points')} may hide a post here. Everybody may read why it was flagged.`,
    none: 'Nothing is flagged',
    noneNext: 'Posts that readers flag appear here with their reasons.',
    reasons: (count: number) => several(count, 'reason', 'reasons'),
    see: 'See the post',
    hide: 'Hide it',
    keepHidden: 'Keep it hidden',
    show: 'Show it again',
    leave: 'Leave it shown',
    hides: 'hides it',
    shows: 'shows it',
    noReason: 'No reason given.',
  },
};
