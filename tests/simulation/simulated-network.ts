import type { Configuration, Cut } from './configuration/configuration.ts';
import { identityOf, processCount } from './configuration/configuration.ts';
import type { Counters } from './counters.ts';
import type { EventQueue } from './event-queue.ts';
import { createRandom, type Random } from './random.ts';

/** Lossy, slow, duplicating, reordering delivery between all pairs of processes. */
export interface SimulatedNetwork {
  /** Calls `deliver` after a random delay: never, once or twice. */
  send(from: number, to: number, deliver: () => void): void;
  /** Loses everything that crosses one of the cuts, for a while. */
  cut(cuts: readonly Cut[], forMs: number): void;
  /** Holds back everything that crosses the cut until the time given. */
  clog(cut: Cut, untilMs: number): void;
  /** No more faults: every message arrives, soon, except across what is cut from now on. */
  heal(): void;
}

export function createSimulatedNetwork(
  configuration: Configuration,
  queue: EventQueue,
  counters: Counters,
): SimulatedNetwork {
  const { delayMeanMs, lossPercent, duplicationPercent, isRushing } = configuration.network;
  const count = processCount(configuration);
  const links = Array.from({ length: count * count }, createLink);
  const randoms: Random[] = [];
  const exists = (process: number) => process < count;
  const between = ({ from, to }: Cut) =>
    from
      .filter(exists)
      .flatMap((a) => to.filter(exists).flatMap((b) => (a === b ? [] : [a * count + b])));
  let isHealed = false;

  const liars = new Set(configuration.byzantine.map(({ node }) => node));
  const isRushed = (from: number, to: number) =>
    isRushing &&
    (liars.has(identityOf(configuration, from)) || liars.has(identityOf(configuration, to)));

  const delayMs = (random: Random, from: number, to: number) => {
    if (isRushed(from, to)) return RUSHED_DELAY_MS;
    const mean = isHealed ? Math.min(delayMeanMs, HEALED_DELAY_MS) : delayMeanMs;
    return mean / 2 + random.exponential(mean / 2);
  };

  return {
    cut: (cuts, forMs) => {
      const crossed = cuts.flatMap(between);
      for (const at of crossed) (links[at] as Link).cuts++;
      if (isHealed) return;
      queue.schedule(queue.now() + forMs, () => {
        if (!isHealed) for (const at of crossed) (links[at] as Link).cuts--;
      });
    },
    clog: (cut, untilMs) => {
      for (const at of between(cut)) {
        const link = links[at] as Link;
        link.clogUntilMs = Math.max(link.clogUntilMs, untilMs);
      }
    },
    heal: () => {
      isHealed = true;
      for (const link of links) Object.assign(link, createLink());
    },
    send: (from, to, deliver) => {
      const at = from * count + to;
      const link = links[at] as Link;
      // A stream for each link: what happens on one does not shift the others.
      const random = (randoms[at] ??= createRandom(configuration.seed, `link ${from} ${to}`));
      const isUnlucky = random.chance(lossPercent) && !isHealed;
      if (isUnlucky || link.cuts > 0) {
        counters.add(link.cuts > 0 ? 'network/cut' : 'network/lost');
        return;
      }
      if (link.clogUntilMs > queue.now()) counters.add('network/clogged');
      const earliestMs = Math.max(queue.now(), link.clogUntilMs);
      queue.schedule(earliestMs + delayMs(random, from, to), deliver);
      if (isHealed || !random.chance(duplicationPercent)) return;
      counters.add('network/duplicated');
      queue.schedule(earliestMs + delayMs(random, from, to), deliver);
    },
  };
}

interface Link {
  cuts: number;
  clogUntilMs: number;
}

function createLink(): Link {
  return { cuts: 0, clogUntilMs: 0 };
}

const HEALED_DELAY_MS = 100;
const RUSHED_DELAY_MS = 0.5;
