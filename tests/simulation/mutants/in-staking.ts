import { type Mutant, mutant } from './mutant.ts';

/** In the staking module, which elects, jails and slashes in the seeds that have it. */
export const IN_STAKING: readonly Mutant[] = [
  inStaking(
    'election: whoever is in jail, too',
    'select-committee',
    "return status === 'candidate' && jailedIn === undefined;",
    "return status === 'candidate' || jailedIn === undefined;",
  ),
  inStaking(
    'election: the weakest first',
    'select-committee',
    'return a.power > b.power ? -1 : 1;',
    'return a.power < b.power ? -1 : 1;',
  ),
  inStaking(
    'election: one more than there are places for',
    'select-committee',
    '.slice(0, rules.maxMembers);',
    '.slice(0, rules.maxMembers + 1);',
  ),
  inStaking(
    'election: power for a part of a coin',
    'select-committee',
    'return smaller(stakeOf(validator) / powerUnitWei, MAX_POWER);',
    'return smaller(stakeOf(validator) / powerUnitWei + 1n, MAX_POWER);',
  ),
  inStaking(
    'jail: however many are away',
    'select-jailed',
    '    if (jailedPower * 3n >= total) break;\n',
    '',
    { safetyMs: 60_000 },
  ),
  inStaking(
    'jail: whoever missed a turn',
    'select-jailed',
    'if (turns >= MIN_TURNS && 2 * missed > turns) return true;',
    'if (missed > 0) return true;',
  ),
  inStaking(
    'jail: whoever signed less than nearly all',
    'select-jailed',
    'const MIN_ATTENDED_PERCENT = 5;',
    'const MIN_ATTENDED_PERCENT = 95;',
  ),
  inStaking('slash: takes nothing', 'slash', 'foundingWei: kept(foundingWei),', 'foundingWei,'),
  inStaking(
    'slash: more than its part',
    'slash',
    'export const SLASH_PERCENT = 5n;',
    'export const SLASH_PERCENT = 6n;',
  ),
  inStaking('slash: for a while', 'slash', "status: 'removed',", "status: 'left',"),
];

function inStaking(
  name: string,
  file: string,
  search: string,
  replace: string,
  more: Partial<Mutant> = {},
): Mutant {
  return mutant(name, `lib/modules/staking/${file}.ts`, search, replace, 'I12', more);
}
