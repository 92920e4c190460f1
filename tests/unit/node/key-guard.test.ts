import { describe, expect, it } from 'vitest';
import { DELTA_MS, GUARD_PATIENCE_MS } from '../../../lib/core/limits.ts';
import { guardKey } from '../../../lib/node/consensus/key-guard.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const LISTENS_MS = 2 * DELTA_MS[0];

function setUp({ needsPeers = true } = {}) {
  const clock = createVirtualClock({ wallMs: 1_000_000 });
  const asked: string[] = [];
  const setting = { behind: false, height: 0n, timestampMs: 0, passed: 0 };
  const guard = guardKey({
    clock,
    needsPeers,
    isBehind: () => setting.behind,
    final: () => setting,
    askOwnVotes: (peer) => asked.push(peer),
    onPassed: () => {
      setting.passed++;
    },
  });
  return { clock, asked, setting, guard };
}

describe('the guard of a key after a restart', () => {
  it('listens from its first neighbour on, and asks each until it passes', async () => {
    const { clock, asked, setting, guard } = setUp();
    await clock.advanceAsync(10 * LISTENS_MS);
    expect(guard.hasPassed()).toBe(false);
    guard.connected('bob');
    await clock.advanceAsync(LISTENS_MS - 1);
    guard.connected('cat');
    expect([guard.hasPassed(), asked]).toEqual([false, ['bob', 'cat']]);
    await clock.advanceAsync(1);
    guard.connected('dan');
    expect([guard.hasPassed(), setting.passed, asked.length]).toEqual([true, 1, 2]);
  });

  it('passes once, however many neighbours come meanwhile', async () => {
    const { clock, setting, guard } = setUp();
    guard.connected('bob');
    await clock.advanceAsync(LISTENS_MS / 2);
    guard.connected('cat');
    await clock.advanceAsync(10 * LISTENS_MS);
    expect(setting.passed).toBe(1);
  });

  it('has patience from its first neighbour on, however long it was alone', async () => {
    const { clock, setting, guard } = setUp();
    setting.behind = true;
    await clock.advanceAsync(GUARD_PATIENCE_MS);
    guard.connected('bob');
    await clock.advanceAsync(GUARD_PATIENCE_MS - DELTA_MS[0]);
    expect(guard.hasPassed()).toBe(false);
    await clock.advanceAsync(DELTA_MS[0]);
    expect(guard.hasPassed()).toBe(true);
  });

  it('does not pass while blocks are missing that may count votes of the key', async () => {
    const { clock, setting, guard } = setUp();
    setting.behind = true;
    guard.connected('bob');
    await clock.advanceAsync(10 * LISTENS_MS);
    expect(guard.hasPassed()).toBe(false);
    setting.behind = false;
    await clock.advanceAsync(DELTA_MS[0]);
    expect([guard.hasPassed(), setting.passed]).toEqual([true, 1]);
  });

  it('waits as long as blocks come, and not for neighbours who only promise some', async () => {
    const { clock, setting, guard } = setUp();
    setting.behind = true;
    guard.connected('bob');
    for (let block = 0; block < 10; block++) {
      setting.height++;
      await clock.advanceAsync(GUARD_PATIENCE_MS - DELTA_MS[0]);
      expect(guard.hasPassed()).toBe(false);
    }
    await clock.advanceAsync(GUARD_PATIENCE_MS);
    expect(guard.hasPassed()).toBe(true);
  });

  it('is not kept by promises while blocks are made and become final here', async () => {
    const { clock, setting, guard } = setUp();
    setting.behind = true;
    await clock.advanceAsync(GUARD_PATIENCE_MS);
    guard.connected('bob');
    setting.height++;
    setting.timestampMs = clock.wallMs() - 1;
    await clock.advanceAsync(LISTENS_MS);
    expect(guard.hasPassed(), 'an old block says nothing of those after it').toBe(false);
    setting.height++;
    setting.timestampMs = clock.wallMs();
    await clock.advanceAsync(DELTA_MS[0]);
    expect(guard.hasPassed()).toBe(true);
  });

  it('needs nobody where nobody else votes, and ends with its node', async () => {
    const alone = setUp({ needsPeers: false });
    await alone.clock.advanceAsync(LISTENS_MS);
    expect(alone.guard.hasPassed()).toBe(true);
    const stopped = setUp();
    stopped.guard.connected('bob');
    stopped.guard.stop();
    await stopped.clock.advanceAsync(LISTENS_MS);
    expect(stopped.guard.hasPassed()).toBe(false);
  });
});
