import { useLayoutEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../use-reduced-motion.ts';
import { ARRIVAL_MS, ARRIVED, type Arrival, arrivalAt, paceOf } from './loom-motion.ts';

const START_SLACK = 0.6;

/**
 * Motion of the newest row. It starts when one block joins the cloth and ends by itself: while no
 * block arrives, no frame is drawn.
 */
export function useArrival(newestHeight: bigint | undefined): Arrival {
  const [arrival, setArrival] = useState(ARRIVED);
  const last = useRef({ height: newestHeight, at: Number.NEGATIVE_INFINITY });
  const isReduced = useReducedMotion();

  useLayoutEffect(() => {
    const startedAt = performance.now();
    const { height, at } = last.current;
    last.current = { height: newestHeight, at: startedAt };
    const pace = paceOf(startedAt - at);
    const isNext = height !== undefined && newestHeight === height + 1n;
    if (isReduced || !isNext || pace === 0) {
      setArrival(ARRIVED);
      return;
    }
    setArrival(arrivalAt(0, START_SLACK));
    let frame = requestAnimationFrame(function draw(now) {
      const elapsedMs = (now - startedAt) / pace;
      setArrival(arrivalAt(elapsedMs, START_SLACK));
      if (elapsedMs < ARRIVAL_MS) frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [newestHeight, isReduced]);

  return arrival;
}
