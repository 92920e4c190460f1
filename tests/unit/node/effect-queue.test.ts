import { describe, expect, it } from 'vitest';
import { FINALIZE, type Statement } from '../../../lib/chain/statement.ts';
import type { ConsensusEffect, RecordBody } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { MAX_HELD_EFFECTS } from '../../../lib/core/limits.ts';
import { createEffectQueue } from '../../../lib/node/consensus/effect-queue.ts';

function setUp() {
  const writes: { records: readonly RecordBody[]; end(error?: WeftError): void }[] = [];
  const ran: string[] = [];
  const failures: unknown[] = [];
  const queue = createEffectQueue({
    persist: (records) =>
      new Promise((resolve, reject) => {
        writes.push({ records, end: (error) => (error ? reject(error) : resolve()) });
      }),
    onFailure: (thrown) => failures.push(thrown),
  });
  const run = (effect: ConsensusEffect) =>
    ran.push(effect.type === 'send' ? `send ${effect.peer}` : effect.type);
  return { queue, run, writes, ran, failures };
}

const writesSeen = () => new Promise((resolve) => setTimeout(resolve));

const floor = (view: bigint): ConsensusEffect => ({
  type: 'persist',
  records: [{ type: 'floor', view, height: view, finalization: undefined }],
});

const send = (peer: string): ConsensusEffect => {
  const statement: Statement = { kind: FINALIZE, epoch: 0n, view: 1n, digest: ZERO_HASH };
  return {
    type: 'send',
    peer,
    message: { type: 'vote', vote: { statement, signer: 0, signature: '0x' } },
  };
};

describe('the barrier', () => {
  it('holds what leaves the node until the records before it are durable', async () => {
    const { queue, run, writes, ran } = setUp();
    queue.push([send('a'), floor(1n), send('b'), { type: 'set-alarm', at: 1 }], run);
    expect(ran).toEqual(['send a', 'set-alarm']);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'set-alarm', 'send b']);
  });

  it('puts all records that come during a write into the next one', async () => {
    const { queue, run, writes, ran } = setUp();
    queue.push([floor(1n), send('a')], run);
    queue.push([floor(2n), send('b'), floor(3n), send('c')], run);
    expect(writes.length).toBe(1);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a']);
    expect(writes[1]?.records.length).toBe(2);
    writes[1]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'send b', 'send c']);
  });

  it('keeps the order of what it holds', async () => {
    const { queue, run, writes, ran } = setUp();
    queue.push([floor(1n), send('a')], run);
    queue.push([send('b')], run);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'send b']);
  });

  it('puts what an effect leads to behind the other effects of its step', async () => {
    const { queue, run, writes, ran } = setUp();
    const next = (effect: ConsensusEffect) => ran.push(`next ${effect.type}`);
    const leadOn = (effect: ConsensusEffect) => {
      run(effect);
      if (effect.type === 'set-alarm') queue.push([floor(2n), send('b')], next);
    };
    queue.push([{ type: 'set-alarm', at: 1 }, floor(1n), send('a')], leadOn);
    expect(writes.length).toBe(1);
    expect(writes[0]?.records).toMatchObject([{ view: 1n }, { view: 2n }]);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['set-alarm', 'send a', 'next send']);
  });

  it('keeps the order over the engines of two epochs', async () => {
    const { queue, run, writes, ran } = setUp();
    const next = (effect: ConsensusEffect) => ran.push(`next ${effect.type}`);
    queue.push([floor(1n), send('a')], run);
    queue.push([send('b'), floor(2n), send('c')], next);
    queue.push([send('d')], run);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'next send']);
    writes[1]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'next send', 'next send', 'send d']);
  });

  it('takes a write that does not end for a failed one when too much waits for it', async () => {
    const { queue, run, writes, ran, failures } = setUp();
    queue.push([floor(1n)], run);
    for (let count = 0; count < MAX_HELD_EFFECTS; count++) queue.push([send('a')], run);
    expect(failures).toEqual([]);
    queue.push([send('one more')], run);
    expect(failures).toEqual([expect.objectContaining({ code: 'storage/failed' })]);
    writes[0]?.end();
    await writesSeen();
    queue.push([send('later')], run);
    expect([ran, failures.length]).toEqual([[], 1]);
  });

  it('holds as many records at most', () => {
    const { queue, run, failures } = setUp();
    for (let view = 0n; view <= MAX_HELD_EFFECTS; view++) queue.push([floor(view)], run);
    expect(failures).toEqual([]);
    queue.push([floor(0n)], run);
    expect(failures.length).toBe(1);
  });

  it('lets nothing out after a failed write', async () => {
    const { queue, run, writes, ran, failures } = setUp();
    queue.push([floor(1n), send('a')], run);
    writes[0]?.end(new WeftError('storage/full', 'full'));
    await writesSeen();
    queue.push([send('b')], run);
    expect(ran).toEqual([]);
    expect(failures).toEqual([expect.objectContaining({ code: 'storage/full' })]);
  });

  it.each(['broadcast', 'send', 'finalized', 'epoch-ended', 'evidence'] as const)(
    'holds %s, which leaves the node or tells of what has',
    async (type) => {
      const { queue, writes } = setUp();
      const ran: string[] = [];
      queue.push([floor(1n), { type } as ConsensusEffect], (effect) => ran.push(effect.type));
      expect(ran).toEqual([]);
      writes[0]?.end();
      await writesSeen();
      expect(ran).toEqual([type]);
    },
  );

  it('keeps the order when what it lets out brings more', async () => {
    const { queue, run, writes, ran } = setUp();
    const bring = (effect: ConsensusEffect) => {
      run(effect);
      queue.push([send('c')], run);
    };
    queue.push([floor(1n), send('a')], bring);
    queue.push([send('b')], run);
    writes[0]?.end();
    await writesSeen();
    expect(ran).toEqual(['send a', 'send b', 'send c']);
  });

  it('ends at once: nothing more runs, and a write that fails later is no news', async () => {
    const { queue, run, writes, ran, failures } = setUp();
    queue.push([floor(1n), send('a')], run);
    queue.close();
    queue.push([{ type: 'set-alarm', at: 1 }, floor(2n)], run);
    writes[0]?.end(new WeftError('storage/full', 'full'));
    await writesSeen();
    expect([ran, failures, writes.length]).toEqual([[], [], 1]);
  });
});

