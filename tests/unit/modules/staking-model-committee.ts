import type { Genesis } from '../../../lib/chain/genesis.ts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';

// The part of the naive model that is about power: who was away, and who votes next.

export interface Keys {
  blsKey: Hex;
  networkKey: Hex;
}

export type Seat = { account: Address; power: bigint } & Keys;

export interface Tally {
  account: Address;
  turns: number;
  missed: number;
  attended: number;
}

/** Worst first, as long as less than a third of the power is away. */
export function absent(tally: Tally[], blocks: number, committee: Seat[]): Address[] {
  const isJudged = blocks >= 20;
  const absence = ({ turns, missed, attended }: Tally) =>
    Math.max(
      turns >= 4 ? Math.floor((1000 * missed) / turns) : 0,
      isJudged ? Math.floor((1000 * (blocks - attended)) / blocks) : 0,
    );
  const isAway = ({ turns, missed, attended }: Tally) =>
    (turns >= 4 && missed > turns - missed) || (isJudged && attended * 20 < blocks);
  const away = tally
    .filter(isAway)
    .sort((a, b) => absence(b) - absence(a) || a.account.localeCompare(b.account));
  const found: Address[] = [];
  const all = sum(committee.map(({ power }) => power));
  let lost = 0n;
  for (const { account } of away) {
    lost += committee.find((seat) => seat.account === account)?.power ?? 0n;
    if (3n * lost >= all) break;
    found.push(account);
  }
  return found;
}

/** The cap is the largest power that is no more than its share of what remains. */
export function elected(eligible: Seat[], rules: Genesis['parameters']): Seat[] {
  const ranked = eligible
    .filter(({ power }) => power > 0n)
    .sort((a, b) => Number(b.power - a.power) || a.account.localeCompare(b.account))
    .slice(0, rules.maxMembers);
  const share = BigInt(rules.maxSharePercent);
  const capped = (cap: bigint) => ranked.map(({ power }) => (power > cap ? cap : power));
  let cap = ranked[0]?.power ?? 1n;
  while (cap > 1n && cap * 100n > share * sum(capped(cap))) cap--;
  const powers = capped(cap);
  return ranked
    .map((seat, index) => ({ ...seat, power: powers[index] as bigint }))
    .sort((a, b) => a.account.localeCompare(b.account));
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, each) => total + each, 0n);
}
