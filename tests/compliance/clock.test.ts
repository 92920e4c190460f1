import { describe, expect, it } from 'vitest';
import type { Clock } from '../../lib/node/ports.ts';
import { createVirtualClock } from '../../lib/platform/memory/virtual-clock.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';

const virtual = createVirtualClock();
const subjects: Record<string, { clock: Clock; pass: (ms: number) => Promise<unknown> }> = {
  virtual: { clock: virtual, pass: (ms) => virtual.advanceAsync(ms) },
  system: {
    clock: createSystemClock(),
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  },
};

for (const [adapter, { clock, pass }] of Object.entries(subjects)) {
  describe(`${adapter} clock`, () => {
    it('shows whole milliseconds that pass on both clocks', async () => {
      const [monotonic, wall] = [clock.monotonicMs(), clock.wallMs()];
      await pass(30);
      expect(clock.monotonicMs() - monotonic).toBeGreaterThanOrEqual(28);
      expect(clock.wallMs() - wall).toBeGreaterThanOrEqual(28);
      expect(Number.isInteger(clock.monotonicMs()) && Number.isInteger(clock.wallMs())).toBe(true);
      expect(clock.wallMs()).toBeGreaterThan(1_600_000_000_000);
    });

    it('calls back once, not before its time, in order', async () => {
      const calls: string[] = [];
      const start = clock.monotonicMs();
      let firedAfterMs = 0;
      clock.after(30, () => calls.push('late'));
      clock.after(10, () => {
        calls.push('early');
        firedAfterMs = clock.monotonicMs() - start;
      });
      clock.after(0, () => calls.push('first'));
      expect(calls).toEqual([]);
      await pass(60);
      await pass(20);
      expect(calls).toEqual(['first', 'early', 'late']);
      expect(firedAfterMs).toBeGreaterThanOrEqual(9);
    });

    it('does not call what was cancelled, and cancels in vain afterwards', async () => {
      const calls: string[] = [];
      const cancel = clock.after(10, () => calls.push('cancelled'));
      const cancelLate = clock.after(5, () => calls.push('kept'));
      cancel();
      await pass(30);
      cancel();
      cancelLate();
      expect(calls).toEqual(['kept']);
    });

    it('takes a delay in the past as none, and one of months as none that fires at once', async () => {
      const calls: string[] = [];
      clock.after(-5, () => calls.push('past'));
      const cancel = clock.after(2 ** 40, () => calls.push('months'));
      await pass(10);
      cancel();
      expect(calls).toEqual(['past']);
    });
  });
}
