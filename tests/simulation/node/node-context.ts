import type { ConsensusEvent, ConsensusMessage, Times } from '../../../lib/consensus/types.ts';
import type { PersistPoint } from '../configuration/configuration.ts';
import type { Counters } from '../counters.ts';
import type { ProcessView } from '../ethereum/simulated-ethereum.ts';
import type { EventQueue } from '../event-queue.ts';
import type { Ledger, World } from '../ledger.ts';
import type { Watcher } from '../oracle/watcher.ts';
import type { Packet } from '../packet.ts';
import type { Random } from '../random.ts';
import type { SimulatedStorage } from '../simulated-storage.ts';

/** What surrounds one process. */
export interface NodeContext extends World {
  ledger: Ledger;
  /** Number of the process. */
  index: number;
  /** The validator whose key it has, or a number beyond them. */
  identity: number;
  clock: { rate: number; wallOffsetMs: number };
  writeMs: number;
  /** Blocks that take seconds to build. */
  slowBuildPercent: number;
  queue: EventQueue;
  random: Random;
  storage: SimulatedStorage;
  ethereum: ProcessView;
  watcher: Watcher;
  counters: Counters;
  /** The other processes. */
  peers: readonly number[];
  /** Whether messages travel by gossip: `peers` are not all the others. */
  isMesh?: boolean;
  identityOf(process: number): number;
  post(to: number, packet: Packet): void;
  /** Sends a consensus message through the codec: to one process, or to all. */
  say(message: ConsensusMessage, to?: number): void;
  /** Called before and after each write; a trap may kill the process there. */
  atPersist(point: PersistPoint, isWritten: boolean): void;
  /** The process has to end: a write failed. */
  die(reason: string): void;
  /** The engine stopped for good. */
  halted(reason: string): void;
  /** Adds to the trace; `mark` stands for the text where nobody reads it. */
  log(mark: number, text: () => string): void;
}

export type EventBody = WithoutTimes<ConsensusEvent>;
type WithoutTimes<E> = E extends unknown ? Omit<E, keyof Times> : never;
