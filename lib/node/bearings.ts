import type { Header } from '../chain/header.ts';
import { CLAIM_PATIENCE_MS, FIRST_PEER_MS } from '../core/limits.ts';
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
  /** A block that neighbours had and this node lacked is final here now. */
  prove(block: Pick<Header, 'timestampMs'>): void;
  /** Whether neighbours are taken at their word: so lately did they prove it, or begin to talk. */
  believes(patienceMs?: number): boolean;
  stop(): void;
}

/** `onChange` is called when the time to reach a first peer is over. */
export function createBearings(clock: Clock, onChange: () => void): Bearings {
  let looking = true;
  let heard = false;
  let provenMs = Number.NEGATIVE_INFINITY;
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
      if (!heard) provenMs = clock.monotonicMs();
      heard = true;
    },
    isLooking: () => looking,
    hasHeard: () => heard,
    prove({ timestampMs }) {
      // A block made just now says that the node keeps up, and nothing of what else is claimed.
      const isOfNow = Math.abs(clock.wallMs() - timestampMs) < CLAIM_PATIENCE_MS;
      if (!isOfNow) provenMs = clock.monotonicMs();
    },
    believes(patienceMs = CLAIM_PATIENCE_MS) {
      return clock.monotonicMs() - provenMs < patienceMs;
    },
    stop: endLooking,
  };
}
