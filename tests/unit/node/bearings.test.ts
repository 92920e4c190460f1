import { describe, expect, it } from 'vitest';
import { CLAIM_PATIENCE_MS } from '../../../lib/core/limits.ts';
import { createBearings } from '../../../lib/node/bearings.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

function setUp() {
  const clock = createVirtualClock({ wallMs: 10 * CLAIM_PATIENCE_MS });
  const bearings = createBearings(clock, () => {});
  bearings.lose();
  bearings.hear();
  return { clock, bearings, blockOf: (agoMs: number) => ({ timestampMs: clock.wallMs() - agoMs }) };
}

describe('what neighbours claim of their heights', () => {
  it('is believed for a while from the first status on, however often it is said again', async () => {
    const { clock, bearings } = setUp();
    await clock.advanceAsync(CLAIM_PATIENCE_MS - 1);
    bearings.hear();
    expect(bearings.believes()).toBe(true);
    await clock.advanceAsync(1);
    expect(bearings.believes()).toBe(false);
    bearings.hear();
    expect(bearings.believes()).toBe(false);
  });

  it('is believed for less by whoever has less patience', async () => {
    const { clock, bearings } = setUp();
    await clock.advanceAsync(99);
    expect([bearings.believes(100), bearings.believes(99)]).toEqual([true, false]);
  });

  it('is believed again when this node lost its bearings', async () => {
    const { clock, bearings } = setUp();
    await clock.advanceAsync(CLAIM_PATIENCE_MS);
    bearings.lose();
    bearings.hear();
    expect(bearings.believes()).toBe(true);
  });

  it.each([1, -1])('is believed again after a block of another time (%i)', async (sign) => {
    const { clock, bearings, blockOf } = setUp();
    await clock.advanceAsync(CLAIM_PATIENCE_MS);
    bearings.prove(blockOf(sign * CLAIM_PATIENCE_MS));
    await clock.advanceAsync(CLAIM_PATIENCE_MS - 1);
    expect(bearings.believes()).toBe(true);
    await clock.advanceAsync(1);
    expect(bearings.believes()).toBe(false);
  });

  it('is not believed because of a block that was made just now', async () => {
    const { clock, bearings, blockOf } = setUp();
    await clock.advanceAsync(CLAIM_PATIENCE_MS);
    bearings.prove(blockOf(CLAIM_PATIENCE_MS - 1));
    expect(bearings.believes()).toBe(false);
  });
});
