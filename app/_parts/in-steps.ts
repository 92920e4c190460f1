/** Whoever listens to the page is told anew now and then, not with each status. */
export function inSteps(durationMs: number): number {
  const stepMs = durationMs < MINUTE_MS ? 10_000 : MINUTE_MS;
  return durationMs - (durationMs % stepMs);
}

const MINUTE_MS = 60_000;
