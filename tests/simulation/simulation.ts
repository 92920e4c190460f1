import { assert } from '../../lib/core/assert.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { DELTA_MS } from '../../lib/core/limits.ts';
import { type Configuration, identityOf } from './configuration/configuration.ts';
import { createCounters } from './counters.ts';
import { createEventQueue } from './event-queue.ts';
import { createFinalityMeter } from './finality-meter.ts';
import { createFaults } from './inject-faults.ts';
import { createFastLedger } from './ledger.ts';
import type { SimulatedNode } from './node/simulated-node.ts';
import { createOracle } from './oracle/create-oracle.ts';
import { createProcesses, type Mutation, type Processes } from './processes.ts';
import { createFakeSignatures, createRealSignatures } from './signatures.ts';
import { createSimulatedChain } from './simulated-chain.ts';
import { createSimulatedNetwork } from './simulated-network.ts';
import { createTrace } from './trace.ts';

export interface SimulationOptions {
  /** Called for every line of the trace. */
  onLine?: (line: string) => void;
  mutation?: Mutation;
}

export interface SimulationReport {
  simulatedMs: number;
  /** Equal for equal runs. */
  traceHash: number;
  events: number;
  counters: Readonly<Record<string, number>>;
  /** Per finalized block and process: from the leader's proposal to finality there. */
  finalityMs: readonly number[];
  /** Per process, at the end. */
  finalizedHeights: readonly number[];
}

/**
 * Runs one configuration in two phases: faults first; then none for the core, which must finalize
 * everything submitted within a bound. A function of its arguments.
 * @throws WeftError `oracle/...` when something happened that must never happen.
 */
export function simulate(
  configuration: Configuration,
  { onLine, mutation = {} }: SimulationOptions = {},
): SimulationReport {
  const { safetyMs } = configuration;
  const queue = createEventQueue();
  const counters = createCounters();
  const trace = createTrace(queue.now, onLine);
  const isReal = configuration.signatures === 'real';
  const signatures = isReal ? createRealSignatures() : createFakeSignatures();
  const chain = createSimulatedChain(configuration, signatures);
  const ledger = createFastLedger({ chain, signatures });
  const network = createSimulatedNetwork(configuration, queue, counters);
  const finality = createFinalityMeter(queue.now);
  const liars = new Set(configuration.byzantine.map(({ node }) => node));
  const identity = (process: number) => identityOf(configuration, process);
  const { genesisHash } = chain;
  const { now } = queue;
  const oracle = createOracle({
    configuration,
    signatures,
    genesisHash,
    identityOf: identity,
    counters,
    now,
    finality,
  });
  const watcherOf = (process: number) =>
    liars.has(identity(process)) ? oracle.forLiar : oracle.forHonest;
  const submitted: number[] = [];
  const faults = createFaults({
    configuration,
    queue,
    network,
    counters,
    processes: () => processes,
    watcherOf,
  });
  const processes: Processes = createProcesses({
    configuration,
    chain,
    ledger,
    signatures,
    queue,
    network,
    counters,
    trace,
    watcherOf,
    mutation,
    submitted,
    atPersist: faults.atPersist,
  });

  const submit = () => {
    const id = submitted.length + 1;
    submitted.push(id);
    for (let process = 0; process < processes.count; process++) processes.at(process)?.submit(id);
  };

  for (let process = 0; process < processes.count; process++) processes.start(process);
  faults.schedule();
  for (const at of configuration.workload) queue.schedule(at, submit);
  queue.runUntil(safetyMs);

  faults.end();
  network.heal();
  for (let process = 0; process < processes.count; process++) processes.start(process);
  isolate(configuration, processes, network);
  if (configuration.workload.length > 0) submit();
  const core = () => configuration.core.flatMap((process) => processes.at(process) ?? []);
  const highest = Math.max(...core().map((node) => Number(node.height())));
  const boundMs = livenessBoundMs(configuration, core());
  const awake = configuration.outsiders.flatMap(({ node, fate }) => (fate === 'awake' ? node : []));
  const isBehind = (process: number) => (processes.at(process)?.height() ?? -1n) < BigInt(highest);
  const isDone = () =>
    core().every((node) => node.pendingCount() === 0 && node.height() >= BigInt(highest)) &&
    !awake.some(isBehind);
  if (!isDone()) queue.runUntil(safetyMs + boundMs, isDone);
  if (!isDone()) {
    const heights = core().map((node) => node.height());
    const behind = awake.filter(isBehind);
    const detail = `within ${boundMs} ms: heights ${heights}, highest was ${highest}, behind: ${behind}`;
    throw new WeftError('oracle/not-live', `I15 not-live: ${detail}`, { invariant: 'I15', detail });
  }
  return {
    simulatedMs: queue.now(),
    traceHash: trace.hash(),
    events: queue.count(),
    counters: counters.values(),
    finalityMs: finality.samples,
    finalizedHeights: Array.from({ length: processes.count }, (_, process) =>
      Number(processes.at(process)?.height() ?? 0),
    ),
  };
}

/** What is not in the core is dead, or hears nothing, or is not heard; liars go on lying. */
function isolate(
  { outsiders }: Configuration,
  processes: Processes,
  network: ReturnType<typeof createSimulatedNetwork>,
): void {
  for (const { node, fate } of outsiders) {
    const others = Array.from({ length: processes.count }, (_, other) => other);
    if (fate === 'dead') processes.bury(node);
    else if (fate === 'deaf') network.cut([{ from: others, to: [node] }], 0);
    else if (fate === 'mute') network.cut([{ from: [node], to: others }], 0);
  }
}

/** Ten failed views for each finalization that is needed, at the longest time-out reached. */
function livenessBoundMs(configuration: Configuration, nodes: readonly SimulatedNode[]): number {
  assert(nodes.length > 0, 'a core has processes');
  const backOff = Math.max(...nodes.map((node) => node.current().state().backOff));
  const deltaMs = DELTA_MS[Math.min(backOff + 1, DELTA_MS.length - 1)] as number;
  const pending = Math.max(...nodes.map((node) => node.pendingCount()));
  const finalizations = 2 + Math.ceil(pending / TRANSACTIONS_PER_FINALIZATION);
  return finalizations * 10 * (configuration.minBlockMs + 4 * deltaMs);
}

const TRANSACTIONS_PER_FINALIZATION = 16;
