import { describe, expect, it } from 'vitest';
import { AccountHistory } from '../../../../lib/client/bridge/account-history.ts';
import {
  FIRST_HISTORY_BLOCKS,
  MAX_HELD_ACCOUNT_EVENTS,
  MAX_HISTORY_BLOCKS,
} from '../../../../lib/client/bridge/limits.ts';
import type { AccountLogs, BlockRange } from '../../../../lib/client/bridge/read-logs.ts';

const NOTHING: AccountLogs = { events: [], claims: [], exits: [], ends: [] };

function claimsAt(...blocks: bigint[]): AccountLogs {
  const claims = blocks.map((block) => ({ index: block, block, transaction: '0xab' as const }));
  return { ...NOTHING, claims };
}

function readPast(history: AccountHistory): BlockRange[] {
  const ranges: BlockRange[] = [];
  for (let range = history.past(); range; range = history.past()) {
    ranges.push(range);
    history.addPast(range, claimsAt(range.from));
  }
  return ranges;
}

describe('what was read of an account', () => {
  it('reaches back to the first block without a gap, in growing ranges', () => {
    const history = new AccountHistory(5n);
    expect(history.news(100_000n)).toBeUndefined();
    const ranges = readPast(history);
    expect(ranges[0]).toEqual({ from: 100_001n - FIRST_HISTORY_BLOCKS, to: 100_000n });
    ranges.slice(1).forEach((range, i) => {
      expect(range.to).toBe((ranges[i]?.from ?? 0n) - 1n);
    });
    expect(ranges.at(-1)?.from).toBe(5n);
    expect(history.isComplete()).toBe(true);
    const blocks = history.all().claims.map(({ block }) => block);
    expect(blocks).toEqual([...blocks].sort((a, b) => Number(a - b)));
  });

  it('adds what became final since, in ranges of the same size', () => {
    const history = new AccountHistory(0n);
    history.news(10n);
    readPast(history);
    const news: BlockRange[] = [];
    const last = 10n + MAX_HISTORY_BLOCKS;
    for (let range = history.news(last); range; range = history.news(last)) {
      news.push(range);
      history.addNews(range, NOTHING);
    }
    expect(news[0]?.from).toBe(11n);
    expect(news.at(-1)?.to).toBe(last);
  });

  it('forgets what was seen in blocks that are not final when they are others', () => {
    const history = new AccountHistory(0n);
    history.news(10n);
    history.setNewest(claimsAt(11n));
    expect(history.all().claims).toHaveLength(1);
    history.setNewest(NOTHING);
    expect(history.all().claims).toHaveLength(0);
  });

  it('asks for less where an endpoint refuses, down to one block', () => {
    const history = new AccountHistory(0n);
    history.news(10_000n);
    while (history.shrink()) expect(history.past()).toBeDefined();
    expect(history.past()).toEqual({ from: 10_000n, to: 10_000n });
  });

  it('holds a bounded number and says that it is not complete', () => {
    const history = new AccountHistory(0n);
    history.news(10_000n);
    const range = history.past() as BlockRange;
    const block = range.to;
    const many = Array.from({ length: MAX_HELD_ACCOUNT_EVENTS }, () => block);
    history.addPast(range, claimsAt(...many));
    expect(history.past()).toBeUndefined();
    expect(history.isComplete()).toBe(false);
  });
});
