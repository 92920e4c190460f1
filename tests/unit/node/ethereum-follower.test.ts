import { describe, expect, it } from 'vitest';
import {
  GATEWAY_DEPOSITED,
  type InboxEvent,
  type InboxPosition,
  inboxAfter,
} from '../../../lib/chain/inbox.ts';
import { ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import {
  ETHEREUM_ASIDE_MS,
  ETHEREUM_BLIND_MS,
  ETHEREUM_PATIENCE_MS,
  MAX_HELD_INBOX_EVENTS,
  MAX_INBOX_EVENTS_PER_BLOCK,
} from '../../../lib/core/limits.ts';
import { ABSENT_SOURCE } from '../../../lib/node/absent-source.ts';
import { createEthereumFollower } from '../../../lib/node/ethereum-follower/create-ethereum-follower.ts';
import { readInboxHint } from '../../../lib/node/ethereum-follower/inbox-hint.ts';
import type { EthereumSource } from '../../../lib/node/ports.ts';
import { createMemoryEthereum } from '../../../lib/platform/memory/memory-ethereum.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const deposit = (value: number): InboxEvent => ({
  type: GATEWAY_DEPOSITED,
  kind: 0,
  token: ZERO_ADDRESS,
  from: `0x${'aa'.repeat(20)}`,
  to: `0x${'bb'.repeat(20)}`,
  value: BigInt(value),
});
const deposits = (count: number, first = 1) =>
  Array.from({ length: count }, (_, i) => deposit(first + i));
const START = { inboxCount: 0n, inboxHash: ZERO_HASH };
const failWith = (code: string) => async () => {
  throw new WeftError(code, code);
};

/** Two endpoints of one Ethereum and a node's follower; `change` makes the second one odd. */
function setting({ needed = 2, finalityDepth = undefined as number | undefined } = {}) {
  const clock = createVirtualClock();
  const ethereum = createMemoryEthereum({ wallMs: () => clock.wallMs() });
  const storage = createMemoryStorage();
  const first = { ...ethereum.source('first') };
  const second = { ...ethereum.source('second') };
  const settings = { chainId: 31_337n, startBlock: 0n, finalityDepth, blockMs: 1_000, needed };

  function follow(
    sources: readonly EthereumSource[] = [first, second],
    fromBlock = 0n,
    position: InboxPosition = START,
  ) {
    const follower = createEthereumFollower({
      ...{ sources, settings, storage, clock },
      base: { ...position, fromBlock },
      onAgreed: () => {},
      onChange: () => {},
      onFailure: (thrown) => {
        throw thrown;
      },
    });
    follower.start();
    return follower;
  }
  const pass = (ms = 3_000) => clock.advanceAsync(ms);
  return { clock, ethereum, storage, first, second, settings, follow, pass };
}