describe('who waits for what is durable', () => {
  function waitFor(queue: ReturnType<typeof setUp>['queue']) {
    const seen: string[] = [];
    queue.settled().then(
      () => seen.push('durable'),
      (thrown) => seen.push(thrown.code),
    );
    return seen;
  }

  it('does not wait for nothing', async () => {
    const { queue } = setUp();
    const seen = waitFor(queue);
    await writesSeen();
    expect(seen).toEqual(['durable']);
  });

  it('waits for the records so far, and not for later ones', async () => {
    const { queue, run, writes } = setUp();
    queue.push([floor(1n)], run);
    queue.push([floor(2n)], run);
    const seen = waitFor(queue);
    writes[0]?.end();
    await writesSeen();
    expect(seen).toEqual([]);
    queue.push([floor(3n)], run);
    writes[1]?.end();
    await writesSeen();
    expect(seen).toEqual(['durable']);
  });

  it.each([
    ['a write failed', (writes: Writes) => writes[0]?.end(new WeftError('storage/full', 'full'))],
    ['the queue was closed', (_: Writes, queue: Queue) => queue.close()],
  ])('hears that it never will be after %s', async (_, end) => {
    const { queue, run, writes } = setUp();
    queue.push([floor(1n)], run);
    const before = waitFor(queue);
    end(writes, queue);
    await writesSeen();
    const after = waitFor(queue);
    await writesSeen();
    expect([before, after]).toEqual([['storage/failed'], ['storage/failed']]);
  });
});

type Queue = ReturnType<typeof setUp>['queue'];
type Writes = ReturnType<typeof setUp>['writes'];
