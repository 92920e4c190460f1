import { describe, expect, it } from 'vitest';
import { WeftError } from '../../../lib/core/errors.ts';
import { VERIFY_RECOVERIES_PER_JOB } from '../../../lib/core/limits.ts';
import { serveVerify } from '../../../lib/platform/browser/serve-verify.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';

const item = { digest: `0x${'11'.repeat(32)}`, signature: `0x${'22'.repeat(65)}` };

/** Everything the worker says until it has closed the port or said `count` things. */
async function conversation(requests: unknown[], count: number, loading = loaded()) {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  await new Promise<void>((resolve) => {
    port2.addEventListener('message', ({ data }) => {
      heard.push(data);
      if (heard.length === count) resolve();
    });
    port2.addEventListener('close', () => resolve());
    port2.start();
    for (const request of requests) port2.postMessage(request);
    void serveVerify(port1, loading);
  });
  port2.close();
  return heard;
}

const loaded = async () => createFakeSignatures();

describe('a verify worker', () => {
  it('greets, then answers in order, errors included', async () => {
    const good = { id: 1, job: { type: 'recover-addresses', items: [item] } };
    const signature = `0x80${'00'.repeat(95)}`;
    const sum = { id: 2, job: { type: 'aggregate', signatures: [signature, signature] } };
    const heard = await conversation([good, sum], 3);
    expect(heard).toMatchObject([{ type: 'ready' }, { id: 1 }, { id: 2, type: 'result' }]);
  });

  it('passes on what its library throws', async () => {
    const failing = async () => ({
      ...createFakeSignatures(),
      recoverAddresses: () => Promise.reject(new WeftError('signatures/odd', 'odd', { a: 1 })),
    });
    const request = { id: 1, job: { type: 'recover-addresses', items: [item] } };
    expect((await conversation([request], 2, failing()))[1]).toEqual({
      type: 'error',
      id: 1,
      error: { code: 'signatures/odd', message: 'odd', facts: { a: 1 } },
    });
  });

  it.each([
    ['no object', 'hello'],
    ['no id', { job: { type: 'recover-addresses', items: [] } }],
    ['an unknown job', { id: 1, job: { type: 'mine' } }],
    [
      'malformed items',
      { id: 1, job: { type: 'recover-addresses', items: [{ ...item, digest: 1 }] } },
    ],
    ['malformed checks', { id: 1, job: { type: 'verify-aggregates', checks: [{ keys: 1 }] } }],
    [
      'malformed proofs',
      { id: 1, job: { type: 'verify-possessions', claims: [{ blsKey: '0x' }] } },
    ],
    ['a sum of nothing', { id: 1, job: { type: 'aggregate', signatures: [] } }],
    [
      'more than a job may hold',
      {
        id: 1,
        job: {
          type: 'recover-addresses',
          items: Array.from({ length: VERIFY_RECOVERIES_PER_JOB + 1 }, () => item),
        },
      },
    ],
  ])('closes the port at %s', async (_, request) => {
    expect(await conversation([request], 2)).toEqual([{ type: 'ready' }]);
  });

  it('closes the port when its libraries do not load', async () => {
    const broken = Promise.reject(new WeftError('internal/unexpected', 'no WebAssembly'));
    expect(await conversation([], 1, broken)).toEqual([]);
  });
});
