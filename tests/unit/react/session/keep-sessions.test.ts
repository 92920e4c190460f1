import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { WeftClient } from '../../../../lib/client/create-client.ts';
import type { SessionStanding } from '../../../../lib/client/sessions/current-session.ts';
import { openSession } from '../../../../lib/client/sessions/open-session.ts';
import type { Hash } from '../../../../lib/core/bytes.ts';
import { WeftError } from '../../../../lib/core/errors.ts';
import { MAX_TIMER_MS, SESSION_RETRY_MS } from '../../../../lib/core/limits.ts';
import { MAX_SESSION_MS } from '../../../../lib/core/module-limits.ts';
import { keepSessions, type SessionsRead } from '../../../../lib/react/session/keep-sessions.ts';
import {
  ACCOUNT,
  createPage,
  createWallet,
  installLocks,
  viewOf,
} from '../../client/sessions/browser.ts';

beforeAll(installLocks);
afterEach(() => void vi.restoreAllMocks());

const TERMS = { account: ACCOUNT, actions: ['QaVote'], spendMaxWei: 0n, validForMs: 60_000 };

/** A page that follows its sessions, and the news and timers that the test lets it have. */
function follow() {
  const { world, client } = createPage();
  const timers: { run: () => void; afterMs: number }[] = [];
  const setTimer = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
    run: () => void,
    afterMs: number,
  ) => {
    if (afterMs === undefined || afterMs < 100) return realSetTimeout(run, afterMs);
    timers.push({ run, afterMs });
    return timers.length;
  }) as never);
  const reads: SessionsRead[] = [];
  let tell = () => {};
  const subscribe = ((_: unknown, listener: () => void) => {
    tell = listener;
    return () => {};
  }) as WeftClient['subscribe'];
  const stop = keepSessions({ ...client, subscribe }, ACCOUNT, (read) => reads.push(read));
  const standing = () => reads.at(-1)?.standing as SessionStanding | undefined;
  return { world, client, timers, reads, standing, stop, tell: () => tell(), setTimer };
}

it('tells of the session once it is final, with all others of the account', async () => {
  const page = follow();
  await vi.waitFor(() => expect(page.standing()).toEqual({ state: 'none' }));
  const id = await openSession(page.client, createWallet(), TERMS);
  page.world.list = [viewOf(id), viewOf(OTHER)];
  page.tell();
  await vi.waitFor(() => expect(page.standing()?.state).toBe('open'));
  expect(page.reads.at(-1)?.list?.map((view) => view.id)).toEqual([id, OTHER]);
});

it('looks again while it waits, and when the session is over', async () => {
  const page = follow();
  const id = await openSession(page.client, createWallet(), TERMS);
  page.tell();
  await vi.waitFor(() => expect(page.standing()).toEqual({ state: 'waiting', id }));
  expect(page.timers.at(-1)?.afterMs).toBe(SESSION_RETRY_MS);
  page.world.list = [viewOf(id, { expiresMs: Date.now() + 50_000 })];
  page.timers.at(-1)?.run();
  await vi.waitFor(() => expect(page.standing()?.state).toBe('open'));
  const { afterMs } = page.timers.at(-1) as { afterMs: number };
  expect(afterMs).toBeGreaterThan(40_000);
  expect(afterMs).toBeLessThanOrEqual(50_000);
});

it('waits in parts for an end that no timer reaches', async () => {
  const page = follow();
  const id = await openSession(page.client, createWallet(), {
    ...TERMS,
    validForMs: MAX_SESSION_MS,
  });
  page.world.list = [viewOf(id, { expiresMs: Date.now() + MAX_SESSION_MS })];
  page.tell();
  await vi.waitFor(() => expect(page.standing()?.state).toBe('open'));
  expect(page.timers.at(-1)?.afterMs).toBe(MAX_TIMER_MS);
});

it('says why nothing is known, and nothing after the end', async () => {
  const page = follow();
  const query = vi.spyOn(page.client, 'query');
  query.mockRejectedValue(new WeftError('query/unknown', 'no such module'));
  const reads: SessionsRead[] = [];
  const subscribe = (() => () => {}) as WeftClient['subscribe'];
  const stop = keepSessions({ ...page.client, subscribe }, ACCOUNT, (read) => reads.push(read));
  await vi.waitFor(() => expect(reads.at(-1)?.error?.code).toBe('query/unknown'));
  stop();
  page.stop();
  const told = page.reads.length;
  page.tell();
  await new Promise((resolve) => realSetTimeout(resolve, 20));
  expect(page.reads.length).toBe(told);
});

const OTHER: Hash = `0x${'0b'.repeat(32)}`;
const realSetTimeout = globalThis.setTimeout;
