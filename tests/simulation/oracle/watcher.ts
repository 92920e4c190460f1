import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  ConsensusMessage,
  RecordBody,
} from '../../../lib/consensus/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import type { SimulatedEpoch } from '../simulated-chain.ts';

/** What can be seen of the processes from outside. Processes are given by their numbers. */
export interface Watcher {
  /** Every signature a process makes: the 88 bytes of an attestation, or something else. */
  signed(process: number, message: Uint8Array): void;
  /** Every record that becomes durable on a process's disk. */
  durable(process: number, body: RecordBody): void;
  /** Every message a process sends. */
  sent(process: number, message: ConsensusMessage): void;
  /** Every step of an engine. */
  stepped(process: number, before: EngineState, event: ConsensusEvent, result: StepResult): void;
  /** Messages of the next epoch that a process keeps. */
  buffered(process: number, count: number): void;
  /** Every block a process reports as final. */
  finalized(process: number, blocks: readonly Block[], certificate: Certificate): void;
  /** A finalized height that a process told its clients about, having written it down. */
  acknowledged(process: number, height: bigint): void;
  /** A process starts again with what its disk holds. */
  restarted(process: number, height: bigint): void;
  /** A disk lost everything. */
  erased(process: number): void;
  epochStarted(process: number, epoch: SimulatedEpoch): void;
  /** Evidence whose signatures a process has verified. */
  evidence(process: number, first: Certificate, second: Certificate): void;
  halted(process: number, reason: string): void;
}

export interface StepResult {
  state: EngineState;
  effects: readonly ConsensusEffect[];
}

/** One thing that must always hold: whatever it has to see for that. */
export type Invariant = Partial<Watcher>;

/** All invariants as one watcher. */
export function combineInvariants(invariants: readonly Invariant[]): Watcher {
  const combine = <Name extends keyof Watcher>(name: Name): Watcher[Name] => {
    const calls = invariants.flatMap((invariant) => invariant[name] ?? []) as Call[];
    return ((...facts: unknown[]) => {
      for (const call of calls) call(...facts);
    }) as Watcher[Name];
  };
  return {
    signed: combine('signed'),
    durable: combine('durable'),
    sent: combine('sent'),
    stepped: combine('stepped'),
    buffered: combine('buffered'),
    finalized: combine('finalized'),
    acknowledged: combine('acknowledged'),
    restarted: combine('restarted'),
    erased: combine('erased'),
    epochStarted: combine('epochStarted'),
    evidence: combine('evidence'),
    halted: combine('halted'),
  };
}

type Call = (...facts: unknown[]) => void;

/** Stops the simulation: `oracle/<name>`, with the number that the test plan gives it. */
export function fail(invariant: string, name: string, detail: string): never {
  throw new WeftError(`oracle/${name}`, `${invariant} ${name}: ${detail}`, { invariant, detail });
}