describe('the follower of Ethereum', () => {
  it('passes over a wallet that nobody connected, and counts it while it is there', async () => {
    const { ethereum, first, settings, follow, pass } = setting();
    const wallet = { ...ethereum.source('your wallet') };
    const { chainId } = wallet;
    const absent = failWith(ABSENT_SOURCE);
    Object.assign(wallet, { chainId: absent, block: absent });
    const follower = follow([first, wallet]);
    ethereum.mine(deposit(1));
    ethereum.finalize();
    await pass();
    expect(follower.agreedCount(), 'one of two that are needed').toBeUndefined();
    expect(follower.status().endpoints.map(({ state }) => state)).toEqual(['following', 'absent']);

    Object.assign(wallet, { chainId, block: ethereum.source('your wallet').block });
    await pass(2 * settings.blockMs);
    expect(follower.agreedCount()).toBe(1n);

    Object.assign(wallet, { block: absent });
    await pass(2 * settings.blockMs);
    expect(follower.agreedCount(), 'not a moment longer than it is there').toBeUndefined();
  });

  it('counts from where the chain is, though that moved while it asked for the first time', async () => {
    const { ethereum, first, second, follow, pass } = setting();
    ethereum.mine(...deposits(3));
    ethereum.finalize();
    const late: (() => void)[] = [];
    for (const source of [first, second]) {
      const { inboxHash } = source;
      source.inboxHash = async (...asked) => {
        if (late.length < 2) await new Promise<void>((resolve) => late.push(resolve));
        return inboxHash(...asked);
      };
    }
    const follower = follow([first, second], 0n, inboxAfter(START, deposits(1)));
    await pass(1_000);
    expect(late).toHaveLength(2);
    follower.forget(inboxAfter(START, deposits(2)));
    for (const answer of late) answer();
    await pass();
    expect(follower.agreedCount()).toBe(3n);
    expect(follower.eventsAfter(2n)).toEqual([deposit(3)]);
    expect(follower.knows(3n)).toBe(inboxAfter(START, deposits(3)).inboxHash);
  });

  it('does not wait for a wallet where enough others agree', async () => {
    const { ethereum, first, second, follow, pass } = setting();
    const absent = failWith(ABSENT_SOURCE);
    const follower = follow([first, second, { ...ethereum.source('w'), chainId: absent }]);
    ethereum.mine(deposit(1));
    ethereum.finalize();
    await pass(2_000);
    expect(follower.agreedCount()).toBe(1n);
  });

  it('knows what its endpoints agree on, and shows what is not final yet', async () => {
    const { ethereum, follow, pass } = setting();
    const follower = follow();
    ethereum.mine(deposit(1), deposit(2));
    ethereum.finalize();
    ethereum.mine(deposit(3));
    await pass(2_000);
    expect(follower.agreedCount()).toBe(2n);
    expect(follower.eventsAfter(0n)).toEqual(deposits(2));
    expect(follower.eventsAfter(1n)).toEqual([deposit(2)]);
    expect(follower.knows(2n)).toBe(inboxAfter(START, deposits(2)).inboxHash);
    expect(follower.knows(3n)).toBeUndefined();
    expect(follower.pending().map(({ index, event }) => [index, event])).toEqual([
      [3n, deposit(3)],
    ]);
    expect(follower.status().endpoints.map(({ state }) => state)).toEqual([
      'following',
      'following',
    ]);
  });

  it('takes back what a reorganization below finality took back', async () => {
    const { ethereum, follow, pass } = setting({ finalityDepth: 2 });
    const follower = follow();
    for (let i = 0; i < 3; i++) ethereum.mine();
    ethereum.mine(deposit(1));
    await pass();
    expect(follower.pending()).toHaveLength(1);
    ethereum.revert(1);
    ethereum.mine(deposit(7), deposit(8));
    await pass();
    expect(follower.pending().map(({ event }) => event)).toEqual([deposit(7), deposit(8)]);
    ethereum.mine();
    ethereum.mine();
    await pass();
    expect(follower.eventsAfter(0n)).toEqual([deposit(7), deposit(8)]);
    expect(follower.pending()).toEqual([]);
  });

  it('reads again what a reorganization deeper than finality changed', async () => {
    const { ethereum, follow, pass } = setting({ finalityDepth: 1 });
    const follower = follow();
    ethereum.mine(deposit(1));
    ethereum.mine();
    await pass();
    expect(follower.agreedCount()).toBe(1n);
    ethereum.revert(2);
    ethereum.mine(deposit(2));
    ethereum.mine();
    ethereum.mine();
    await pass(2_000);
    expect(follower.knows(1n)).toBeUndefined();
    expect(follower.status().endpoints[0]?.problem?.code).toBe('ethereum/rewritten');
    await pass(ETHEREUM_ASIDE_MS + 2_000);
    expect(follower.eventsAfter(0n)).toEqual([deposit(2)]);
  });

  it('waits while an endpoint is down, and says so; one that is enough is enough', async () => {
    for (const needed of [2, 1]) {
      const { ethereum, second, follow, pass } = setting({ needed });
      Object.assign(second, { block: failWith('ethereum/unreachable') });
      const follower = follow();
      ethereum.mine(deposit(1));
      ethereum.finalize();
      await pass(ETHEREUM_BLIND_MS + 1_000);
      expect(follower.agreedCount()).toBe(needed === 1 ? 1n : undefined);
      const { blindMs, endpoints } = follower.status();
      expect(blindMs ?? 0).toBe(needed === 1 ? 0 : ETHEREUM_BLIND_MS + 1_000);
      expect(endpoints.map(({ state }) => state)).toEqual(['following', 'failing']);
    }
  });

  it('remembers for a while what an endpoint said that fell silent', async () => {
    const { ethereum, second, follow, pass } = setting();
    const follower = follow();
    ethereum.mine(deposit(1));
    ethereum.finalize();
    await pass();
    Object.assign(second, { block: failWith('ethereum/timeout') });
    ethereum.mine(deposit(2));
    ethereum.finalize();
    await pass(ETHEREUM_PATIENCE_MS - 5_000);
    expect(follower.agreedCount()).toBe(1n);
    await pass(10_000);
    expect(follower.agreedCount()).toBeUndefined();
  });

  it('asks one less and less that limits it', async () => {
    const { second, follow, pass } = setting();
    let asked = 0;
    Object.assign(second, {
      chainId: async () => {
        asked++;
        throw new WeftError('ethereum/rate-limited', 'slow down');
      },
    });
    const follower = follow();
    await pass(60_000);
    expect(asked).toBe(6);
    expect(follower.status().endpoints[1]?.problem?.code).toBe('ethereum/rate-limited');
  });

  it('goes only as far as the last of them', async () => {
    const { ethereum, second, follow, pass } = setting();
    const { block } = second;
    Object.assign(second, {
      block: (which: bigint | string) => block(which === 'finalized' ? 1n : (which as bigint)),
    });
    ethereum.mine(deposit(1));
    ethereum.mine(deposit(2));
    ethereum.finalize();
    const follower = follow();
    await pass();
    expect(follower.eventsAfter(0n)).toEqual([deposit(1)]);
    expect(follower.status().endpoints.map(({ state }) => state)).toEqual(['following', 'lagging']);
  });

  it('knows nothing while two contradict each other, and says which', async () => {
    const { clock, ethereum, first, second, follow, pass } = setting();
    const invented = createMemoryEthereum({ wallMs: () => clock.wallMs() });
    ethereum.mine(deposit(1));
    ethereum.finalize();
    invented.mine(deposit(1_000_000));
    invented.finalize();
    const liar = invented.source('liar');
    const follower = follow([first, second, liar]);
    await pass();
    expect(follower.agreedCount()).toBeUndefined();
    expect(follower.knows(1n)).toBeUndefined();
    expect(follower.eventsAfter(0n)).toEqual([]);
    const states = follower.status().endpoints.map(({ state }) => state);
    expect(states).toEqual(['following', 'following', 'contradicting']);
    const pair = follow([first, liar]);
    await pass();
    const both = pair.status().endpoints.map(({ state }) => state);
    expect(both).toEqual(['contradicting', 'contradicting']);
  });

  const lies: Record<string, (source: EthereumSource) => Partial<EthereumSource>> = {
    'hides a log': ({ inboxLogs }) => ({
      inboxLogs: async (range) => (await inboxLogs(range)).filter(({ index }) => index !== 2n),
    }),
    'hides the last log': ({ inboxLogs }) => ({
      inboxLogs: async (range) => (await inboxLogs(range)).filter(({ index }) => index !== 3n),
    }),
    'shows a log twice': ({ inboxLogs }) => ({
      inboxLogs: async (range) => (await inboxLogs(range)).flatMap((log) => [log, log]),
    }),
    'changes a log': ({ inboxLogs }) => ({
      inboxLogs: async (range) =>
        (await inboxLogs(range)).map((log) => ({ ...log, data: log.data.map((byte) => byte ^ 1) })),
    }),
    'invents a log': ({ inboxLogs }) => ({
      inboxLogs: async (range) => {
        const logs = await inboxLogs(range);
        return logs.flatMap((log) => (log.index === 3n ? [log, { ...log, index: 4n }] : [log]));
      },
    }),
    'counts too many': ({ inboxCount }) => ({
      inboxCount: async (at) => (await inboxCount(at)) + 1n,
    }),
    'shows another hash': () => ({ inboxHash: async () => `0x${'77'.repeat(32)}` as const }),
    'is of another chain': () => ({ chainId: async () => 1n }),
  };
  for (const [lie, change] of Object.entries(lies)) {
    it(`puts one aside that ${lie}, and believes it again when it is honest`, async () => {
      const { ethereum, second, follow, pass } = setting();
      ethereum.mine(deposit(1), deposit(2));
      ethereum.mine(deposit(3));
      ethereum.finalize();
      const honest = { ...second };
      Object.assign(second, change(honest));
      const follower = follow();
      await pass(ETHEREUM_ASIDE_MS + 5_000);
      const [, liar] = follower.status().endpoints;
      expect(liar?.state).toBe('aside');
      expect(liar?.problem?.code).toMatch(/wrong-chain|other-logs/);
      expect(follower.agreedCount()).toBeUndefined();
      Object.assign(second, honest);
      await pass(ETHEREUM_ASIDE_MS + 5_000);
      expect(follower.eventsAfter(0n)).toEqual(deposits(3));
    });
  }

  it('stops everything when one denies what the chain has applied', async () => {
    const { clock, ethereum, first, second, follow, pass } = setting();
    const other = createMemoryEthereum({ wallMs: () => clock.wallMs() });
    const follower = follow([first, second, other.source('other')]);
    follower.forget(inboxAfter(START, [deposit(1)]));
    ethereum.mine(deposit(1), deposit(2));
    ethereum.finalize();
    other.mine(deposit(5), deposit(6));
    other.finalize();
    await pass();
    expect(follower.knows(2n)).toBeUndefined();
    const [, , third] = follower.status().endpoints;
    expect(third).toMatchObject({
      state: 'contradicting',
      problem: { code: 'ethereum/other-inbox' },
    });
  });

  it('reads the past in ranges that an endpoint grants, and goes on after a restart', async () => {
    const { ethereum, storage, first, follow, pass, second } = setting();
    for (let block = 0; block < 100; block++) ethereum.mine();
    ethereum.mine(...deposits(3));
    ethereum.finalize();
    const ranges: bigint[] = [];
    let isDown = false;
    let lasts = false;
    for (const source of [first, second]) {
      const { inboxLogs } = source;
      source.inboxLogs = async ({ from, to }) => {
        if (isDown) throw new WeftError('ethereum/unreachable', 'down');
        if (to - from >= 10n) throw new WeftError('ethereum/range-refused', 'too many blocks');
        ranges.push(from);
        isDown = !lasts && from > 40n;
        return inboxLogs({ from, to });
      };
    }
    const before = follow();
    await pass(500);
    before.stop();
    isDown = false;
    lasts = true;
    const hint = await readInboxHint(storage, START);
    expect(hint).toBeGreaterThan(40n);
    ranges.length = 0;
    const after = follow([first, second], hint);
    await pass();
    expect(after.eventsAfter(0n)).toEqual(deposits(3));
    expect(ranges.every((from) => from >= (hint ?? 0n))).toBe(true);
  });

  it('looks from the start again when it began too late', async () => {
    const { ethereum, first, second, follow, pass } = setting();
    ethereum.mine(deposit(1));
    for (let block = 0; block < 5; block++) ethereum.mine();
    ethereum.finalize();
    const follower = follow([first, second], 4n);
    await pass();
    expect(follower.agreedCount()).toBeUndefined();
    await pass(ETHEREUM_ASIDE_MS);
    expect(follower.eventsAfter(0n)).toEqual([deposit(1)]);
  });

  it('gives a block no more than it may carry, and holds no more than its bound', async () => {
    const { ethereum, follow, pass } = setting();
    const all = deposits(MAX_HELD_INBOX_EVENTS + 10);
    ethereum.mine(...all);
    ethereum.finalize();
    const follower = follow();
    await pass();
    expect(follower.eventsAfter(0n)).toHaveLength(MAX_INBOX_EVENTS_PER_BLOCK);
    expect(follower.agreedCount()).toBe(BigInt(MAX_HELD_INBOX_EVENTS));
    const applied = inboxAfter(START, all.slice(0, 1_000));
    follower.forget(applied);
    await pass();
    expect(follower.knows(999n)).toBeUndefined();
    expect(follower.knows(1_000n)).toBe(applied.inboxHash);
    expect(follower.agreedCount()).toBe(BigInt(all.length));
    expect(follower.eventsAfter(BigInt(all.length - 1))).toEqual(all.slice(-1));
  });
});
