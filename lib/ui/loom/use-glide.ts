import { useLayoutEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../use-reduced-motion.ts';
import { eased, SHIFT_MS } from './loom-motion.ts';
import { type Sett, settsBetween } from './sett.ts';

type Setts = ReadonlyMap<bigint, Sett>;

/**
 * Lets threads move to their new places when the committee changes. A new frame, such as a window
 * of another size, is taken at once, and so is the first committee.
 */
export function useGlide(setts: Setts, frameKey: string): Setts {
  const [shown, setShown] = useState(setts);
  const last = useRef({ shown: setts, frameKey });
  const isReduced = useReducedMotion();

  useLayoutEffect(() => {
    const { shown: from, frameKey: before } = last.current;
    const show = (next: Setts) => {
      last.current = { shown: next, frameKey };
      setShown(next);
    };
    if (isReduced || before !== frameKey || from.size === 0) {
      show(setts);
      return;
    }
    show(settsBetween(from, setts, 0));
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function draw(now) {
      const part = (now - startedAt) / SHIFT_MS;
      show(part >= 1 ? setts : settsBetween(from, setts, eased(part)));
      if (part < 1) frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [setts, frameKey, isReduced]);

  return shown;
}
