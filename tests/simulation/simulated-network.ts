import type { Configuration } from './configuration.ts';
import type { EventQueue } from './event-queue.ts';
import { createRandom } from './random.ts';

/** Lossy, slow, duplicating, reordering delivery between all pairs of nodes. */
export interface SimulatedNetwork {
  /** Calls `deliver` after a random delay: never, once or twice. */
  send(from: number, to: number, deliver: () => void): void;
  /** Loses everything from `from` to `to` until the time given. */
  cut(from: readonly number[], to: readonly number[], untilMs: number): void;
  /** No more faults: every message arrives, soon. */
  heal(): void;
  readonly counters: { sent: number; lost: number; duplicated: number };
}

export function createSimulatedNetwork(
  configuration: Configuration,
  queue: EventQueue,
): SimulatedNetwork {
  const random = createRandom(configuration.seed, 'network');
  const { delayMeanMs, lossPercent, duplicationPercent } = configuration;
  const cuts: { from: readonly number[]; to: readonly number[]; untilMs: number }[] = [];
  const counters = { sent: 0, lost: 0, duplicated: 0 };
  let isHealed = false;

  const isCut = (from: number, to: number) =>
    cuts.some((cut) => queue.now() < cut.untilMs && cut.from.includes(from) && cut.to.includes(to));
  const delayMs = () => {
    const mean = isHealed ? Math.min(delayMeanMs, 100) : delayMeanMs;
    return mean / 2 + random.exponential(mean / 2);
  };

  return {
    counters,
    cut: (from, to, untilMs) => {
      cuts.push({ from, to, untilMs });
    },
    heal: () => {
      isHealed = true;
      cuts.length = 0;
    },
    send: (from, to, deliver) => {
      counters.sent++;
      const isLost = !isHealed && (random.chance(lossPercent) || isCut(from, to));
      if (isLost) {
        counters.lost++;
        return;
      }
      queue.schedule(queue.now() + delayMs(), deliver);
      if (isHealed || !random.chance(duplicationPercent)) return;
      counters.duplicated++;
      queue.schedule(queue.now() + delayMs(), deliver);
    },
  };
}
