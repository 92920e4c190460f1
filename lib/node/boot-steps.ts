import { type ErrorObject, errorObjectFrom } from '../core/errors.ts';
import type { Clock } from './ports.ts';
import type { BootStep, BootStepName } from './rpc/types.ts';

export interface BootSteps {
  list(): BootStep[];
  run(name: BootStepName, facts?: BootStep['facts']): void;
  /** A step that is done stays done; its facts may still change. */
  done(name: BootStepName, facts?: BootStep['facts']): void;
  fail(name: BootStepName, thrown: unknown): void;
}

/** The join checklist, with the times at which its steps ended. */
export function createBootSteps(clock: Clock, onChange: () => void): BootSteps {
  const startMs = clock.monotonicMs();
  const steps = new Map(
    NAMES.map((name): [BootStepName, BootStep] => [name, { name, state: 'waiting', facts: {} }]),
  );

  function change(name: BootStepName, change: Partial<BootStep>): void {
    const before = steps.get(name) as BootStep;
    steps.set(name, { ...before, ...change, facts: { ...before.facts, ...change.facts } });
    onChange();
  }

  const atMs = () => clock.monotonicMs() - startMs;

  return {
    list: () => [...steps.values()],
    run(name, facts = {}) {
      const { state } = steps.get(name) as BootStep;
      change(name, { facts, ...(state !== 'done' && { state: 'running' as const }) });
    },
    done(name, facts = {}) {
      const { state } = steps.get(name) as BootStep;
      change(name, { facts, ...(state !== 'done' && { state: 'done' as const, atMs: atMs() }) });
    },
    fail(name, thrown) {
      const error: ErrorObject = errorObjectFrom(thrown);
      change(name, { state: 'failed', atMs: atMs(), error });
    },
  };
}

const NAMES: readonly BootStepName[] = [
  'storage',
  'keys',
  'relay',
  'peers',
  'blocks',
  'verification',
  'live',
];
