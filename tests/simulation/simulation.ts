import type { Certificate } from '../../lib/chain/certificate.ts';
import {
  bytesFromConsensusMessage,
  consensusMessageFromBytes,
} from '../../lib/consensus/messages.ts';
import type { EngineState } from '../../lib/consensus/state.ts';
import type { ConsensusMessage, RecordBody } from '../../lib/consensus/types.ts';
import { assert } from '../../lib/core/assert.ts';
import { DELTA_MS } from '../../lib/core/limits.ts';
import { createTamper, type Tamper } from './byzantine.ts';
import { type Configuration, type Fault, spareMembers } from './configuration.ts';
import { createEventQueue } from './event-queue.ts';
import { hashOnce } from './hash-once.ts';
import { createOracle, type Oracle } from './oracle.ts';
import type { Packet } from './packet.ts';
import { createRandom } from './random.ts';
import { accountOf, createEpochConfig, SEED_BYTES } from './simulated-genesis.ts';
import { createSimulatedNetwork } from './simulated-network.ts';
import { type NodeContext, type SimulatedNode, startSimulatedNode } from './simulated-node.ts';
import { createSimulatedStorage } from './simulated-storage.ts';

/** Ways to weaken nodes, to see that the oracle notices. */
export interface Mutation {
  hasBarrier?: boolean;
  /** A crash loses durable records, too. */
  hasAmnesia?: boolean;
  alter?: (state: EngineState) => EngineState;
}

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
  counters: Counters;
  /** Per finalized block and node: from the leader's proposal to finality there. */
  finalityMs: readonly number[];
  /** Per node, at the end. */
  finalizedHeights: readonly number[];
}

export interface Counters {
  nullifications: number;
  crashes: number;
  restarts: number;
  losses: number;
  freezes: number;
  cuts: number;
  lost: number;
  duplicated: number;
}

/** Runs one configuration: faults first, then none, when everything submitted must become final. */
export function simulate(
  configuration: Configuration,
  { onLine, mutation = {} }: SimulationOptions = {},
): SimulationReport {
  const { seed, powers, safetyMs, core } = configuration;
  const queue = createEventQueue();
  const network = createSimulatedNetwork(configuration, queue);
  const crashes = createRandom(seed, 'crashes');
  const counters = { crashes: 0, restarts: 0, losses: 0, freezes: 0, cuts: 0 };
  const nodeCount = powers.length + configuration.followers;
  const indexes = Array.from({ length: nodeCount }, (_, index) => index);
  const byzantine = configuration.byzantine;
  const isHonest = (index: number) => index !== byzantine?.node;
  const losses = createRandom(seed, 'losses');
  const loser = losses.pick([undefined, ...spareMembers(powers).filter(isHonest)]);
  const oracle = createOracle({ powers, seedBytes: SEED_BYTES, accountOf, isHonest });
  const finality = createFinalityMeter(queue.now);
  const storages = indexes.map(createSimulatedStorage);
  const nodes: (SimulatedNode | undefined)[] = indexes.map(() => undefined);
  const journals: (readonly RecordBody[])[] = indexes.map(() => []);
  const submitted: number[] = [];
  let traceHash = 0;

  const log = (index: number, mark: number, text: () => string) => {
    for (const part of [index, mark, queue.now() * 1_000]) {
      traceHash = Math.imul(traceHash ^ part, 0x01000193);
    }
    onLine?.(`${queue.now().toFixed(2)} node ${index}: ${text()}`);
  };

  const post = (from: number, to: number, packet: Packet) =>
    network.send(from, to, () => nodes[to]?.receive(from, packet));

  const contexts = indexes.map((index): NodeContext => {
    const others = indexes.filter((other) => other !== index);
    const watch = isHonest(index) ? watchFor(oracle, finality.finalized) : watchLiar(oracle);
    const config = createEpochConfig(configuration, index, watch);
    const tamper = isHonest(index) ? undefined : createTamper(config, index, behaviourOf());
    storages[index]?.onDurable((body) => watch.durable(index, body));
    return {
      index,
      config,
      clock: configuration.clocks[index] ?? { rate: 1, wallOffsetMs: 0 },
      writeMs: configuration.writeMs,
      hasBarrier: mutation.hasBarrier ?? true,
      alter: mutation.alter ?? ((state) => state),
      queue,
      random: createRandom(seed, `node ${index}`),
      storage: storages[index] as (typeof storages)[number],
      oracle: watch,
      peers: others,
      post: (to, packet) => post(index, to, packet),
      say: (message, to) => {
        watch.sent(index, message);
        if (message.type === 'proposal') finality.proposed(message);
        const recipients = to === undefined ? others : [to];
        const copies = createCopies(message, tamper);
        for (const other of recipients) {
          for (const copy of copies(other))
            post(index, other, { type: 'consensus', message: copy });
        }
      },
      log: (mark, text) => log(index, mark, text),
    };
  });

  function behaviourOf() {
    assert(byzantine, 'a lying node has a behaviour');
    return byzantine.behaviour;
  }

  const start = (index: number) => {
    const context = contexts[index] as NodeContext;
    const node = startSimulatedNode(context, journals[index] ?? []);
    nodes[index] = node;
    for (const id of submitted) node.submit(id);
  };

  const crash = (index: number) => {
    const storage = storages[index] as (typeof storages)[number];
    counters.crashes++;
    nodes[index]?.stop();
    nodes[index] = undefined;
    const kept = crashes.between(0, storage.pendingCount());
    if (mutation.hasAmnesia) storage.forgetJournal();
    journals[index] = storage.crash(mutation.hasAmnesia ? 0 : kept);
    log(index, 1, () => 'crashes');
    const knowsFloor = journals[index]?.some(({ type }) => type === 'floor');
    if (index === loser && knowsFloor && losses.chance(50)) loseBlocks(index);
  };

  /** The journal stays whole: the key goes on, and the blocks come from the others again. */
  const loseBlocks = (index: number) => {
    counters.losses++;
    storages[index]?.loseBlocks();
    contexts[index]?.oracle.lostBlocks(index);
    log(index, 3, () => 'loses its blocks');
  };

  const restart = (index: number) => {
    if (nodes[index]) return;
    counters.restarts++;
    contexts[index]?.oracle.restarted(index, BigInt(storages[index]?.blocks.length ?? 0));
    log(index, 2, () => 'restarts');
    start(index);
  };

  const inject = (fault: Fault) => {
    switch (fault.type) {
      case 'crash':
        if (!nodes[fault.node]) return;
        crash(fault.node);
        queue.schedule(fault.at + fault.forMs, () => restart(fault.node));
        return;
      case 'freeze':
        counters.freezes++;
        nodes[fault.node]?.freeze(Math.min(fault.at + fault.forMs, safetyMs));
        return;
      case 'cut':
        counters.cuts++;
        network.cut(fault.from, fault.to, fault.at + fault.forMs);
        return;
    }
  };

  const submit = () => {
    const id = submitted.length + 1;
    submitted.push(id);
    for (const node of nodes) node?.submit(id);
  };

  for (const index of indexes) start(index);
  for (const fault of configuration.faults) queue.schedule(fault.at, () => inject(fault));
  for (const at of configuration.workload) queue.schedule(at, submit);
  queue.runUntil(safetyMs);
  network.heal();
  for (const index of indexes) {
    if (!core.includes(index) && isHonest(index)) nodes[index]?.stop();
    else restart(index);
  }
  const coreNodes = () => core.flatMap((index) => nodes[index] ?? []);
  if (configuration.workload.length > 0) submit();
  const highest = Math.max(...coreNodes().map(heightOf));
  const boundMs = livenessBoundMs(configuration, coreNodes());
  const isDone = () =>
    coreNodes().every((node) => node.workload.pendingCount() === 0 && heightOf(node) >= highest);
  if (!isDone()) queue.runUntil(safetyMs + boundMs, isDone);
  assert(isDone(), `everything submitted is final ${boundMs} ms after the last fault`);
  return {
    simulatedMs: queue.now(),
    traceHash,
    events: queue.count(),
    counters: {
      ...counters,
      ...network.counters,
      nullifications: oracle.counters.nullifications,
    },
    finalityMs: finality.samples,
    finalizedHeights: nodes.map((node) => (node ? heightOf(node) : 0)),
  };
}

