/** How far the newest row has come on its way into the cloth. */
export interface Arrival {
  /** 1 hangs loose, 0 is pulled straight. */
  slack: number;
  /** 0 still above the cloth, 1 beaten down. */
  beat: number;
  /** 1 the cloth has yet to make room, 0 it has. */
  shift: number;
}

export const PULL_MS = 380;
export const BEAT_MS = 260;
export const SHIFT_MS = 420;
export const ARRIVAL_MS = PULL_MS + SHIFT_MS;

export const ARRIVED: Arrival = { slack: 0, beat: 1, shift: 0 };

/** Pulled straight when the certificate closed, then beaten down while the cloth makes room. */
export function arrivalAt(elapsedMs: number, startSlack: number): Arrival {
  if (elapsedMs >= ARRIVAL_MS) return ARRIVED;
  return {
    slack: startSlack * (1 - eased(elapsedMs / PULL_MS)),
    beat: eased((elapsedMs - PULL_MS) / BEAT_MS),
    shift: 1 - eased((elapsedMs - PULL_MS) / SHIFT_MS),
  };
}

/** A busy chain weaves faster than one can watch, so the motion takes at most the time there is. */
export function paceOf(sinceLastMs: number): number {
  if (sinceLastMs < ARRIVAL_MS / 4) return 0;
  return Math.min(1, sinceLastMs / (ARRIVAL_MS * 1.25));
}

export function eased(part: number): number {
  const clamped = Math.max(0, Math.min(1, part));
  return 1 - (1 - clamped) ** 3;
}
