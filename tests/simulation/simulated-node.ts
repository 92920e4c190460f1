import { step } from '../../lib/consensus/engine.ts';
import { bytesFromPeerStatus } from '../../lib/consensus/messages.ts';
import { peerStatusOf } from '../../lib/consensus/read-state.ts';
import { createEngineState, type EngineState } from '../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  ConsensusMessage,
  EpochConfig,
  RecordBody,
  Times,
} from '../../lib/consensus/types.ts';
import { DELTA_MS, STATUS_INTERVAL_MS } from '../../lib/core/limits.ts';
import type { EventQueue } from './event-queue.ts';
import { hashOnce } from './hash-once.ts';
import type { Oracle } from './oracle.ts';
import type { Packet } from './packet.ts';
import { hashText, type Random } from './random.ts';
import { receivePacket } from './receive-packet.ts';
import { buildSimulated, isValidSimulated } from './simulated-ledger.ts';
import type { SimulatedStorage, StoredBlock } from './simulated-storage.ts';
import { checkVotes } from './verify.ts';
import { createWorkload, type Workload } from './workload.ts';

export interface NodeContext {
  index: number;
  config: EpochConfig;
  clock: { rate: number; wallOffsetMs: number };
  writeMs: number;
  /** False makes a mutant that sends before it has written. */
  hasBarrier: boolean;
  /** A mutant changes here what the engine knows. */
  alter: (state: EngineState) => EngineState;
  queue: EventQueue;
  random: Random;
  storage: SimulatedStorage;
  oracle: Oracle;
  peers: readonly number[];
  post(to: number, packet: Packet): void;
  /** Sends a consensus message through the codec: to one node, or to all. */
  say(message: ConsensusMessage, to?: number): void;
  /** Adds to the trace; `mark` stands for the text where nobody reads it. */
  log(mark: number, text: () => string): void;
}

/** A running process: it dies in a crash, its storage does not. */
export interface SimulatedNode {
  readonly context: NodeContext;
  readonly workload: Workload;
  readonly state: () => EngineState;
  receive(from: number, packet: Packet): void;
  submit(id: number): void;
  dispatch(event: EventBody): void;
  /** Writes blocks to storage, without those that are there or on their way already. */
  commit(blocks: readonly StoredBlock[], whenDurable: () => void): void;
  /** Runs later, unless the process died; waits while it is frozen. */
  later(delayMs: number, run: () => void): void;
  freeze(untilMs: number): void;
  stop(): void;
  wallMs(): number;
}

export type EventBody = WithoutTimes<ConsensusEvent>;
type WithoutTimes<E> = E extends unknown ? Omit<E, keyof Times> : never;

