import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WORK_SLICE_MS } from '../../../lib/core/limits.ts';
import { paced } from '../../../lib/platform/paced.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('breathes after a slice of work, and not before', async () => {
  let breaths = 0;
  const breathe = paced(async () => {
    breaths++;
  });
  await breathe();
  expect(breaths).toBe(0);
  vi.advanceTimersByTime(WORK_SLICE_MS);
  await breathe();
  await breathe();
  expect(breaths).toBe(1);
  vi.advanceTimersByTime(WORK_SLICE_MS - 1);
  await breathe();
  expect(breaths).toBe(1);
  vi.advanceTimersByTime(1);
  await breathe();
  expect(breaths).toBe(2);
});
