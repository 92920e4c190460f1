import type { ConsensusMessage } from '../../../lib/consensus/types.ts';
import { laterView } from '../../../lib/consensus/view.ts';
import { type Configuration, identityOf } from '../configuration/configuration.ts';
import { createCounters } from '../counters.ts';
import { createSimulatedEthereum } from '../ethereum/simulated-ethereum.ts';
import { createEventQueue, type EventQueue } from '../event-queue.ts';
import { createFinalityMeter } from '../finality-meter.ts';
import { createFastLedger } from '../ledger.ts';
import type { NodeContext } from '../node/node-context.ts';
import { type SimulatedNode, startSimulatedNode } from '../node/simulated-node.ts';
import { createOracle } from '../oracle/create-oracle.ts';
import { fail } from '../oracle/watcher.ts';
import type { Packet } from '../packet.ts';
import { createRandom } from '../random.ts';
import { createFakeSignatures } from '../signatures.ts';
import { createSimulatedChain } from '../simulated-chain.ts';
import { createSimulatedStorage } from '../simulated-storage.ts';
import { throughCodec } from '../through-codec.ts';
import { powersForLeaders } from './powers-for-leaders.ts';
import type { TwinsCase } from './twins-case.ts';

export interface TwinsReport {
  simulatedMs: number;
  counters: Readonly<Record<string, number>>;
}

/**
 * Runs one case under the oracle: first its rounds, then synchrony, in which every honest process
 * must see ten more blocks become final.
 * @throws WeftError `oracle/...`
 */
export function runTwinsCase(twins: TwinsCase): TwinsReport {
  const configuration = configurationOf(twins);
  const queue = createEventQueue();
  const counters = createCounters();
  const network = createPieces(twins, queue);
  const nodes = startAll(configuration, queue, counters, network);
  const honest = nodes.slice(1, twins.nodes);
  for (let id = 1; id <= MAX_TRANSACTIONS; id++) {
    queue.schedule(id * SUBMIT_EVERY_MS, () => {
      for (const node of nodes) node().submit(id);
    });
  }
  const hasPassed = () =>
    honest.every((node) => node().current().state().view > BigInt(twins.rounds.length));
  queue.runUntil(twins.rounds.length * ROUND_MS, hasPassed);
  network.heal();
  const reached = honest.map((node) => node().height()).reduce(laterView);
  const wanted = reached + FINALIZATIONS;
  const isDone = () => honest.every((node) => node().height() >= wanted);
  queue.runUntil(queue.now() + SYNCHRONY_MS, isDone);
  if (!isDone()) {
    fail('I15', 'not-live', `heights ${honest.map((node) => node().height())} of ${wanted}`);
  }
  return { simulatedMs: queue.now(), counters: counters.values() };
}

function configurationOf({ nodes, rounds }: TwinsCase): Configuration {
  const base = {
    seed: 1,
    signatures: 'fake',
    followers: 0,
    minBlockMs: 100,
    epochMs: 0,
    network: { delayMeanMs: 10, lossPercent: 0, duplicationPercent: 0 },
    writeMs: 2,
    clocks: Array.from({ length: nodes + 1 }, () => ({ rate: 1, wallOffsetMs: 0 })),
    byzantine: [{ node: 0, behaviour: 'twins' }],
    faults: [],
    workload: [],
    safetyMs: 0,
    core: [],
    outsiders: [],
  } as const;
  const { seed } = createSimulatedChain(
    { ...base, committees: [[1]] },
    createFakeSignatures(),
  ).first;
  const leaders = rounds.map(({ leader }) => leader);
  return { ...base, committees: [powersForLeaders(seed, nodes, leaders)] };
}

interface Pieces {
  /** Whether something about this view gets from one process to the other now. */
  connects(from: number, to: number, view: bigint): boolean;
  heal(): void;
}

/**
 * The network is in pieces round by round, as each message's own view says. Without a quorum in any
 * piece nobody would leave a view, so the pieces of a round meet again after a while.
 */
function createPieces({ rounds }: TwinsCase, queue: EventQueue): Pieces {
  const beganAt = new Map<bigint, number>();
  let isHealed = false;
  return {
    connects: (from, to, view) => {
      const round = rounds[Number(view) - 1];
      if (!round || isHealed) return true;
      if (!beganAt.has(view)) beganAt.set(view, queue.now());
      const isOver = queue.now() >= (beganAt.get(view) ?? 0) + ROUND_MS;
      const hears = round.hears[round.pieces[to] as number] as number;
      return isOver || ((hears >> (round.pieces[from] as number)) & 1) === 1;
    },
    heal: () => {
      isHealed = true;
    },
  };
}

