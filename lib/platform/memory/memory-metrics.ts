import type { Metrics } from '../../node/ports.ts';

/** The port, and its values for whoever looks: tests, and a browser's own panel. */
export interface MemoryMetrics extends Metrics {
  /** Sum of the increments, or the last value set. */
  value(name: string): number | undefined;
  /** Number, sum and largest of what was observed. */
  observed(name: string): { count: number; sum: number; max: number } | undefined;
}

export function createMemoryMetrics(): MemoryMetrics {
  const values = new Map<string, number>();
  const observations = new Map<string, { count: number; sum: number; max: number }>();
  return {
    increment: (name, by = 1) => void values.set(name, (values.get(name) ?? 0) + by),
    set: (name, value) => void values.set(name, value),
    observe(name, value) {
      const before = observations.get(name) ?? { count: 0, sum: 0, max: value };
      observations.set(name, {
        count: before.count + 1,
        sum: before.sum + value,
        max: Math.max(before.max, value),
      });
    },
    value: (name) => values.get(name),
    observed: (name) => observations.get(name),
  };
}
