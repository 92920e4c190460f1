import { describe, expect, it } from 'vitest';
import { MAX_METRICS } from '../../../lib/core/limits.ts';
import { createMemoryMetrics } from '../../../lib/platform/memory/memory-metrics.ts';
import { createPrometheusMetrics } from '../../../lib/platform/nodejs/prometheus-metrics.ts';

describe('Prometheus metrics', () => {
  it('writes counters, gauges and histograms as text', async () => {
    const metrics = createPrometheusMetrics();
    metrics.increment('blocksFinalized');
    metrics.increment('blocksFinalized', 2);
    metrics.set('mempool/transactions', 7);
    metrics.set('mempool/transactions', 5);
    metrics.observe('block-execute-ms', 3);
    const text = await metrics.text();
    expect(text).toContain('\nweft_blocks_finalized 3\n');
    expect(text).toContain('\nweft_mempool_transactions 5\n');
    expect(text).toContain('\nweft_block_execute_ms_bucket{le="5"} 1\n');
    expect(text).toContain('\nweft_process_cpu_seconds_total');
    expect(metrics.contentType).toContain('text/plain');
  });

  it('keeps instances apart and the number of names bounded', () => {
    createPrometheusMetrics().increment('a');
    const metrics = createPrometheusMetrics();
    for (let n = 0; n < MAX_METRICS; n++) metrics.increment(`metric${n}`);
    metrics.increment('metric0');
    expect(() => metrics.increment('one more')).toThrow('a metric of a new name');
  });
});

describe('memory metrics', () => {
  it('remembers sums, values and observations', () => {
    const metrics = createMemoryMetrics();
    metrics.increment('a');
    metrics.increment('a', 4);
    metrics.set('b', 2);
    metrics.observe('c', -3);
    metrics.observe('c', -5);
    expect([metrics.value('a'), metrics.value('b'), metrics.value('d')]).toEqual([5, 2, undefined]);
    expect(metrics.observed('c')).toEqual({ count: 2, sum: -8, max: -3 });
    expect(metrics.observed('a')).toBeUndefined();
  });
});
