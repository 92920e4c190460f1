import { hashText } from '../random.ts';
import type { Actor, Mask } from './actor.ts';

/** Speaks to half of the others, and to other ones every few seconds. */
export function createSelectiveSender(mask: Mask): Actor {
  return {
    speak: (message, to) => {
      const period = Math.floor(mask.now() / PERIOD_MS);
      if ((hashText(`${mask.validator} ${to}`, period) & 1) === 0) return [message];
      mask.acted();
      return [];
    },
  };
}

const PERIOD_MS = 5_000;
