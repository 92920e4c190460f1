import { BEHAVIOURS } from './byzantine/behaviours.ts';
import { DISK_FAULTS, LOSSES, PARTITIONS, PERSIST_POINTS } from './configuration/configuration.ts';

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

/**
 * What must have happened at least once in a campaign, or it proved less than it seems; with so few
 * validators, as far as it can happen there.
 */
export function missingFrom(
  counts: Readonly<Record<string, number>>,
  validators = Number.POSITIVE_INFINITY,
): string[] {
  return EXPECTED.filter((name) => !counts[name] && validators >= (LEAST_VALIDATORS[name] ?? 1));
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
  'ethereum/blind',
  'ethereum/deceived',
  'ethereum/told',
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
  'session/posted',
  'share/bad',
  'staking/committee-changed',
  'staking/freed',
  'staking/jailed',
  'staking/joined',
  'staking/left',
  'staking/slashed',
  'swizzle',
];

/** Who lies, is lost or is jailed needs others beside it. */
const LEAST_VALIDATORS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(BEHAVIOURS.map((behaviour) => [`actor/${behaviour}`, 2])),
  ...Object.fromEntries(LOSSES.map((kind) => [`disk/${kind}`, 2])),
  'actor/cancelling-shares': 3,
  'chain/re-proposal': 2,
  'evidence/reported': 2,
  'ethereum/deceived': 2,
  'evidence/told': 2,
  'gossip/passed-on': 3,
  'key/dead': 2,
  'share/bad': 2,
  'staking/freed': 2,
  'staking/jailed': 2,
  'staking/joined': 3,
  'staking/left': 3,
  'staking/slashed': 2,
};
