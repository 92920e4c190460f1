import {
  type Call,
  isWalked,
  openChallenges,
  type Refusal,
  type VaultState,
} from '../../simulation/exit-game/vault-state.ts';

// What has to have happened before agreement of model and contract means something.

const ON_AN_EXIT = ['UnknownExit', 'ExitIsOver'] as const;
const OF_A_SPEND = [
  'WrongParent',
  'WrongReceiver',
  'WrongCoinBlock',
  'WrongSigner',
  'NotPinnedBy',
  'NotIncluded',
] as const;
const OF_A_CHALLENGE = ['WrongBond', 'AlreadyWalked', 'AlreadyChallenged'] as const;

/** By kind of call, each reason for which it can be refused. */
const REFUSED: Partial<Record<Call['type'], readonly Refusal[]>> = {
  startExit: ['WrongBond', 'CoinIsExited', 'SpendCount', 'NotExitor', ...OF_A_SPEND],
  challengeAfter: [...ON_AN_EXIT, 'TooLate', ...OF_A_SPEND],
  challengeBetween: [...ON_AN_EXIT, 'TooLate', 'NothingBefore', ...OF_A_SPEND],
  challengeBefore: [
    ...ON_AN_EXIT,
    'TooLate',
    'WrongCoinBlock',
    'EmptyLeaf',
    'NotPinnedBy',
    'NotIncluded',
    ...OF_A_CHALLENGE,
  ],
  challengeBirth: [...ON_AN_EXIT, 'TooLate', 'NothingBefore', ...OF_A_CHALLENGE],
  walk: [
    ...ON_AN_EXIT,
    'TooLate',
    'NothingBefore',
    'WrongParent',
    'WrongCoinBlock',
    'WrongSigner',
    'NotPinnedBy',
    'NotIncluded',
  ],
  finalizeExit: [...ON_AN_EXIT, 'TooEarly', 'ChallengesOpen', 'CoinIsExited'],
  failExit: [...ON_AN_EXIT, 'TooEarly', 'NotChallenged', 'AlreadyWalked'],
  withdrawBond: ['NothingToWithdraw'],
  withdrawChallengeBond: ['NothingToWithdraw'],
};

const OUTCOMES = [
  'exit of a deposit',
  'exit with one transfer',
  'exit with two transfers',
  'exit beside another',
  'exit moved',
  'exit ended by an earlier spend',
  'challenge answered',
  'birth answered',
  'several steps at once',
  'void exit failed',
  'bond of a void exit',
  'bond of the winner',
  'bond of a refuted exit',
  'challenge bond to the exitor',
  'challenge bond back',
] as const;

type Outcome = (typeof OUTCOMES)[number];

/** `type` for accepted, `type/refusal` for refused, and what can come of it. */
export const EXPECTED: readonly string[] = [
  ...Object.entries(REFUSED).flatMap(([type, refusals]) => [
    type,
    ...refusals.map((refusal) => `${type}/${refusal}`),
  ]),
  ...OUTCOMES,
];

/** What came of a call. */
export function* outcomesOf(
  call: Call,
  before: VaultState | undefined,
  after: VaultState,
): Generator<Outcome> {
  if (call.type === 'startExit') {
    const isBeside = after.exits.some(
      ({ state }, i) => i < after.exits.length - 1 && state === 'open',
    );
    if (isBeside) yield 'exit beside another';
    const kinds = [
      'exit of a deposit',
      'exit with one transfer',
      'exit with two transfers',
    ] as const;
    yield kinds[call.spends.length] ?? kinds[2];
    return;
  }
  const [old, exit] = [before?.exits[call.exit], after.exits[call.exit]];
  if (!before || !old || !exit) return;
  switch (call.type) {
    case 'challengeBetween':
      yield exit.state === 'open' ? 'exit moved' : 'exit ended by an earlier spend';
      return;
    case 'walk':
      if (call.steps.length > 1) yield 'several steps at once';
      if (openChallenges(after, exit) < openChallenges(before, old)) yield 'challenge answered';
      if (exit.challengers[after.birth] && isWalked(after, exit, after.birth)) {
        yield 'birth answered';
      }
      return;
    case 'failExit':
      if (after.takenBy) yield 'void exit failed';
      return;
    case 'withdrawBond':
      if (old.state === 'open') yield 'bond of a void exit';
      else yield old.refuter ? 'bond of a refuted exit' : 'bond of the winner';
      return;
    case 'withdrawChallengeBond':
      yield isWalked(after, exit, call.coinBlock)
        ? 'challenge bond to the exitor'
        : 'challenge bond back';
  }
}
