import { describe, expect, it } from 'vitest';
import { committeeChanges } from '../../../app/explorer/_parts/committee-changes.ts';
import type { Address, CommitteeView } from '../../../lib/client/types.ts';

function committeeOf(powers: Record<string, bigint>): CommitteeView {
  const members = Object.entries(powers).map(([digit, power], index) => {
    return { index, account: `0x${digit.repeat(40)}` as Address, power };
  });
  const totalPower = members.reduce((sum, { power }) => sum + power, 0n);
  return { epoch: 0n, quorumPower: (totalPower * 2n) / 3n + 1n, totalPower, members };
}

describe('what a boundary changes', () => {
  it('is who joins, gains, loses and stays, and then who leaves', () => {
    const before = committeeOf({ a: 3n, b: 3n, c: 3n, d: 1n });
    const after = committeeOf({ a: 3n, b: 5n, c: 2n, e: 4n });
    const changes = committeeChanges(before, after);
    expect(changes.map(({ kind }) => kind)).toEqual(['stays', 'gains', 'loses', 'joins', 'leaves']);
    expect(changes.map(({ power }) => power)).toEqual([3n, 5n, 2n, 4n, 0n]);
    expect(changes.at(-1)).toMatchObject({ account: `0x${'d'.repeat(40)}`, powerBefore: 1n });
  });
});
