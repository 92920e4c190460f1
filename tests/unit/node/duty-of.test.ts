import { describe, expect, it } from 'vitest';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { MAX_WALK_STEPS } from '../../../lib/core/limits.ts';
import { dutyOf } from '../../../lib/node/watchtower/duty-of.ts';
import type { ExitSituation } from '../../../lib/node/watchtower/exit-situation.ts';

const accountAt = (index: number) => `0x${(index + 1).toString(16).padStart(40, '0')}` as Address;
const LENGTH = 2 * MAX_WALK_STEPS + 5;

/** Our exit of a coin that moved at each of so many coin blocks, challenged at its birth. */
function challenged(head: number): ExitSituation {
  const transfers = Array.from({ length: LENGTH }, (_, i) => ({
    coinBlock: BigInt(i + 1),
    transfer: {
      ...{ parent: BigInt(i), from: accountAt(i), to: accountAt(i + 1) },
      lastCoinBlock: BigInt(i + 20),
    },
  }));
  const exitor = accountAt(LENGTH);
  return {
    coin: { owner: accountAt(0), birth: 0n, isExited: false },
    exit: {
      ...{ exitor, startedAtMs: 0, state: 'open', openChallenges: 1 },
      ...{ signer: accountAt(LENGTH - 1), coinBlock: BigInt(LENGTH), parent: BigInt(LENGTH - 1) },
      ...{ lastCoinBlock: BigInt(LENGTH + 20) },
      ...{ headSigner: accountAt(head), headParent: BigInt(head) },
    },
    points: [{ coinBlock: 0n, challenger: accountAt(999), isWalked: false, isPaid: false }],
    transfers,
    held: Array.from({ length: LENGTH + 1 }, (_, i) => BigInt(i)),
    isOurs: (account) => account === exitor,
    ...{ nowMs: 1, windowMs: 1_000, patienceMs: 250, knownCoinBlocks: BigInt(LENGTH) },
  };
}

describe('a walk back over a long history', () => {
  it('goes as many steps as one transaction takes, and on from there with the next', () => {
    let head = LENGTH - 1;
    const walked: number[] = [];
    for (;;) {
      const duty = dutyOf(challenged(head));
      if (duty?.call !== 'walk') break;
      expect(duty.coinBlocks[0]).toBe(BigInt(head));
      walked.push(duty.coinBlocks.length);
      head -= duty.coinBlocks.length;
      if (head === 0) break;
    }
    const all = LENGTH - 1;
    expect(walked).toEqual([MAX_WALK_STEPS, MAX_WALK_STEPS, all - 2 * MAX_WALK_STEPS]);
  });

  it('fails a false exit by a question of ours first: half of its bond goes to who asked', () => {
    const situation = challenged(LENGTH - 1);
    const [point] = situation.points as [ExitSituation['points'][number]];
    const ours = { ...point, coinBlock: 3n, challenger: accountAt(1_000) };
    const mature: ExitSituation = {
      ...situation,
      exit: { ...situation.exit, exitor: accountAt(1_001) },
      ...{ nowMs: 1_000, isOurs: (account) => account === ours.challenger },
    };
    expect(dutyOf(mature)).toEqual({ call: 'failExit', coinBlock: 0n });
    const both = { ...mature, points: [point, ours] };
    expect(dutyOf(both)).toEqual({ call: 'failExit', coinBlock: 3n });
  });

  it('does not begin where the next step is not known', () => {
    const situation = challenged(LENGTH - 1);
    const head = { headSigner: ZERO_ADDRESS };
    expect(dutyOf({ ...situation, exit: { ...situation.exit, ...head } })).toBeUndefined();
  });
});
