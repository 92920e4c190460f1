import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { assert } from '../../core/assert.ts';
import { MAX_METRICS } from '../../core/limits.ts';
import type { Metrics } from '../../node/ports.ts';

/** The port, and what Prometheus reads. */
export interface PrometheusMetrics extends Metrics {
  /** MIME type of `text`. */
  readonly contentType: string;
  /** The values now, in Prometheus' text format, with those of the process itself. */
  text(): Promise<string>;
}

/** Each name becomes `weft_` and the name in snake case, of the kind of its first use. */
export function createPrometheusMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();

  function named<Metric>(metrics: Map<string, Metric>, name: string, create: () => Metric): Metric {
    const existing = metrics.get(name);
    if (existing) return existing;
    assert(counters.size + gauges.size + histograms.size < MAX_METRICS, 'a metric of a new name');
    const created = create();
    metrics.set(name, created);
    return created;
  }

  const options = (name: string) => ({
    name: PREFIX + snakeCase(name),
    help: name,
    registers: [registry],
  });
  return {
    increment(name, by = 1) {
      named(counters, name, () => new Counter(options(name))).inc(by);
    },
    set(name, value) {
      named(gauges, name, () => new Gauge(options(name))).set(value);
    },
    observe(name, value) {
      const create = () => new Histogram({ ...options(name), buckets: BUCKETS });
      named(histograms, name, create).observe(value);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

const PREFIX = 'weft_';

/** Fits milliseconds, counts and bytes alike: 1, 2, 5 in every decade up to a million. */
const BUCKETS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap((ten) => [ten, 2 * ten, 5 * ten]);

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .toLowerCase();
}
