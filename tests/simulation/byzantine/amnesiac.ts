import { type Actor, isForeign, type Mask } from './actor.ts';

/** Crashes now and then, forgets what it signed, and goes on signing with the same key. */
export function createAmnesiac(mask: Mask): Actor {
  const crashAgain = () => {
    mask.later(mask.random.between(1_000, 20_000), () => {
      mask.acted();
      mask.crash(mask.random.between(1, 500));
      crashAgain();
    });
  };
  crashAgain();
  return { isForgetful: true, hear: (_from, message) => isForeign(mask, message) };
}
