import { REQUEST_TIMEOUT_MS, SYNC_PATIENCE_MS } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

/** For how long blocks have been claimed without any of them being proven. */
export interface ClaimPatience {
  /** Blocks are claimed that this node does not have. */
  begin(): void;
  /** Claimed blocks are final here now. */
  proven(): void;
  /** An attempt to get claimed blocks is over. */
  tried(): void;
  /** Nobody claims any more. */
  end(): void;
  /** Time to go on with what is here, while more is still asked for. */
  isShort(): boolean;
  /** The claims are taken for lies. */
  isOut(): boolean;
}

/** Claims that follow each other closely share one patience, whoever makes them. */
export function createClaimPatience(clock: Pick<Clock, 'monotonicMs'>): ClaimPatience {
  let sinceMs = 0;
  let endedMs: number | undefined;
  let out = false;

  function proven(): void {
    sinceMs = clock.monotonicMs();
    out = false;
  }

  const hasPassed = (ms: number) => clock.monotonicMs() - sinceMs >= ms;
  return {
    begin() {
      const isNew = endedMs === undefined || clock.monotonicMs() - endedMs >= REQUEST_TIMEOUT_MS;
      if (isNew) proven();
    },
    proven,
    tried() {
      if (hasPassed(REQUEST_TIMEOUT_MS)) out = true;
    },
    end() {
      endedMs = clock.monotonicMs();
    },
    isShort: () => hasPassed(SYNC_PATIENCE_MS),
    isOut: () => out,
  };
}
