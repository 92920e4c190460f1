import { BEHAVIOURS } from './byzantine/behaviours.ts';
import { DISK_FAULTS, PARTITIONS, PERSIST_POINTS } from './configuration/configuration.ts';

/** How often things happened, by name. */
export interface Counters {
  add(name: string): void;
  values(): Record<string, number>;
}

export function createCounters(): Counters {
  const counts = new Map<string, number>();
  return {
    add: (name) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    values: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** What must have happened at least once in a campaign, or it proved less than it seems. */
export function missingFrom(counts: Readonly<Record<string, number>>): string[] {
  return EXPECTED.filter((name) => !counts[name]);
}

export const RULES = [
  'assemble',
  'enter',
  'finalizeChain',
  'arm',
  'propose',
  'notarize',
  'voteFinalize',
  'nullify',
  'retry',
] as const;

const EXPECTED = [
  ...RULES.map((rule) => `rule/${rule}`),
  ...PERSIST_POINTS.flatMap((point) => [`crash/${point}/lost`, `crash/${point}/written`]),
  ...PARTITIONS.map((shape) => `partition/${shape}`),
  ...DISK_FAULTS.map((kind) => `disk/${kind}`),
  ...BEHAVIOURS.map((behaviour) => `actor/${behaviour}`),
  'certificate/notarization',
  'certificate/nullification',
  'certificate/finalization',
  'chain/boundary',
  'chain/re-proposal',
  'chain/recovered',
  'chain/staked',
  'chain/catch-up',
  'crash/any',
  'evidence/reported',
  'evidence/told',
  'freeze',
  'gossip/passed-on',
  'key/dead',
  'network/clogged',
  'network/cut',
  'network/duplicated',
  'network/lost',
  'restart',
  'share/bad',
  'staking/committee-changed',
  'staking/freed',
  'staking/jailed',
  'staking/joined',
  'staking/left',
  'staking/slashed',
  'swizzle',
];