type NodeOf = () => SimulatedNode;

function startAll(
  configuration: Configuration,
  queue: EventQueue,
  counters: ReturnType<typeof createCounters>,
  network: Pieces,
): NodeOf[] {
  const signatures = createFakeSignatures();
  const chain = createSimulatedChain(configuration, signatures);
  const identity = (process: number) => identityOf(configuration, process);
  const ethereum = createSimulatedEthereum({ configuration, queue, onChange: () => {} });
  const oracle = createOracle({
    configuration,
    signatures,
    genesisHash: chain.genesisHash,
    identityOf: identity,
    counters,
    now: queue.now,
    ethereum,
    finality: createFinalityMeter(queue.now),
  });
  const indexes = configuration.clocks.map((_, index) => index);
  const nodes: SimulatedNode[] = [];
  const node = (process: number) => nodes[process] as SimulatedNode;
  const isTwin = (process: number) => identity(process) === 0;

  const post = (from: number, to: number, packet: Packet) => {
    const isNews = !isTwin(to) || packet.type !== 'consensus' || !isOfTwin(packet.message);
    if (!isNews || !network.connects(from, to, viewOf(packet, nodes[from]))) return;
    const delayMs = DELAY_MS + ((from * 7 + to * 3) % 5);
    queue.schedule(queue.now() + delayMs, () => node(to).receive(from, packet));
  };

  for (const index of indexes) {
    const watcher = isTwin(index) ? oracle.forLiar : oracle.forHonest;
    const storage = createSimulatedStorage();
    storage.onDurable((body) => watcher.durable(index, body));
    const peers = indexes.filter((other) => other !== index);
    const restart = () => {
      storage.crash(0);
      storage.forgetJournal();
      nodes[index] = startSimulatedNode(context, storage.open());
    };
    const context: NodeContext = {
      chain,
      ledger: createFastLedger({ chain, signatures }),
      signatures,
      index,
      identity: identity(index),
      clock: { rate: 1, wallOffsetMs: 0 },
      writeMs: configuration.writeMs,
      slowBuildPercent: 0,
      queue,
      random: createRandom(1, `node ${index}`),
      storage,
      ethereum: ethereum.viewOf(index),
      watcher,
      counters,
      peers,
      identityOf: identity,
      post: (to, packet) => post(index, to, packet),
      say: (message, to) => {
        watcher.sent(index, message);
        const packet: Packet = { type: 'consensus', message: throughCodec(message) };
        for (const peer of to === undefined ? peers : [to]) post(index, peer, packet);
      },
      atPersist: () => {},
      die: (reason) => fail('I3', 'write-failed', reason),
      halted: (reason) => {
        watcher.halted(index, reason);
        // A twin that met the other one's votes begins again, and knows nothing of what it signed.
        counters.add('twins/met');
        node(index).stop();
        queue.schedule(queue.now() + 1_000, restart);
      },
      log: () => {},
    };
    nodes[index] = startSimulatedNode(context, storage.open());
  }
  return indexes.map((index) => () => node(index));
}

/** The view that a message is about, or that its sender is in. */
function viewOf(packet: Packet, from: SimulatedNode | undefined): bigint {
  if (packet.type !== 'consensus') return from?.current().state().view ?? 1n;
  const { message } = packet;
  switch (message.type) {
    case 'proposal':
      return message.proposal.view;
    case 'vote':
      return message.vote.statement.view;
    case 'certificate':
      return message.certificate.statement.view;
  }
}

/** Twins are deaf to each other, or they would notice that their key is used elsewhere. */
function isOfTwin(message: ConsensusMessage): boolean {
  if (message.type === 'proposal') return message.proposal.vote.signer === 0;
  return message.type === 'vote' && message.vote.signer === 0;
}

const FINALIZATIONS = 10n;
const DELAY_MS = 10;
/** Longer than a view waits for its leader and its votes. */
const ROUND_MS = 5_000;
const SYNCHRONY_MS = 300_000;
const SUBMIT_EVERY_MS = 250;
const MAX_TRANSACTIONS = 1_300;
