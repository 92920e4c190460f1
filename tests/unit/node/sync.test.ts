import { describe, expect, it } from 'vitest';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork, runUntil, statusOf } from './support/test-network.ts';

describe('a node that is late', () => {
  it('catches up with 1,000 blocks by height, well under 3 seconds', async () => {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    for (let i = 0; i < 1_000; i++) await forged.grow();
    const disk = await forged.disk();
    const source = net.add('archive', { disk });
    const late = net.add('late');
    await Promise.all([source.node.start(), late.node.start()]);
    const startMs = performance.now();
    await runUntil(net.clock, async () => (await statusOf(late)).finalizedHeight === 1_000n);
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect((await statusOf(late)).stateRoot).toBe((await statusOf(source)).stateRoot);
    await net.clock.advanceAsync(10_000);
    const status = await statusOf(late);
    expect(status.phase).toBe('live');
    expect(status.boot.find((step) => step.name === 'verification')?.facts).toEqual({
      blocks: 1_000,
      of: 1_000,
    });
  });
});
