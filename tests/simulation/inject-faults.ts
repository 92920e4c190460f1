import type {
  Configuration,
  CrashAtPersist,
  Fault,
  PersistPoint,
} from './configuration/configuration.ts';
import type { Counters } from './counters.ts';
import type { SimulatedEthereum } from './ethereum/simulated-ethereum.ts';
import type { EventQueue } from './event-queue.ts';
import type { Watcher } from './oracle/watcher.ts';
import type { Processes } from './processes.ts';
import { createRandom } from './random.ts';
import type { SimulatedNetwork } from './simulated-network.ts';

export interface FaultsSetup {
  configuration: Configuration;
  queue: EventQueue;
  network: SimulatedNetwork;
  ethereum: SimulatedEthereum;
  counters: Counters;
  processes(): Processes;
  watcherOf(process: number): Watcher;
}

/** Carries out the schedule of faults. */
export interface Faults {
  schedule(): void;
  atPersist(process: number, point: PersistPoint, isWritten: boolean): void;
  /** Nothing goes wrong any more. */
  end(): void;
}

export function createFaults(setup: FaultsSetup): Faults {
  const { configuration, queue, network, ethereum, counters } = setup;
  const { seed, safetyMs, faults } = configuration;
  let traps: CrashAtPersist[] = [];
  let isOver = false;

  /** How many unfinished writes survive: each fault's own chance, whatever the others do. */
  const keptOf = (fault: { at: number; node: number }, pending: number) =>
    createRandom(seed, `crash ${fault.at} ${fault.node}`).between(0, pending);

  const inject = (fault: Fault) => {
    switch (fault.type) {
      case 'crash': {
        const pending = setup.processes().storage(fault.node).pendingCount();
        setup.processes().crashFor(fault.node, keptOf(fault, pending), fault.forMs);
        break;
      }
      case 'crash-at-persist':
        traps.push(fault);
        break;
      case 'freeze': {
        counters.add('freeze');
        const untilMs = Math.min(fault.at + fault.forMs, safetyMs);
        setup.processes().at(fault.node)?.freeze(untilMs);
        break;
      }
      case 'partition':
        counters.add(`partition/${fault.shape}`);
        network.cut(fault.cuts, fault.forMs);
        break;
      case 'clog':
        network.clog(fault.cut, Math.min(fault.at + fault.forMs, safetyMs));
        break;
      case 'swizzle':
        counters.add('swizzle');
        for (const clogged of fault.nodes) {
          queue.schedule(clogged.fromMs, () => clogNode(clogged.node, clogged.toMs));
        }
        break;
      case 'blind':
        counters.add('ethereum/blind');
        ethereum.blind(fault.node, fault.forMs);
        break;
      case 'deceived':
        counters.add('ethereum/deceived');
        ethereum.deceive(fault.node, fault.forMs);
        break;
      case 'disk':
        injectDiskFault(fault);
        break;
    }
  };

  const clogNode = (node: number, untilMs: number) => {
    if (isOver) return;
    const others = Array.from({ length: setup.processes().count }, (_, other) => other);
    const until = Math.min(untilMs, safetyMs);
    network.clog({ from: [node], to: others }, until);
    network.clog({ from: others, to: [node] }, until);
  };

  const injectDiskFault = (fault: Extract<Fault, { type: 'disk' }>) => {
    const { node, kind, at, forMs } = fault;
    const processes = setup.processes();
    const storage = processes.storage(node);
    const failFor = (what: 'reads' | 'writes') => {
      storage.fail(what, true);
      queue.schedule(at + forMs, () => storage.fail(what, false));
    };
    switch (kind) {
      case 'write-error':
      case 'full':
        failFor('writes');
        break;
      case 'read-error':
        failFor('reads');
        processes.crashFor(node, keptOf(fault, storage.pendingCount()), 1);
        break;
      case 'torn-record':
      case 'bit-flip': {
        processes.crash(node, keptOf(fault, storage.pendingCount()));
        const isDamaged = storage.damage(
          kind,
          createRandom(seed, `damage ${at}`).between(0, 9_999),
        );
        queue.schedule(at + forMs, () => processes.start(node));
        if (!isDamaged) return;
        break;
      }
      case 'blocks-lost':
        if (!storage.hasKey() || storage.blocks.length === 0) return;
        processes.crash(node, keptOf(fault, storage.pendingCount()));
        storage.loseBlocks();
        setup.watcherOf(node).erased(node);
        queue.schedule(at + forMs, () => processes.start(node));
        break;
      case 'deleted':
        // A process that runs finds out with its next write.
        storage.erase();
        setup.watcherOf(node).erased(node);
        break;
    }
    counters.add(`disk/${kind}`);
  };

  return {
    schedule: () => {
      const { count } = setup.processes();
      for (const fault of faults) {
        // A configuration that was cut down may have lost the process.
        const isHere = !('node' in fault) || fault.node < count;
        if (isHere) queue.schedule(fault.at, () => inject(fault));
      }
    },
    atPersist: (process, point, isWritten) => {
      const trap = traps.find((one) => one.node === process && one.point === point);
      if (!trap || isOver || trap.isWritten !== isWritten) return;
      traps = traps.filter((one) => one !== trap);
      counters.add(`crash/${point}/${isWritten ? 'written' : 'lost'}`);
      const pending = setup.processes().storage(process).pendingCount();
      const kept = keptOf(trap, pending);
      const crash = () => setup.processes().crashFor(process, kept, trap.forMs);
      // A step is never torn apart: the write it began is lost with the process right after it.
      if (isWritten) crash();
      else queue.schedule(queue.now(), crash);
    },
    end: () => {
      isOver = true;
      ethereum.heal();
      traps = [];
      const processes = setup.processes();
      for (let process = 0; process < processes.count; process++) {
        processes.storage(process).fail('reads', false);
        processes.storage(process).fail('writes', false);
      }
    },
  };
}