/** Bytes travel, objects do not: a message is encoded once and decoded once for all who get it. */
function createCopies(message: ConsensusMessage, tamper: Tamper | undefined) {
  if (tamper) return (to: number) => tamper(throughCodec(message), to).map(throughCodec);
  const copies = [throughCodec(message)];
  return () => copies;
}

function throughCodec(message: ConsensusMessage): ConsensusMessage {
  return consensusMessageFromBytes(bytesFromConsensusMessage(message));
}

/** Ten failed views for each finalization that is needed, at the longest time-out reached. */
function livenessBoundMs(configuration: Configuration, nodes: readonly SimulatedNode[]): number {
  const backOff = Math.max(...nodes.map((node) => node.state().backOff));
  const deltaMs = DELTA_MS[Math.min(backOff + 1, DELTA_MS.length - 1)] as number;
  const pending = Math.max(...nodes.map((node) => node.workload.pendingCount()));
  const finalizations = 2 + Math.ceil(pending / 16);
  return finalizations * 10 * (configuration.minBlockMs + 4 * deltaMs);
}

function heightOf(node: SimulatedNode): number {
  return Number(node.state().floor.header.height);
}

type Finalized = Oracle['finalized'];

function watchFor(oracle: Oracle, finalized: Finalized): Oracle {
  return {
    ...oracle,
    finalized: (node, blocks, certificate) => {
      oracle.finalized(node, blocks, certificate);
      finalized(node, blocks, certificate);
    },
  };
}

function createFinalityMeter(now: () => number) {
  const proposedAt = new Map<string, number>();
  const samples: number[] = [];
  return {
    samples,
    proposed: ({ proposal }: Extract<ConsensusMessage, { type: 'proposal' }>) => {
      const { digest } = proposal.vote.statement;
      if (!proposedAt.has(digest)) proposedAt.set(digest, now());
    },
    finalized: (_node: number, blocks: Parameters<Finalized>[1], _certificate: Certificate) => {
      for (const block of blocks) {
        const at = proposedAt.get(hashOnce(block.header));
        if (at !== undefined) samples.push(now() - at);
      }
    },
  };
}

/** Nobody believes what a lying node says about itself. */
function watchLiar(oracle: Oracle): Oracle {
  const ignore = () => {};
  return {
    ...oracle,
    signed: ignore,
    durable: ignore,
    sent: (_node, message) => oracle.sentByLiar(message),
    finalized: ignore,
    acknowledged: ignore,
    restarted: ignore,
    lostBlocks: ignore,
    halted: ignore,
  };
}
