import { describe, expect, it } from 'vitest';
import { createMemoryHub } from '../../../lib/platform/memory/memory-hub.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

describe('the memory network', () => {
  it('delivers what an identity publishes after it has left and returned', async () => {
    const clock = createVirtualClock();
    const hub = createMemoryHub({})({ clock });
    const heard: number[] = [];
    const listener = createMemoryNetwork({ id: 'listener' })({ hub, clock });
    listener.onGossip('votes', ({ data }) => {
      heard.push(data[0] ?? 0);
      return 'ignore';
    });
    await listener.start();
    for (const value of [1, 2]) {
      const speaker = createMemoryNetwork({ id: 'speaker' })({ hub, clock });
      await speaker.start();
      await clock.advanceAsync(10);
      await speaker.publish('votes', Uint8Array.of(value));
      await clock.advanceAsync(10);
      await speaker.stop();
    }
    expect(heard).toEqual([1, 2]);
  });
});
