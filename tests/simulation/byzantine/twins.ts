import { type Actor, isForeign, type Mask } from './actor.ts';

/** One key in two processes, each honest by itself and unaware of the other. */
export function createTwins(mask: Mask): Actor {
  return {
    isForgetful: true,
    speak: (message) => {
      mask.acted();
      return [message];
    },
    hear: (_from, message) => isForeign(mask, message),
  };
}
