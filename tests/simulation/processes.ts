import type { ConsensusMessage } from '../../lib/consensus/types.ts';
import { WeftError } from '../../lib/core/errors.ts';
import type { Actor, Mask } from './byzantine/actor.ts';
import { createActor } from './byzantine/create-actor.ts';
import {
  type Configuration,
  identityOf,
  type PersistPoint,
  processCount,
} from './configuration/configuration.ts';
import type { Counters } from './counters.ts';
import type { SimulatedEthereum } from './ethereum/simulated-ethereum.ts';
import type { EventQueue } from './event-queue.ts';
import type { Ledger, World } from './ledger.ts';
import type { NodeContext } from './node/node-context.ts';
import { type SimulatedNode, startSimulatedNode } from './node/simulated-node.ts';
import type { Watcher } from './oracle/watcher.ts';
import type { Packet } from './packet.ts';
import { createRandom } from './random.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import { createSimulatedStorage, type SimulatedStorage } from './simulated-storage.ts';
import { throughCodec } from './through-codec.ts';
import type { Trace } from './trace.ts';

export interface ProcessesSetup extends World {
  ledger: Ledger;
  configuration: Configuration;
  queue: EventQueue;
  ethereum: SimulatedEthereum;
  network: SimulatedNetwork;
  counters: Counters;
  trace: Trace;
  watcherOf(process: number): Watcher;
  /** Everything submitted so far, which a new process hears of, too. */
  submitted: readonly number[];
  atPersist(process: number, point: PersistPoint, isWritten: boolean): void;
}

/** All processes of a simulation, with their disks. */
export interface Processes {
  readonly count: number;
  at(process: number): SimulatedNode | undefined;
  storage(process: number): SimulatedStorage;
  start(process: number): void;
  /** Kills a process; of its unfinished writes the first `kept` survive. */
  crash(process: number, kept: number): void;
  /** Kills a process and starts it again later. */
  crashFor(process: number, kept: number, forMs: number): void;
  /** Kills a process for good. */
  bury(process: number): void;
}

