import { afterEach, describe, expect, it } from 'vitest';
import type { Hash, Hex } from '../../../lib/core/bytes.ts';
import {
  MAX_VERIFY_RESTART_DELAY_MS,
  VERIFY_JOB_TIMEOUT_MS,
  WORKER_RESTART_DELAY_MS,
} from '../../../lib/core/limits.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import { serveVerify } from '../../../lib/platform/browser/serve-verify.ts';
import { openSuppliedVerifyPool } from '../../../lib/platform/browser/supplied-verify-pool.ts';
import { startVerifyWorkers } from '../../../lib/platform/browser/verify-workers.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const item = { digest: `0x${'11'.repeat(32)}` as Hash, signature: `0x${'22'.repeat(65)}` as Hex };
const nobody: Hex = `0x${'00'.repeat(20)}`;

/** A worker in this thread, with the real serving side, that can die or hang. */
class TestWorker extends EventTarget {
  readonly answers = { count: 0 };
  readonly #ports: MessagePort[] = [];
  readonly #hangs: boolean;
  ended = false;

  constructor(hangs: boolean) {
    super();
    this.#hangs = hangs;
  }

  postMessage(_: unknown, ports: Transferable[] | StructuredSerializeOptions = []) {
    const signatures: Signatures = {
      ...createFakeSignatures(),
      recoverAddresses: (items) => {
        if (this.#hangs) return new Promise(() => undefined);
        this.answers.count++;
        return Promise.resolve(items.map(() => nobody));
      },
    };
    for (const port of ports as MessagePort[]) {
      this.#ports.push(port);
      void serveVerify(port, Promise.resolve(signatures));
    }
  }

  /** Like a browser's: whoever holds the other end hears nothing of it. */
  terminate() {
    this.ended = true;
  }

  close() {
    for (const port of this.#ports) port.close();
  }
}

let cleanUp: () => Promise<void> = async () => undefined;
afterEach(() => cleanUp());

async function openSupply({ hangs = 0, count = 1 } = {}) {
  const clock = createVirtualClock();
  const workers: TestWorker[] = [];
  const page = startVerifyWorkers({
    count,
    clock,
    create: () => {
      const worker = new TestWorker(workers.length < hangs);
      workers.push(worker);
      return worker;
    },
  });
  let inline = 0;
  const pool = await openSuppliedVerifyPool(page.port, {
    clock,
    createFallback: async () => {
      inline++;
      return { ...createFakeSignatures(), recoverAddresses: async () => [nobody] };
    },
  });
  cleanUp = async () => {
    await pool.close();
    page.stop();
    page.port.close();
    for (const worker of workers) worker.close();
  };
  return { clock, workers, pool, inlineCount: () => inline };
}

/** Messages between ports arrive in later turns of the event loop. */
async function settle() {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('verify workers', () => {
  it('do the first job of a node too', async () => {
    const { pool, workers, inlineCount } = await openSupply();
    await pool.recoverAddresses([item]);
    expect([workers[0]?.answers.count, inlineCount()]).toEqual([1, 0]);
  });

  it('do the jobs that a hung one leaves, and get another in its place', async () => {
    const { clock, workers, pool, inlineCount } = await openSupply({ hangs: 1, count: 2 });
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    clock.advance(VERIFY_JOB_TIMEOUT_MS);
    expect(await result).toEqual([nobody]);
    await settle();
    expect([workers[0]?.ended, pool.workers()]).toEqual([true, 1]);
    clock.advance(WORKER_RESTART_DELAY_MS);
    await settle();
    expect([workers.length, pool.workers(), inlineCount()]).toEqual([3, 2, 0]);
  });

  it.each(['error', 'messageerror'])('are replaced upon %s', async (type) => {
    const { clock, workers, pool } = await openSupply({ hangs: 1 });
    await settle();
    const result = pool.recoverAddresses([item]);
    await settle();
    workers[0]?.dispatchEvent(new Event(type));
    expect(await result, 'at once, without another worker').toEqual([nobody]);
    clock.advance(WORKER_RESTART_DELAY_MS);
    await settle();
    await pool.recoverAddresses([item]);
    expect(workers[1]?.answers.count).toBe(1);
  });

  it('are started more and more seldom when each one dies', async () => {
    const { clock, workers } = await openSupply();
    for (let delayMs = WORKER_RESTART_DELAY_MS; delayMs < MAX_VERIFY_RESTART_DELAY_MS; ) {
      const before = workers.length;
      workers.at(-1)?.dispatchEvent(new Event('error'));
      workers.at(-1)?.dispatchEvent(new Event('error'));
      clock.advance(delayMs - 1);
      expect(workers.length).toBe(before);
      clock.advance(1);
      expect(workers.length).toBe(before + 1);
      delayMs *= 2;
    }
    workers.at(-1)?.dispatchEvent(new Event('error'));
    const before = workers.length;
    clock.advance(MAX_VERIFY_RESTART_DELAY_MS);
    expect(workers.length).toBe(before + 1);
  });
});
