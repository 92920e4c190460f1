import { describe, expect, it } from 'vitest';
import type { BridgeView, WithdrawalRun } from '../../../lib/client/types.ts';
import { MAX_WITHDRAWAL_PAGES } from '../../../lib/core/limits.ts';
import { loadPages, withOlder } from '../../../lib/react/bridge-pages.ts';
import { ALICE, COLLECTION, RECEIVER } from '../modules/bridge-world.ts';

/** Withdrawals that one query looks at, in these tests. */
const PAGE = 8;

/** Tokens of one collection, which left by one action. */
function run(index: number, count: number, height = 5n): WithdrawalRun {
  const who = { from: ALICE, to: RECEIVER, token: COLLECTION, kind: 2 } as const;
  return { ...who, index: BigInt(index), count, value: BigInt(1_000 + index), height };
}

/** A node that has these and answers a page at a time. */
function nodeWith(...runs: WithdrawalRun[]) {
  const outboxCount = runs.reduce((sum, { count }) => sum + BigInt(count), 0n);
  const bridge = async (_: string, before = outboxCount): Promise<BridgeView> => {
    const from = before > PAGE ? before - BigInt(PAGE) : 0n;
    const withdrawals = runs.toReversed().flatMap((each): WithdrawalRun[] => {
      const first = each.index > from ? each.index : from;
      const end = each.index + BigInt(each.count);
      const last = end < before ? end : before;
      const value = each.value + first - each.index;
      return first < last ? [{ ...each, index: first, value, count: Number(last - first) }] : [];
    });
    const facts = { height: 9n, inboxCount: 0n, outboxCount, tokens: [], refused: [] };
    return { ...facts, withdrawals, ...(from > 0n && { next: from }) };
  };
  return { bridge };
}

describe('pages of what left', () => {
  it('are one view, in which nothing that left by one action is cut', async () => {
    const { withdrawals, next } = await loadPages(nodeWith(run(0, 3), run(3, 20, 6n)), ALICE);
    expect([withdrawals, next]).toEqual([[run(3, 20, 6n), run(0, 3)], undefined]);
  });

  it('are so many at most', async () => {
    const { withdrawals, next } = await loadPages(nodeWith(run(0, 1_000)), ALICE);
    const read = MAX_WITHDRAWAL_PAGES * PAGE;
    expect(withdrawals).toEqual([run(1_000 - read, read)]);
    expect(next).toBe(BigInt(1_000 - read));
  });
});

describe('the newest page, with what was known before', () => {
  it('tells all that left, though it cuts what it knows', async () => {
    const known = await loadPages(nodeWith(run(0, 3), run(3, 9, 6n)), ALICE);
    const grown = nodeWith(run(0, 3), run(3, 9, 6n), run(12, 2, 7n));
    const merged = withOlder(await grown.bridge(ALICE), known);
    expect(merged).toEqual(await loadPages(grown, ALICE));
    expect(merged?.withdrawals).toEqual([run(12, 2, 7n), run(3, 9, 6n), run(0, 3)]);
  });

  it('is not enough where more left than it tells', async () => {
    const known = await loadPages(nodeWith(run(0, 3)), ALICE);
    const news = await nodeWith(run(0, 3), run(3, 20, 6n)).bridge(ALICE);
    expect(withOlder(news, known)).toBeUndefined();
  });

  it('is everything, where there is nothing older', async () => {
    const known = await loadPages(nodeWith(run(0, 3)), ALICE);
    const news = await nodeWith(run(0, 3), run(3, 2, 6n)).bridge(ALICE);
    expect(withOlder(news, known)).toEqual(news);
  });
});
