import type { Address, CommitteeView } from '../../../lib/client/types.ts';

export interface CommitteeChange {
  account: Address;
  name: string | undefined;
  kind: 'joins' | 'stays' | 'gains' | 'loses' | 'leaves';
  /** In the next committee; zero for who leaves. */
  power: bigint;
  powerBefore: bigint;
}

/** The next committee in its order, and after it who is not in it any more. */
export function committeeChanges(before: CommitteeView, after: CommitteeView): CommitteeChange[] {
  const powersBefore = new Map(before.members.map(({ account, power }) => [account, power]));
  const staying = new Set(after.members.map(({ account }) => account));
  const next = after.members.map(({ account, name, power }): CommitteeChange => {
    const powerBefore = powersBefore.get(account) ?? 0n;
    return { account, name, kind: kindOf(powerBefore, power), power, powerBefore };
  });
  const gone = before.members
    .filter(({ account }) => !staying.has(account))
    .map(({ account, name, power }): CommitteeChange => {
      return { account, name, kind: 'leaves', power: 0n, powerBefore: power };
    });
  return [...next, ...gone];
}

function kindOf(before: bigint, power: bigint): CommitteeChange['kind'] {
  if (before === 0n) return 'joins';
  if (before === power) return 'stays';
  return power > before ? 'gains' : 'loses';
}
