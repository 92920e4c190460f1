import type { Actor, Mask } from './actor.ts';

/** Says nothing at all. */
export function createSilent(mask: Mask): Actor {
  return {
    speak: () => {
      mask.acted();
      return [];
    },
    answers: () => false,
  };
}
