import { step } from '../../consensus/engine.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusEvent } from '../../consensus/types.ts';
import { bytesFromHex, type Hex } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';

/** What a halted node wrote down with `describeHalt`. */
export interface HaltReport {
  problem: ErrorObject;
  /** Absent when they were too large to keep. */
  state?: EngineState;
  /** What the engine was told in this state. Absent when the problem lay elsewhere. */
  event?: ConsensusEvent;
}

/** @throws WeftError `replay/malformed`. */
export function haltReportFromText(text: string): HaltReport {
  let report: Partial<HaltReport> | undefined;
  try {
    report = JSON.parse(text, revived) as Partial<HaltReport>;
  } catch {
    report = undefined;
  }
  if (!report?.problem) throw new WeftError('replay/malformed', 'not the report of a halted node');
  const { problem, state, event } = report;
  return { problem, ...(state && { state }), ...(event && { event }) };
}

/**
 * Takes the step that broke once more. The result is what it ends with: the same problem, unless
 * this program is another one, or the report holds no step.
 */
export function replayHalt({ state, event }: HaltReport): ErrorObject | undefined {
  if (!state || !event) return undefined;
  try {
    const { effects } = step(withSelf(state), event);
    const halt = effects.find((effect) => effect.type === 'halt');
    return halt && problemOfHalt(halt.reason);
  } catch (thrown) {
    return errorObjectFrom(thrown);
  }
}

export function problemOfHalt(reason: string): ErrorObject {
  return { code: `consensus/${reason}`, message: `consensus stopped: ${reason}`, facts: {} };
}

/** The secret is in no report: whatever is signed in a replay has no signature. */
function withSelf(state: EngineState): EngineState {
  const { self } = state.config;
  return self ? { ...state, config: { ...state.config, self: { ...self, sign } } } : state;
}

const NO_SIGNATURE: Hex = `0x${'00'.repeat(96)}`;
const sign = () => NO_SIGNATURE;

function revived(_: string, value: unknown): unknown {
  if (typeof value === 'string') return INTEGER.test(value) ? BigInt(value.slice(0, -1)) : value;
  if (!isRecord(value)) return value;
  if (Array.isArray(value.map)) return new Map(value.map as [unknown, unknown][]);
  if (typeof value.bytes === 'string') return bytesFromHex(value.bytes as Hex);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const INTEGER = /^\d+n$/;
