import { type Genesis, settingsOf } from '../../chain/genesis.ts';
import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { type Address, isHex, ZERO_ADDRESS } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_FLAGS_PER_POST } from '../../core/module-limits.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { PARAMETERS_KEY } from './keys.ts';
import type { Daily } from './records.ts';
import type { Privilege } from './views.ts';

const MOST_POINTS = 1_000_000n;
const MOST_PER_DAY = 1_000_000n;
const MOST_UNITS = 1n << 128n;

/** Every number that genesis may set: what it is if genesis does not, the least and the most. */
const NUMBERS = {
  // Points that move.
  questionUp: [10n, 0n, MOST_POINTS],
  answerUp: [10n, 0n, MOST_POINTS],
  /** Lost by the author, and by who votes so. */
  down: [2n, 0n, MOST_POINTS],
  downVoter: [1n, 0n, MOST_POINTS],
  /** To who answered, and to the asker who accepts the answer of somebody else. */
  accepted: [15n, 0n, MOST_POINTS],
  accepts: [2n, 0n, MOST_POINTS],
  /** Votes and acceptances of one account for one other that move points, in a day. */
  favoursPerDay: [5n, 0n, 255n],

  // Points from which on an account may.
  voteUpFrom: [1n, 1n, MOST_POINTS],
  commentFrom: [1n, 1n, MOST_POINTS],
  flagFrom: [15n, 1n, MOST_POINTS],
  voteDownFrom: [50n, 1n, MOST_POINTS],
  editOthersFrom: [500n, 1n, MOST_POINTS],
  hideFrom: [1_000n, 1n, MOST_POINTS],
  flagsToHide: [3n, 1n, BigInt(MAX_FLAGS_PER_POST)],
  /** For whose flags hid a post that somebody with the privilege shows again. */
  flagPauseDays: [7n, 0n, 365n],

  // In a day of UTC; as often again for each `pointsForMore`, up to ten times.
  questionsPerDay: [6n, 0n, MOST_PER_DAY],
  answersPerDay: [20n, 0n, MOST_PER_DAY],
  commentsPerDay: [30n, 0n, MOST_PER_DAY],
  votesPerDay: [40n, 0n, MOST_PER_DAY],
  flagsPerDay: [10n, 0n, MOST_PER_DAY],
  editsPerDay: [20n, 0n, MOST_PER_DAY],
  profilesPerDay: [5n, 0n, MOST_PER_DAY],
  hidesPerDay: [20n, 0n, MOST_PER_DAY],
  /** For which a name that was given up is nobody else's. */
  nameRestDays: [30n, 0n, 3_650n],
  pointsForMore: [100n, 1n, MOST_POINTS],

  /** A thousandth of a coin. */
  minBountyWei: [1_000_000_000_000_000n, 1n, MOST_UNITS],

  // Points turn into tokens: smallest units for one point, and points a year for all together.
  karmaPerPoint: [0n, 0n, MOST_UNITS],
  karmaPointsPerYear: [0n, 0n, 1n << 40n],
  redeemMinPoints: [25n, 1n, MOST_POINTS],
} as const satisfies Record<string, readonly [usual: bigint, least: bigint, most: bigint]>;

type NumberName = keyof typeof NUMBERS;

/** What genesis decided; kept in state because actions do not see genesis. */
export type QaParameters = Readonly<Record<NumberName, bigint>> & {
  /** The zero address on a chain where points are no tokens. */
  readonly karmaToken: Address;
  /** From which years of the karma budget are counted. */
  readonly startMs: number;
};

/** @throws WeftError `genesis/invalid` naming the broken rule. */
export function parametersFromGenesis(genesis: Genesis): QaParameters {
  const settings = settingsOf(genesis, 'qa');
  for (const name of Object.keys(settings)) {
    require(Object.hasOwn(NUMBERS, name) || name === 'karmaToken', `no setting of qa: ${name}`);
  }
  const numbers = NAMES.map((name) => {
    const [usual, least, most] = NUMBERS[name];
    const value = settings[name] ?? usual;
    const isWithin = typeof value === 'bigint' && value >= least && value <= most;
    require(isWithin, `qa ${name} from ${least} to ${most}`);
    return [name, value] as const;
  });
  const karmaToken = settings.karmaToken ?? ZERO_ADDRESS;
  require(isHex(karmaToken, 20), 'qa karmaToken of 20 bytes');
  const parameters = {
    ...(Object.fromEntries(numbers) as Record<NumberName, bigint>),
    karmaToken: karmaToken as Address,
    startMs: genesis.timestampMs,
  };
  const isRate = karmaToken === ZERO_ADDRESS || parameters.karmaPerPoint > 0n;
  require(isRate, 'qa karmaPerPoint with karmaToken');
  return parameters;
}

/** Every action asks for them, and a block reads the same bytes for all its actions. */
const decoded = new WeakMap<Uint8Array, QaParameters>();

export function getParameters(store: Pick<ModuleStore, 'get'>): QaParameters {
  const bytes = store.get(PARAMETERS_KEY);
  assert(bytes, 'parameters are there since genesis');
  const known = decoded.get(bytes);
  if (known) return known;
  const parameters = parametersFromBytes(bytes);
  decoded.set(bytes, parameters);
  return parameters;
}

function parametersFromBytes(bytes: Uint8Array): QaParameters {
  const [numbers, karmaToken, startMs] = listOf(decodeRlp(bytes), 3);
  const items = listOf(numbers, NAMES.length);
  const entries = NAMES.map((name, i) => [name, uintOf(items[i], 32)] as const);
  return {
    ...(Object.fromEntries(entries) as Record<NumberName, bigint>),
    karmaToken: hexOf(karmaToken, 20),
    startMs: numberOf(startMs),
  };
}

export function setParameters(store: ModuleStore, parameters: QaParameters): void {
  const numbers = NAMES.map((name) => uintItem(parameters[name]));
  const { karmaToken, startMs } = parameters;
  store.set(PARAMETERS_KEY, encodeRlp([numbers, hexItem(karmaToken), uintItem(startMs)]));
}

/** Points from which on an account has the privilege. */
export function pointsFor(parameters: QaParameters, privilege: Privilege): bigint {
  return parameters[PRIVILEGES[privilege]];
}

/** How often an account with so many points may do something in a day. */
export function limitOf(parameters: QaParameters, what: Daily, points: bigint): number {
  const more = points / parameters.pointsForMore;
  const times = more < MOST_TIMES ? more + 1n : MOST_TIMES;
  return Number(parameters[`${what}PerDay`] * times);
}

/** In the order in which they are stored. */
const NAMES = Object.keys(NUMBERS) as NumberName[];
const MOST_TIMES = 10n;

const PRIVILEGES: Readonly<Record<Privilege, NumberName>> = {
  'vote-up': 'voteUpFrom',
  comment: 'commentFrom',
  flag: 'flagFrom',
  'vote-down': 'voteDownFrom',
  'edit-others': 'editOthersFrom',
  hide: 'hideFrom',
};

function require(condition: boolean, rule: string): void {
  if (!condition) throw new WeftError('genesis/invalid', `genesis: ${rule}`, { rule });
}
