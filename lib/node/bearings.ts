import { FIRST_PEER_MS } from '../core/limits.ts';
import type { Clock } from './ports.ts';

/** Whether the node knows where the chain is, or is still finding out. */
export interface Bearings {
  /** Begins anew: at the start, and when the clocks jumped, because the chain went on meanwhile. */
  lose(): void;
  /** A neighbour is connected. */
  meet(): void;
  /** A neighbour said where it stands. */
  hear(): void;
  /** No peer yet, and there was hardly time to reach one: that is not being alone. */
  isLooking(): boolean;
  hasHeard(): boolean;
  stop(): void;
}

/** `onChange` is called when the time to reach a first peer is over. */
export function createBearings(clock: Clock, onChange: () => void): Bearings {
  let looking = true;
  let heard = false;
  let cancel = () => {};

  function endLooking(): void {
    looking = false;
    cancel();
  }

  return {
    lose() {
      cancel();
      looking = true;
      heard = false;
      cancel = clock.after(FIRST_PEER_MS, () => {
        endLooking();
        onChange();
      });
    },
    meet: endLooking,
    hear() {
      heard = true;
    },
    isLooking: () => looking,
    hasHeard: () => heard,
    stop: endLooking,
  };
}
