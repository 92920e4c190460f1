import { describe, expect, it } from 'vitest';
import { WeftError } from '../../../lib/core/errors.ts';
import { WORKER_HEALTHY_MS, WORKER_RESTART_DELAY_MS } from '../../../lib/core/limits.ts';
import { hostNode } from '../../../lib/platform/browser/node-host.ts';
import type { RunningNode } from '../../../lib/platform/browser/start-node.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const CRASH = new WeftError('node/worker-crashed', 'x is not a function');

function host({ failToStart = false } = {}) {
  const clock = createVirtualClock();
  const log: string[] = [];
  const faults: ((error: WeftError) => void)[] = [];
  const node: RunningNode = {
    connect: () => new MessageChannel().port1,
    stop: async () => void log.push('stop'),
  };
  const stop = hostNode(
    (onFault) => {
      if (failToStart) throw new WeftError('node/worker-absent', 'no workers');
      faults.push(onFault);
      return node;
    },
    clock,
    {
      onUp: () => log.push('up'),
      onDown: ({ code }, restarting) => log.push(`down ${code}${restarting ? ', again' : ''}`),
    },
  );
  return { clock, log, stop, crash: () => faults.at(-1)?.(CRASH) };
}

describe('hosting a node', () => {
  it('starts it again after a fault, and says so meanwhile', () => {
    const { clock, log, crash } = host();
    crash();
    clock.advance(WORKER_RESTART_DELAY_MS);
    expect(log).toEqual(['up', 'down node/worker-crashed, again', 'up']);
  });

  it('gives up when it fails again soon', () => {
    const { clock, log, crash } = host();
    crash();
    clock.advance(WORKER_RESTART_DELAY_MS);
    crash();
    clock.advance(WORKER_HEALTHY_MS * 2);
    expect(log.at(-1)).toBe('down node/worker-crashed');
  });

  it('starts again after each fault of a node that was healthy in between', () => {
    const { clock, log, crash } = host();
    for (let i = 0; i < 3; i++) {
      crash();
      clock.advance(WORKER_HEALTHY_MS);
    }
    expect(log.filter((line) => line === 'up')).toHaveLength(4);
  });

  it('says why a node cannot start at all', () => {
    const { clock, log } = host({ failToStart: true });
    clock.advance(WORKER_RESTART_DELAY_MS);
    expect(log).toEqual(['down node/worker-absent, again', 'down node/worker-absent']);
  });

  it('stops it in order, and starts nothing after', async () => {
    const { clock, log, stop, crash } = host();
    await stop();
    crash();
    clock.advance(WORKER_HEALTHY_MS);
    expect(log).toEqual(['up', 'stop']);
  });
});
