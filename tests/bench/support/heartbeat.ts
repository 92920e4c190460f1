/** How long a thread did not get to a timer that was due. */
export interface Gap {
  milliseconds: number;
  /** Processor time of the whole process in that gap: without what others took of the machine. */
  workMs: number;
}

/**
 * A timer that should fire every TICK_MS in this thread; the gaps between its ticks tell how long
 * other work kept everybody waiting. The result stops it and gives the gaps.
 */
export function startHeartbeat(processorMs: () => number = () => performance.now()): () => Gap[] {
  const gaps: Gap[] = [];
  let lastMs = performance.now();
  let lastWorkMs = processorMs();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const nowWorkMs = processorMs();
    const milliseconds = nowMs - lastMs;
    gaps.push({ milliseconds, workMs: Math.min(nowWorkMs - lastWorkMs, milliseconds) });
    lastMs = nowMs;
    lastWorkMs = nowWorkMs;
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    return gaps;
  };
}

const TICK_MS = 10;
