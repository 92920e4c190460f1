import { afterEach, describe, expect, it } from 'vitest';
import type { Hash, Hex } from '../../../lib/core/bytes.ts';
import {
  MAX_VERIFY_JOBS,
  MAX_VERIFY_WORKERS,
  VERIFY_CHECKS_PER_JOB,
  VERIFY_JOB_TIMEOUT_MS,
  VERIFY_JOBS_PER_WORKER,
  VERIFY_LOAD_PATIENCE_MS,
  VERIFY_LOAD_TIMEOUT_MS,
  VERIFY_RECOVERIES_PER_JOB,
} from '../../../lib/core/limits.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import { createVerifyPool, type VerifyPool } from '../../../lib/platform/browser/verify-pool.ts';
import type { VerifyReply, VerifyRequest } from '../../../lib/platform/browser/verify-protocol.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const item = { digest: `0x${'11'.repeat(32)}` as Hash, signature: `0x${'22'.repeat(65)}` as Hex };
const check = {
  keys: [`0x80${'00'.repeat(47)}` as Hex],
  message: Uint8Array.of(1),
  signature: `0x80${'00'.repeat(95)}` as Hex,
};
const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`;

/** What the node worker answers itself is told from what workers answer by these addresses. */
const INLINE = address(0xff);

const open: VerifyPool[] = [];
afterEach(async () => {
  for (const pool of open.splice(0)) await pool.close();
});

function createPool() {
  const clock = createVirtualClock();
  const lost: string[] = [];
  const fallback: Signatures = {
    verifyAggregates: async (checks) => checks.map(() => true),
    verifyPossessions: async (claims) => claims.map(() => true),
    aggregate: async () => check.signature,
    verifyP256: async () => [],
    recoverAddresses: async (items) => items.map(() => INLINE),
    close: async () => undefined,
  };
  const pool = createVerifyPool({
    clock,
    createFallback: async () => fallback,
    onWorkerLost: (reason) => lost.push(reason),
  });
  open.push(pool);
  return { pool, clock, lost };
}

/** A worker played by the test: it sees every request and answers when told. */
function addWorker(pool: VerifyPool, { ready = true } = {}) {
  const { port1, port2 } = new MessageChannel();
  const requests: VerifyRequest[] = [];
  port1.addEventListener('message', ({ data }) => requests.push(data as VerifyRequest));
  port1.start();
  pool.addWorker(port2);
  const post = (reply: VerifyReply | string) => port1.postMessage(reply);
  if (ready) post({ type: 'ready' });
  const answer = (name: number) => {
    const request = requests.shift() as VerifyRequest;
    const { id, job } = request;
    if (job.type === 'aggregate')
      return post({ type: 'result', id, result: job.signatures[0] as Hex });
    const results = job.type === 'recover-addresses' ? job.items.map(() => address(name)) : [true];
    post({ type: 'result', id, result: results as Hex[] | boolean[] });
  };
  return { port: port1, requests, post, answer };
}

/** Messages between ports arrive in later turns of the event loop. */
async function settle() {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('verify pool', () => {
  it('cuts batches into jobs, fills every worker to its bound and keeps the order', async () => {
    const { pool } = createPool();
    const workers = [addWorker(pool), addWorker(pool)];
    await settle();
    const jobs = 2 * VERIFY_JOBS_PER_WORKER + 1;
    const items = Array.from({ length: VERIFY_RECOVERIES_PER_JOB * (jobs - 1) + 1 }, () => item);
    const result = pool.recoverAddresses(items);
    await settle();
    expect(workers.map(({ requests }) => requests.length)).toEqual([2, 2]);
    workers[1]?.answer(2);
    await settle();
    expect(workers.map(({ requests }) => requests.length)).toEqual([2, 2]);
    for (const n of [0, 1]) while (workers[n]?.requests.length) workers[n]?.answer(n);
    const recovered = await result;
    expect(recovered).toHaveLength(items.length);
    expect(recovered[0]).toBe(address(0));
    expect(recovered[2 * VERIFY_RECOVERIES_PER_JOB]).toBe(address(2));
  });

  it('lets consensus go before recoveries', async () => {
    const { pool } = createPool();
    const worker = addWorker(pool);
    await settle();
    const items = Array.from({ length: VERIFY_RECOVERIES_PER_JOB * 5 }, () => item);
    void pool.recoverAddresses(items).catch(() => undefined);
    const verified = pool.verifyAggregates([check]);
    await settle();
    worker.answer(1);
    await settle();
    const kinds = worker.requests.map(({ job }) => job.type);
    expect(kinds).toEqual(['recover-addresses', 'verify-aggregates']);
    worker.answer(1);
    worker.answer(1);
    expect(await verified).toEqual([true]);
  });

  it('answers what is malformed itself', async () => {
    const { pool } = createPool();
    const worker = addWorker(pool);
    await settle();
    const bad = { ...check, signature: '0x' as Hex };
    expect(await pool.verifyAggregates([bad, bad, bad])).toEqual([false, false, false]);
    expect(await pool.recoverAddresses([{ ...item, digest: '0x' }])).toEqual([undefined]);
    await expect(pool.aggregate(['0x'])).rejects.toMatchObject({ code: 'signatures/malformed' });
    expect(worker.requests).toEqual([]);
  });

  it('works in its own thread without workers, and waits for one that loads', async () => {
    const { pool } = createPool();
    expect(await pool.recoverAddresses([item])).toEqual([INLINE]);
    const worker = addWorker(pool, { ready: false });
    const result = pool.recoverAddresses([item]);
    await settle();
    expect(worker.requests).toEqual([]);
    worker.post({ type: 'ready' });
    await settle();
    worker.answer(1);
    expect(await result).toEqual([address(1)]);
  });

  it('gives the jobs of a dead worker to another', async () => {
    const { pool, lost } = createPool();
    const first = addWorker(pool);
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    const second = addWorker(pool);
    await settle();
    first.port.close();
    await settle();
    expect(lost).toEqual(['closed']);
    expect(pool.workers()).toBe(1);
    second.answer(2);
    expect(await result).toEqual([address(2)]);
  });

  it('does the jobs of the last worker itself', async () => {
    const { pool } = createPool();
    const worker = addWorker(pool);
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    worker.port.close();
    expect(await result).toEqual([INLINE]);
  });

  it('drops a worker that hangs, and gives its job to no third', async () => {
    const { pool, clock, lost } = createPool();
    const first = addWorker(pool);
    await settle();
    const result = pool.verifyAggregates([check]);
    await settle();
    addWorker(pool);
    const third = addWorker(pool);
    await settle();
    clock.advance(VERIFY_JOB_TIMEOUT_MS);
    await settle();
    expect([lost, first.requests.length]).toEqual([['timeout'], 1]);
    clock.advance(VERIFY_JOB_TIMEOUT_MS);
    expect(await result).toEqual([true]);
    expect([lost, third.requests]).toEqual([['timeout', 'timeout'], []]);
  });

  it('drops a worker that does not load, and does its work itself', async () => {
    const { pool, clock, lost } = createPool();
    addWorker(pool, { ready: false });
    const result = pool.recoverAddresses([item]);
    clock.advance(VERIFY_LOAD_TIMEOUT_MS);
    expect([lost, pool.workers()]).toEqual([['timeout'], 0]);
    expect(await result).toEqual([INLINE]);
  });

  it('does not wait long for one that is still loading', async () => {
    const { pool, clock } = createPool();
    const worker = addWorker(pool, { ready: false });
    const first = pool.recoverAddresses([item]);
    clock.advance(VERIFY_LOAD_PATIENCE_MS);
    expect(await first).toEqual([INLINE]);
    worker.post({ type: 'ready' });
    await settle();
    const second = pool.recoverAddresses([item]);
    await settle();
    worker.answer(1);
    expect(await second).toEqual([address(1)]);
  });

  it('does not take a sleep of the whole browser for a hung worker', async () => {
    const { pool, clock, lost } = createPool();
    const worker = addWorker(pool);
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    clock.freeze(3_600_000);
    clock.advance(1);
    expect(lost).toEqual([]);
    worker.answer(1);
    expect(await result).toEqual([address(1)]);
  });

  it.each<[string, VerifyReply | string]>([
    ['another shape', 'hello'],
    ['another id', { type: 'result', id: 99, result: [] }],
    ['too few results', { type: 'result', id: 1, result: [] }],
    ['results of another kind', { type: 'result', id: 1, result: [true] }],
    ['a second greeting', { type: 'ready' }],
  ])('drops a worker that answers with %s', async (_, nonsense) => {
    const { pool, lost } = createPool();
    const worker = addWorker(pool);
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    worker.post(nonsense);
    expect(await result).toEqual([INLINE]);
    expect(lost).toEqual(['protocol']);
  });

  it('passes on the error of a job', async () => {
    const { pool } = createPool();
    const worker = addWorker(pool);
    await settle();
    const result = pool.aggregate([check.signature]);
    await settle();
    const error = { code: 'signatures/malformed', message: 'not in the group', facts: {} };
    worker.post({ type: 'error', id: 1, error });
    await expect(result).rejects.toMatchObject({ code: 'signatures/malformed' });
  });

  it('has room for what consensus waits for while transactions fill their queue', async () => {
    const { pool } = createPool();
    addWorker(pool);
    await settle();
    const jobs = MAX_VERIFY_JOBS + VERIFY_JOBS_PER_WORKER;
    const items = Array.from({ length: jobs * VERIFY_RECOVERIES_PER_JOB }, () => item);
    const recovered = pool.recoverAddresses(items);
    recovered.catch(() => undefined);
    const overloaded = { code: 'signatures/overloaded' };
    await expect(pool.recoverAddresses([item])).rejects.toMatchObject(overloaded);
    const checked = pool.verifyAggregates([check]);
    await pool.close();
    await expect(checked).rejects.toMatchObject({ code: 'signatures/closed' });
  });

  it('refuses more than its queue and its workers, and everything once closed', async () => {
    const { pool } = createPool();
    for (let n = 0; n <= MAX_VERIFY_WORKERS; n++) addWorker(pool);
    expect(pool.workers()).toBe(MAX_VERIFY_WORKERS);
    await settle();
    const busy = MAX_VERIFY_WORKERS * VERIFY_JOBS_PER_WORKER;
    const checks = Array.from(
      { length: (MAX_VERIFY_JOBS + busy) * VERIFY_CHECKS_PER_JOB },
      () => check,
    );
    const result = pool.verifyAggregates(checks);
    result.catch(() => undefined);
    await expect(pool.verifyAggregates([check])).rejects.toMatchObject({
      code: 'signatures/overloaded',
    });
    await pool.close();
    await expect(result).rejects.toMatchObject({ code: 'signatures/closed' });
    await expect(pool.recoverAddresses([item])).rejects.toMatchObject({
      code: 'signatures/closed',
    });
  });
});