export function createProcesses(setup: ProcessesSetup): Processes {
  const { configuration, queue, counters, trace } = setup;
  const count = processCount(configuration);
  const indexes = Array.from({ length: count }, (_, index) => index);
  const nodes: (SimulatedNode | undefined)[] = indexes.map(() => undefined);
  const storages = indexes.map(createSimulatedStorage);
  const storage = (process: number) => storages[process] as SimulatedStorage;
  const actors: (Actor | undefined)[] = indexes.map((process) => {
    const liar = configuration.byzantine.find(
      ({ node }) => node === identityOf(configuration, process),
    );
    return liar && createActor(liar.behaviour, createMask(process, liar.behaviour));
  });
  const sequences = indexes.map(() => 0);
  const isMesh = configuration.mesh !== undefined;
  const contexts = indexes.map(createContext);
  const buried = new Set<number>();

  const start = (process: number) => {
    if (nodes[process] || buried.has(process)) return;
    const context = contexts[process] as NodeContext;
    try {
      const opened = storage(process).open();
      if (!opened.hasKey) counters.add('key/dead');
      context.watcher.restarted(process, BigInt(storage(process).blocks.length));
      nodes[process] = startSimulatedNode(context, opened);
    } catch (thrown) {
      if (!(thrown instanceof WeftError) || thrown.code !== 'storage/read-failed') throw thrown;
      trace.log(process, 3, () => 'cannot read');
      queue.schedule(queue.now() + RETRY_START_MS, () => start(process));
      return;
    }
    for (const id of setup.submitted) nodes[process]?.submit(id);
  };

  const crash = (process: number, kept: number) => {
    if (!nodes[process]) return;
    counters.add('crash/any');
    nodes[process]?.stop();
    nodes[process] = undefined;
    storage(process).crash(kept);
    if (actors[process]?.isForgetful) storage(process).forgetJournal();
    trace.log(process, 1, () => 'crashes');
  };

  const crashFor = (process: number, kept: number, forMs: number) => {
    crash(process, kept);
    queue.schedule(queue.now() + forMs, () => {
      counters.add('restart');
      trace.log(process, 2, () => 'restarts');
      start(process);
    });
  };

  const bury = (process: number) => {
    buried.add(process);
    crash(process, 0);
  };

  return { count, at: (process) => nodes[process], storage, start, crash, crashFor, bury };

  function post(from: number, to: number, packet: Packet): void {
    setup.network.send(from, to, () => {
      const node = nodes[to];
      if (!node) return;
      const isHidden =
        packet.type === 'consensus' && actors[to]?.hear?.(from, packet.message) === false;
      if (!isHidden) node.receive(from, packet);
    });
  }

  function send(from: number, to: number, message: ConsensusMessage): void {
    (contexts[from] as NodeContext).watcher.sent(from, message);
    post(from, to, packetOf(from, message));
  }

  function packetOf(author: number, message: ConsensusMessage, isDirect = false): Packet {
    const packet: Packet = { type: 'consensus', message: throughCodec(message) };
    if (!isMesh || isDirect) return packet;
    sequences[author] = (sequences[author] as number) + 1;
    return { ...packet, envelope: { author, sequence: sequences[author] as number } };
  }

  function neighboursOf(process: number): readonly number[] {
    return configuration.mesh?.[process] ?? indexes.filter((other) => other !== process);
  }

  function createContext(process: number): NodeContext {
    const peers = neighboursOf(process);
    const watcher = setup.watcherOf(process);
    const actor = actors[process];
    storage(process).onDurable((body) => watcher.durable(process, body));
    return {
      chain: setup.chain,
      ledger: setup.ledger,
      signatures: setup.signatures,
      index: process,
      identity: identityOf(configuration, process),
      clock: configuration.clocks[process] ?? { rate: 1, wallOffsetMs: 0 },
      writeMs: configuration.writeMs,
      slowBuildPercent: configuration.slowBuildPercent ?? 0,
      queue,
      random: createRandom(configuration.seed, `node ${process}`),
      storage: storage(process),
      ethereum: setup.ethereum.viewOf(process),
      watcher,
      counters,
      peers,
      isMesh,
      identityOf: (other) => identityOf(configuration, other),
      post: (to, packet) => {
        if (actor?.answers?.(packet) !== false) post(process, to, packet);
      },
      say: (message, to) => {
        const recipients = to === undefined ? peers : [to];
        if (actor?.speak) {
          for (const other of recipients) {
            for (const said of actor.speak(message, other)) send(process, other, said);
          }
          return;
        }
        watcher.sent(process, message);
        const packet = packetOf(process, message, to !== undefined);
        for (const other of recipients) post(process, other, packet);
      },
      atPersist: (point, isWritten) => setup.atPersist(process, point, isWritten),
      die: (reason) => {
        trace.log(process, 4, () => `ends: ${reason}`);
        crashFor(process, storage(process).pendingCount(), RETRY_START_MS);
      },
      halted: (reason) => {
        watcher.halted(process, reason);
        trace.log(process, 5, () => `halts: ${reason}`);
        // Only liars get here: the process inside learned what its validator did.
        storage(process).forgetJournal();
        queue.schedule(queue.now(), () => crashFor(process, 0, RETRY_START_MS));
      },
      log: (mark, text) => trace.log(process, mark, text),
    };
  }

  function createMask(process: number, behaviour: string): Mask {
    const validator = identityOf(configuration, process);
    return {
      chain: setup.chain,
      signatures: setup.signatures,
      validator,
      accomplices: configuration.byzantine
        .filter((liar) => liar.behaviour === behaviour && liar.node !== validator)
        .map(({ node }) => node),
      peers: neighboursOf(process),
      random: createRandom(configuration.seed, `actor ${process}`),
      now: queue.now,
      here: () => {
        const engine = nodes[process]?.current();
        return engine && { epoch: engine.epoch, state: engine.state() };
      },
      send: (to, message) => send(process, to, message),
      crash: (forMs) => crashFor(process, 0, forMs),
      later: (delayMs, run) => queue.schedule(queue.now() + delayMs, run),
      wait: queue.wait,
      ledger: setup.ledger,
      ethereum: setup.ethereum.viewOf(process),
      acted: () => counters.add(`actor/${behaviour}`),
    };
  }
}

const RETRY_START_MS = 1_000;