export function startSimulatedNode(
  context: NodeContext,
  journal: readonly RecordBody[],
): SimulatedNode {
  const { config, queue, random, storage, oracle, clock, index } = context;
  const workload = createWorkload();
  for (const { block } of storage.blocks) workload.finalize(block);
  let state = context.alter(initialState(config, storage));
  let isAlive = true;
  let frozenUntilMs = 0;
  let alarm = 0;
  let submittedHeight = state.floor.header.height;
  let writtenCount = 0;
  let durableCount = 0;
  const waiting: { effect: ConsensusEffect; after: number }[] = [];
  const startedAt = queue.now();

  const nowMs = () => Math.floor((queue.now() - startedAt) * clock.rate);
  const wallMs = () => Math.floor(WALL_START_MS + queue.now() + clock.wallOffsetMs);
  const run = (call: () => void) => {
    if (!isAlive) return;
    if (queue.now() < frozenUntilMs) queue.schedule(frozenUntilMs, () => run(call));
    else call();
  };
  const later = (delayMs: number, call: () => void) =>
    queue.schedule(queue.now() + delayMs, () => run(call));

  const dispatch = (body: EventBody) => {
    const event = { ...body, now: nowMs(), wall: wallMs() } as ConsensusEvent;
    const before = state.floor.header.height;
    const result = step(state, event);
    state = context.alter(result.state);
    const mark = markOf(event, result.effects, state);
    context.log(mark, () => describeStep(event, result.effects, state));
    for (const effect of result.effects) enqueue(effect);
    if (state.floor.header.height !== before) updateWork();
  };

  const enqueue = (effect: ConsensusEffect) => {
    if (effect.type === 'persist') {
      writtenCount++;
      write(() => storage.append(effect.records, durable));
      return;
    }
    const isGated =
      effect.type === 'broadcast' || effect.type === 'send' || effect.type === 'finalized';
    if (!isGated || !context.hasBarrier) execute(effect);
    else if (durableCount === writtenCount && waiting.length === 0) execute(effect);
    else waiting.push({ effect, after: writtenCount });
  };

  const write = (append: () => void) => {
    append();
    // The disk is not the process: a write that started can end after a crash only by `crash`.
    later(random.between(0, context.writeMs), () => storage.flush());
  };

  const durable = () => {
    durableCount++;
    while (isAlive && waiting[0] && waiting[0].after <= durableCount) {
      execute((waiting.shift() as (typeof waiting)[number]).effect);
    }
  };

  const commit = (blocks: readonly StoredBlock[], whenDurable: () => void) => {
    const fresh = blocks.filter(({ block }) => block.header.height > submittedHeight);
    if (fresh.length === 0) return;
    submittedHeight += BigInt(fresh.length);
    for (const { block } of fresh) workload.finalize(block);
    write(() =>
      storage.commit(fresh, () => {
        oracle.acknowledged(index, fresh.at(-1)?.block.header.height ?? 0n);
        whenDurable();
      }),
    );
  };

  const execute = (effect: ConsensusEffect) => {
    switch (effect.type) {
      case 'broadcast':
        context.say(effect.message);
        break;
      case 'send':
        context.say(effect.message, Number(effect.peer));
        break;
      case 'set-alarm':
        setAlarm(effect.at);
        break;
      case 'build':
        build(effect);
        break;
      case 'check':
        check(effect.block);
        break;
      case 'fetch':
        ask({ type: 'block-request', hash: effect.hash });
        break;
      case 'fetch-certificates':
        ask({ ...effect, type: 'certificates-request' });
        break;
      case 'verify-votes': {
        const { statement, votes, base } = effect;
        const result = checkVotes(config, statement, votes, base);
        later(1, () => dispatch({ type: 'votes-verified', statement, ...result }));
        break;
      }
      case 'finalized': {
        const { blocks, certificate } = effect;
        oracle.finalized(index, blocks, certificate);
        const last = blocks.length - 1;
        const stored = blocks.map((block, i) => ({
          block,
          certificate: i === last ? certificate : undefined,
        }));
        commit(stored, () => {});
        break;
      }
      case 'persist':
      case 'evidence':
        break;
      case 'penalise':
        context.log(0, () => `penalises ${effect.peer}: ${effect.reason}`);
        break;
      case 'halt':
        oracle.halted(index, effect.reason);
        break;
    }
  };

  const setAlarm = (at: number) => {
    const mine = ++alarm;
    const delayMs = Math.ceil((at - nowMs()) / clock.rate) + 1;
    later(delayMs, () => {
      if (mine === alarm) dispatch({ type: 'tick' });
    });
  };

  const build = (effect: Extract<ConsensusEffect, { type: 'build' }>) => {
    const transactions = workload.transactionsFor(state, hashOnce(effect.parent));
    const block = buildSimulated(config, effect, transactions);
    later(random.between(0, 3), () => dispatch({ type: 'block-built', view: effect.view, block }));
  };

  const check = (block: Parameters<typeof isValidSimulated>[2]) => {
    const { parentHash } = block.header;
    const isFloor = parentHash === state.floor.hash;
    const parent = isFloor ? state.floor.header : state.blocks.get(parentHash)?.block.header;
    const valid = parent !== undefined && isValidSimulated(config, parent, block);
    const hash = hashOnce(block.header);
    later(random.between(0, 3), () => dispatch({ type: 'block-checked', hash, valid }));
  };

  const ask = (packet: Packet) => {
    for (const peer of random.shuffled(context.peers).slice(0, 2)) context.post(peer, packet);
  };

  const updateWork = () => {
    const pending = workload.pendingCount() > 0;
    if (pending !== state.workPending) dispatch({ type: 'work', pending });
  };

  const tellStatus = () => {
    const bytes = bytesFromPeerStatus(peerStatusOf(state, wallMs()));
    for (const peer of context.peers) context.post(peer, { type: 'status', bytes });
    later(STATUS_INTERVAL_MS, tellStatus);
  };

  const node: SimulatedNode = {
    context,
    workload,
    state: () => state,
    receive: (from, packet) => run(() => receivePacket(node, from, packet)),
    submit: (id) => {
      workload.submit(id);
      run(updateWork);
    },
    dispatch,
    commit,
    later,
    freeze: (untilMs) => {
      frozenUntilMs = Math.max(frozenUntilMs, untilMs);
      queue.schedule(frozenUntilMs, () => run(() => dispatch({ type: 'resumed' })));
    },
    stop: () => {
      isAlive = false;
    },
    wallMs,
  };
  dispatch({ type: 'start', journal });
  later(2 * DELTA_MS[0], () => dispatch({ type: 'guard-passed' }));
  tellStatus();
  return node;
}

function initialState(config: EpochConfig, storage: SimulatedStorage): EngineState {
  const head = storage.blocks.at(-1);
  if (!head) return createEngineState(config);
  const { block, certificate } = head;
  return createEngineState(config, { header: block.header, ...(certificate && { certificate }) });
}

function markOf(
  event: ConsensusEvent,
  effects: readonly ConsensusEffect[],
  state: EngineState,
): number {
  let mark = hashText(event.type, Number(state.view));
  for (const effect of effects) mark = hashText(effect.type, mark);
  return mark ^ Number(state.floor.header.height);
}

function describeStep(
  event: ConsensusEvent,
  effects: readonly ConsensusEffect[],
  state: EngineState,
): string {
  const done = effects.map(describeEffect).join(' ');
  return `${describeEvent(event)} -> view ${state.view} floor ${state.floor.header.height} ${done}`;
}

function describeEvent(event: ConsensusEvent): string {
  switch (event.type) {
    case 'vote':
      return `vote ${event.vote.signer}:${event.vote.statement.kind}@${event.vote.statement.view}`;
    case 'certificate':
      return `certificate ${event.certificate.statement.kind}@${event.certificate.statement.view}`;
    case 'proposal':
      return `proposal @${event.proposal.view}`;
    default:
      return event.type;
  }
}

function describeEffect(effect: ConsensusEffect): string {
  if (effect.type !== 'broadcast') return effect.type;
  const { message } = effect;
  if (message.type === 'proposal') return `broadcast:proposal@${message.proposal.view}`;
  const { kind, view } =
    message.type === 'vote' ? message.vote.statement : message.certificate.statement;
  return `broadcast:${message.type}:${kind}@${view}`;
}

/** An arbitrary day in 2030, so that wall times look like wall times. */
export const WALL_START_MS = 1_900_000_000_000;
