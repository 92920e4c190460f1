import type { Block } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import type { Evidence } from '../../chain/evidence.ts';
import type { Statement } from '../../chain/statement.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusEvent, ConsensusMessage } from '../../consensus/types.ts';
import type { Hash } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';

/** An event without its times, which the driver adds. */
export type TimelessEvent = ConsensusEvent extends infer Event
  ? Event extends ConsensusEvent
    ? Omit<Event, 'now' | 'wall'>
    : never
  : never;

/** What consensus asks of its neighbours. Nothing here throws: what fails is asked again later. */
export interface ConsensusOutbound {
  broadcast(message: ConsensusMessage): void;
  send(peer: string, message: ConsensusMessage): void;
  /** Undefined when nobody had it. */
  fetchBlock(hash: Hash): Promise<Block | undefined>;
  /** Unverified certificates, and who gave them. */
  fetchCertificates(
    epoch: bigint,
    fromView: bigint,
    toView: bigint,
  ): Promise<{ peer: string; certificates: Certificate[] }>;
  penalise(peer: string, reason: string): void;
}

/** What the rest of the node hears from the engine of an epoch. */
export interface ConsensusListener {
  /** After every step. */
  onStep(state: EngineState): void;
  /** A message of this node, durable and on its way. */
  onBroadcast(message: ConsensusMessage): void;
  /** Both are signed, and no honest member signs both. */
  onEvidence(evidence: Evidence): void;
  /** Blocks up to this finalization are durable. */
  onCommitted(finalization: Statement): void;
  /** The boundary is durable: its state says who is next. */
  onEpochEnded(): void;
  /** Consensus cannot go on; `replay` is the state and the event to look at, as text. */
  onHalt(problem: ErrorObject, replay: string): void;
  /** Storage or execution failed: nothing more leaves this node until it is opened again. */
  onFailure(thrown: unknown): void;
}
