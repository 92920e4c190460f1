import { type Actor, type Mask, randomHash, replaceProposals } from './actor.ts';

/** Proposes blocks that claim another state than their transactions make. */
export function createInvalidStateRoot(mask: Mask): Actor {
  return replaceProposals(mask, () => ({ stateRoot: randomHash(mask.random) }));
}
