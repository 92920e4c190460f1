import { type Committee, totalPower } from '../../chain/committee.ts';
import type { Address } from '../../core/bytes.ts';
import type { Attendance, MemberAttendance } from './attendance.ts';

/**
 * Members who were away too much, worst first. Stops before their power reaches a third of all:
 * when that many are away the network is to blame, and those who stay must not be a minority of
 * the old committee.
 */
export function selectJailed(
  committee: Committee,
  { blocks, members }: Pick<Attendance, 'blocks' | 'members'>,
): Address[] {
  const absent = members
    .filter((member) => wasAway(member, blocks))
    .sort((a, b) => absence(b, blocks) - absence(a, blocks) || (a.account < b.account ? -1 : 1));
  const powers = new Map(committee.map(({ account, power }) => [account, power]));
  const total = totalPower(committee);
  const jailed: Address[] = [];
  let jailedPower = 0n;
  for (const { account } of absent) {
    jailedPower += powers.get(account) ?? 0n;
    if (jailedPower * 3n >= total) break;
    jailed.push(account);
  }
  return jailed;
}

/** Missed more than half of at least four turns, or signed less than 5 % of at least 20 blocks. */
export function wasAway({ turns, missed, attended }: MemberAttendance, blocks: number): boolean {
  if (turns >= MIN_TURNS && 2 * missed > turns) return true;
  return blocks >= MIN_COUNTED_BLOCKS && 100 * attended < MIN_ATTENDED_PERCENT * blocks;
}

/** How much was missed, in thousandths: of the turns or of the blocks, whichever is worse. */
function absence({ turns, missed, attended }: MemberAttendance, blocks: number): number {
  const ofTurns = turns >= MIN_TURNS ? Math.floor((1000 * missed) / turns) : 0;
  const isCounted = blocks >= MIN_COUNTED_BLOCKS;
  const ofBlocks = isCounted ? Math.floor((1000 * (blocks - attended)) / blocks) : 0;
  return Math.max(ofTurns, ofBlocks);
}

const MIN_TURNS = 4;
const MIN_COUNTED_BLOCKS = 20;
const MIN_ATTENDED_PERCENT = 5;
