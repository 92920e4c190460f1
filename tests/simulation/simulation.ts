import { assert } from '../../lib/core/assert.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { DELTA_MS, HEARTBEAT_MS } from '../../lib/core/limits.ts';
import { type Configuration, identityOf } from './configuration/configuration.ts';
import { createCounters } from './counters.ts';
import { createSimulatedEthereum } from './ethereum/simulated-ethereum.ts';
import { createEventQueue } from './event-queue.ts';
import { createFinalityMeter } from './finality-meter.ts';
import { createFaults } from './inject-faults.ts';
import { createFastLedger } from './ledger.ts';
import type { SimulatedNode } from './node/simulated-node.ts';
import { createOracle } from './oracle/create-oracle.ts';
import { createProcesses, type Processes } from './processes.ts';
import { createFakeSignatures, createRealSignatures } from './signatures.ts';
import { createSimulatedChain } from './simulated-chain.ts';
import { createSimulatedNetwork } from './simulated-network.ts';
import { createStakedLedger } from './staked/staked-ledger.ts';
import { createTrace } from './trace.ts';

export interface SimulationOptions {
  /** Called for every line of the trace. */
  onLine?: (line: string) => void;
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
export async function runSimulation(
  configuration: Configuration,
  options: SimulationOptions = {},
): Promise<SimulationReport> {
  const run = simulation(configuration, options);
  let step = run.next();
  while (!step.done) {
    await step.value;
    step = run.next();
  }
  return step.value;
}

/** As `runSimulation`, at once, for a ledger without stake: it never needs real time. */
export function simulate(
  configuration: Configuration,
  options: SimulationOptions = {},
): SimulationReport {
  const step = simulation(configuration, options).next();
  assert(step.done, 'a ledger without stake is never waited for');
  return step.value;
}

function* simulation(
  configuration: Configuration,
  options: SimulationOptions,
): Generator<Promise<unknown>, SimulationReport, void> {
  const world = createWorld(configuration, options);
  const { queue, counters, trace, processes, finality } = world;
  try {
    yield* runFaults(configuration, world);
    yield* runCore(configuration, world);
  } catch (thrown) {
    // The promises are made for liars with less than a third of the power.
    if (!(thrown instanceof WeftError) || thrown.code !== 'simulation/beyond-model') throw thrown;
    counters.add('model/left');
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

type SimulatedWorld = ReturnType<typeof createWorld>;

function createWorld(configuration: Configuration, { onLine }: SimulationOptions) {
  const queue = createEventQueue();
  const counters = createCounters();
  const trace = createTrace(queue.now, onLine);
  const { signatures, chain, ledger, staked } = createChainOf(configuration);
  const network = createSimulatedNetwork(configuration, queue, counters);
  const ethereum = createSimulatedEthereum({
    configuration,
    queue,
    onChange: (process) => processes.at(process)?.ethereumMoved(),
  });
  const finality = createFinalityMeter(queue.now);
  const liars = new Set(configuration.byzantine.map(({ node }) => node));
  const identity = (process: number) => identityOf(configuration, process);
  const oracle = createOracle({
    configuration,
    signatures,
    genesisHash: chain.genesisHash,
    identityOf: identity,
    counters,
    now: queue.now,
    ethereum,
    finality,
    wait: queue.wait,
    ...(staked && { staked }),
  });
  const watcherOf = (process: number) =>
    liars.has(identity(process)) ? oracle.forLiar : oracle.forHonest;
  const submitted: number[] = [];
  const faults = createFaults({
    configuration,
    queue,
    network,
    ethereum,
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
    ethereum,
    counters,
    trace,
    watcherOf,
    submitted,
    atPersist: faults.atPersist,
  });
  const submit = () => {
    const id = submitted.length + 1;
    submitted.push(id);
    for (let process = 0; process < processes.count; process++) processes.at(process)?.submit(id);
  };
  if (staked) counters.add('chain/staked');
  return { queue, counters, trace, network, ethereum, finality, faults, processes, submit };
}

function createChainOf(configuration: Configuration) {
  const real = createRealSignatures();
  if (configuration.ledger === 'staked') {
    // The chain hashes both coordinates of every key, so keys have to be points.
    const fake = { ...createFakeSignatures(), keyOf: real.keyOf };
    const signatures = configuration.signatures === 'real' ? real : fake;
    const staked = createStakedLedger(configuration, signatures);
    return { signatures, staked, chain: staked.chain, ledger: staked.ledger };
  }
  const signatures = configuration.signatures === 'real' ? real : createFakeSignatures();
  const chain = createSimulatedChain(configuration, signatures);
  return { signatures, chain, ledger: createFastLedger({ chain, signatures }) };
}

function* runFaults({ workload, safetyMs }: Configuration, world: SimulatedWorld) {
  const { queue, processes, ethereum, faults, submit } = world;
  for (let process = 0; process < processes.count; process++) processes.start(process);
  faults.schedule();
  ethereum.schedule();
  for (const at of workload) queue.schedule(at, submit);
  yield* queue.running(safetyMs);
}

/** What fails comes back, and the core must finish everything. */
function* runCore(configuration: Configuration, world: SimulatedWorld) {
  const { queue, counters, network, ethereum, processes, faults, submit } = world;
  faults.end();
  network.heal();
  for (let process = 0; process < processes.count; process++) processes.start(process);
  isolate(configuration, processes, network);
  if (configuration.workload.length > 0) submit();
  const core = () => configuration.core.flatMap((process) => processes.at(process) ?? []);
  const highest = Math.max(...core().map((node) => Number(node.height())));
  const told = BigInt(ethereum.count());
  const boundMs = livenessBoundMs(configuration, core());
  const awake = configuration.outsiders.flatMap(({ node, fate }) => (fate === 'awake' ? node : []));
  const isBehind = (process: number) => (processes.at(process)?.height() ?? -1n) < BigInt(highest);
  const isDone = () =>
    core().every((node) => node.pendingCount() === 0 && node.height() >= BigInt(highest)) &&
    core().every((node) => node.inboxCount() >= told) &&
    !awake.some(isBehind);
  if (!isDone()) yield* queue.running(configuration.safetyMs + boundMs, isDone);
  if (isDone()) return;
  if (!hasQuorum(configuration, core())) {
    counters.add('model/no-quorum');
    return;
  }
  const heights = core().map((node) => node.height());
  const behind = awake.filter(isBehind);
  const inbox = `events ${core().map((node) => node.inboxCount())} of ${told}`;
  const goal = `heights ${heights}, highest was ${highest}, behind: ${behind}, ${inbox}`;
  const detail = `within ${boundMs} ms: ${goal}`;
  throw new WeftError('oracle/not-live', `I15 not-live: ${detail}`, { invariant: 'I15', detail });
}

/** Jailing can take so many out of the core that those who are left wait for the others. */
function hasQuorum({ core }: Configuration, nodes: readonly SimulatedNode[]): boolean {
  return nodes.every((node) => {
    const { committee, validators } = node.current().epoch;
    const powerOf = (members: typeof committee) =>
      members.reduce((sum, { power }) => sum + power, 0n);
    const there = committee.filter((_, index) => core.includes(validators[index] as number));
    return powerOf(there) * 3n > powerOf(committee) * 2n;
  });
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

/**
 * Ten failed views for each finalization that is needed, at the longest time-out reached. Only
 * every other may tell what happened on Ethereum, and after ten views it waits for a heartbeat.
 */
function livenessBoundMs(configuration: Configuration, nodes: readonly SimulatedNode[]): number {
  assert(nodes.length > 0, 'a core has processes');
  const backOff = Math.max(...nodes.map((node) => node.current().state().backOff));
  const deltaMs = DELTA_MS[Math.min(backOff + 1, DELTA_MS.length - 1)] as number;
  const pending = Math.max(...nodes.map((node) => node.pendingCount()));
  const finalizations = 2 + Math.ceil(pending / TRANSACTIONS_PER_FINALIZATION);
  const boundMs = finalizations * 10 * (configuration.minBlockMs + 4 * deltaMs);
  return configuration.ethereum ? 2 * boundMs + HEARTBEAT_MS : boundMs;
}

const TRANSACTIONS_PER_FINALIZATION = 16;
