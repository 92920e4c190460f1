import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusEvent } from '../../consensus/types.ts';
import type { ErrorObject } from '../../core/errors.ts';

/** State and event as JSON, so that the step that broke can be run again elsewhere. */
export function describeHalt(
  problem: ErrorObject,
  state: EngineState,
  event: ConsensusEvent | undefined,
): string {
  return JSON.stringify({ problem, event, state }, (_, value) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (value instanceof Map) return { map: [...value] };
    if (value instanceof Uint8Array) return { bytes: [...value] };
    return typeof value === 'function' ? undefined : value;
  });
}
