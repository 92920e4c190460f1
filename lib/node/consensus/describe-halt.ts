import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusEvent } from '../../consensus/types.ts';
import { hexFromBytes } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';

/**
 * State and event as JSON, so that `replayHalt` can take the step that broke again elsewhere. A
 * state too large for one string leaves the problem alone: what went wrong must reach people in
 * any case.
 */
export function describeHalt(
  problem: ErrorObject,
  state: EngineState,
  event: ConsensusEvent | undefined,
): string {
  try {
    return JSON.stringify({ problem, event, state }, replayable);
  } catch {
    return JSON.stringify({ problem });
  }
}

function replayable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Uint8Array) return { bytes: hexFromBytes(value) };
  return typeof value === 'function' ? undefined : value;
}
