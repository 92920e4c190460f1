import { describe, expect, it } from 'vitest';
import { genesisHeader } from '../../../lib/chain/genesis.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { type Address, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { POST_AFTER_SILENCE_PERCENT, POST_TURNS } from '../../../lib/core/limits.ts';
import {
  type PostSituation,
  postReasonOf,
  postTurnOf,
} from '../../../lib/node/checkpoints/post-reason.ts';
import { testGenesis } from '../chain/fixtures.ts';

const NEXT = `0x${'ab'.repeat(32)}` as const;
const DAY_MS = 86_400_000;

function reasonOf(
  change: Partial<Omit<PostSituation, 'accepted' | 'head'>> & {
    accepted?: Partial<PostSituation['accepted']>;
    head?: Partial<Header>;
  },
) {
  const { accepted, head, ...rest } = change;
  return postReasonOf({
    accepted: {
      ...{ count: 0n, epoch: 2n, newest: undefined, acceptedAtMs: DAY_MS, silenceMs: 30 * DAY_MS },
      ...{ isDeclaredDead: false, isSealed: false, nowMs: DAY_MS + 60_000, ...accepted },
    },
    head: { ...genesisHeader(testGenesis(), ZERO_HASH), height: 9n, epoch: 2n, ...head },
    ...{ isWaiting: false, intervalMs: 60_000, ...rest },
  });
}

describe('a reason to post', () => {
  it('is an epoch that is over, at once, even if its boundary is the newest block', () => {
    expect(reasonOf({ head: { epoch: 3n } })).toBe('boundary');
    expect(reasonOf({ head: { nextCommitteeHash: NEXT } })).toBe('boundary');
    expect(reasonOf({})).toBeUndefined();
  });

  it('is what waits, after the interval', () => {
    expect(reasonOf({ isWaiting: true })).toBe('waiting');
    expect(reasonOf({ isWaiting: true, intervalMs: 60_001 })).toBeUndefined();
  });

  it('is half of the silence after which the chain may be declared dead', () => {
    const halfMs = (30 * DAY_MS * POST_AFTER_SILENCE_PERCENT) / 100;
    expect(reasonOf({ accepted: { nowMs: DAY_MS + halfMs } })).toBe('silence');
    expect(reasonOf({ accepted: { nowMs: DAY_MS + halfMs - 1 } })).toBeUndefined();
    expect(reasonOf({ accepted: { isDeclaredDead: true } })).toBe('declared-dead');
  });

  it('is nothing once the chain is sealed, or when Ethereum has all', () => {
    expect(reasonOf({ accepted: { isSealed: true }, head: { epoch: 3n } })).toBeUndefined();
    expect(reasonOf({ head: { height: 0n }, isWaiting: true })).toBeUndefined();
  });
});

describe('the turns of seeds', () => {
  it('are spread, within their number, and others at each checkpoint', () => {
    const account: Address = `0x${'11'.repeat(20)}`;
    const turns = Array.from({ length: 200 }, (_, i) => postTurnOf(account, BigInt(i)));
    expect(new Set(turns).size).toBe(POST_TURNS);
    expect(Math.max(...turns)).toBe(POST_TURNS - 1);
  });
});
