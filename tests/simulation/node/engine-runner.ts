import type { Block } from '../../../lib/chain/block.ts';
import { mayFollowInbox } from '../../../lib/chain/block-context.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { createEngineState, type EngineState } from '../../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  EpochConfig,
  FinalizedBlock,
  RecordBody,
} from '../../../lib/consensus/types.ts';
import { contradicts } from '../../../lib/node/consensus/ethereum-view.ts';
import { createInboxTest } from '../../../lib/node/consensus/inbox-test.ts';
import type { ConsensusGates } from '../../../lib/node/gossip/consensus-gates.ts';
import { whenKnown } from '../eventual.ts';
import { hashOnce } from '../hash-once.ts';
import type { BlockRequest } from '../ledger.ts';
import type { Packet } from '../packet.ts';
import type { SimulatedEpoch } from '../simulated-chain.ts';
import { checkShares } from '../verify-messages.ts';
import { describeStep, markOf } from './describe-step.ts';
import type { EffectBarrier } from './effect-barrier.ts';
import { createMeshGates } from './mesh-gates.ts';
import type { EventBody, NodeContext } from './node-context.ts';
import { persistPointOf } from './persist-point.ts';

/** What an engine needs of the process around it. */
export interface EngineHost {
  barrier: EffectBarrier;
  isAlive(): boolean;
  nowMs(): number;
  wallMs(): number;
  later(delayMs: number, run: () => void): void;
  append(records: readonly RecordBody[], whenDurable: () => void): void;
  contentFor(
    state: EngineState,
    parent: Block['header'],
  ): Pick<BlockRequest, 'transactions' | 'evidence'>;
  finalized(effect: EffectOf<'finalized'>): void;
  epochEnded(effect: EffectOf<'epoch-ended'>): void;
  evidence(effect: EffectOf<'evidence'>): void;
  stepped(before: EngineState, after: EngineState): void;
}

export type EffectOf<Type extends ConsensusEffect['type']> = Extract<
  ConsensusEffect,
  { type: Type }
>;

/** The engine of one epoch in one process. */
export interface EngineRunner {
  readonly epoch: SimulatedEpoch;
  state(): EngineState;
  dispatch(body: EventBody): void;
  /** The process sees something else of Ethereum. */
  ethereumMoved(): void;
  /** The gates of gossip, where messages travel by it. */
  gates(): ConsensusGates;
}

export function createEngineRunner(
  context: NodeContext,
  host: EngineHost,
  epoch: SimulatedEpoch,
  config: EpochConfig,
  floor: FinalizedBlock | undefined,
): EngineRunner {
  const { random, watcher, index, counters } = context;
  const { later } = host;
  let state = createEngineState(config, floor);
  let alarm = 0;
  let gates: ConsensusGates | undefined;

  // An effect may lead to an event; the effects of its step stand behind those of this one.
  const waiting: EventBody[] = [];
  let isStepping = false;
  const dispatch = (body: EventBody) => {
    waiting.push(body);
    if (isStepping) return;
    isStepping = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) advance(next);
    isStepping = false;
  };

  const advance = (body: EventBody) => {
    const event = { ...body, now: host.nowMs(), wall: host.wallMs() } as ConsensusEvent;
    const before = state;
    const result = step(state, event);
    state = result.state;
    const { effects } = result;
    context.log(markOf(event, effects, state), () => describeStep(event, effects, state));
    watcher.stepped(index, before, event, result);
    for (const effect of effects) {
      if (effect.type === 'persist') persist(effect.records);
      else host.barrier.pass(effect, () => execute(effect));
    }
    host.stepped(before, state);
  };

  const persist = (records: readonly RecordBody[]) => {
    const point = persistPointOf(records);
    const release = host.barrier.begin();
    context.atPersist(point, false);
    host.append(records, () => {
      context.atPersist(point, true);
      if (host.isAlive()) release();
    });
  };

  const execute = (effect: Exclude<ConsensusEffect, { type: 'persist' }>) => {
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
      case 'test-inbox':
        inboxTest.begin(effect.block);
        break;
      case 'fetch':
        ask({ type: 'block-request', hash: effect.hash });
        break;
      case 'fetch-certificates': {
        const { fromView, toView } = effect;
        ask({ type: 'certificates-request', epoch: epoch.epoch, fromView, toView });
        break;
      }
      case 'verify-votes': {
        const { statement, votes, base } = effect;
        const result = checkShares(context, epoch, statement, votes, base);
        if (result.bad.length > 0) counters.add('share/bad');
        later(1, () => dispatch({ type: 'votes-verified', statement, ...result }));
        break;
      }
      case 'finalized':
        host.finalized(effect);
        break;
      case 'epoch-ended':
        host.epochEnded(effect);
        break;
      case 'evidence':
        host.evidence(effect);
        break;
      case 'penalise':
        counters.add('network/penalised');
        context.log(0, () => `penalises ${effect.peer}: ${effect.reason}`);
        break;
      case 'halt':
        context.halted(effect.reason);
        break;
    }
  };

  const inboxTest = createInboxTest(context.ethereum, (hash) =>
    dispatch({ type: 'inbox-tested', hash }),
  );

  const setAlarm = (at: number) => {
    const mine = ++alarm;
    const delayMs = Math.ceil((at - host.nowMs()) / context.clock.rate) + 1;
    later(delayMs, () => {
      if (mine === alarm) dispatch({ type: 'tick' });
    });
  };

  const build = (effect: EffectOf<'build'>) => {
    const { view, parent } = effect;
    if (contradicts(context.ethereum, parent)) {
      later(0, () => dispatch({ type: 'build-failed', view }));
      return;
    }
    const inbox = mayFollowInbox(parent, view) ? context.ethereum.after(parent.inboxCount) : [];
    const request = { ...effect, ...host.contentFor(state, parent), inbox };
    const isSlow = context.slowBuildPercent > 0 && random.chance(context.slowBuildPercent);
    const delayMs = isSlow ? random.between(0, SLOW_BUILD_MS) : random.between(0, 3);
    whenKnown(context.queue, context.ledger.build(epoch, context.identity, request), (block) => {
      later(delayMs, () => dispatch({ type: 'block-built', view, block }));
    });
  };

  const check = (block: Block) => {
    const { parentHash } = block.header;
    const isFloor = parentHash === state.floor.hash;
    const parent = isFloor ? state.floor.header : state.blocks.get(parentHash)?.block.header;
    const hash = hashOnce(block.header);
    const delayMs = random.between(0, 3);
    const verdict = parent !== undefined && context.ledger.isValid(epoch, parent, block);
    whenKnown(context.queue, verdict, (valid) => {
      later(delayMs, () => dispatch({ type: 'block-checked', hash, valid }));
    });
  };

  const ask = (packet: Packet) => {
    for (const peer of random.shuffled(context.peers).slice(0, 2)) context.post(peer, packet);
  };

  const runner: EngineRunner = {
    epoch,
    state: () => state,
    dispatch,
    ethereumMoved: inboxTest.repeat,
    gates: () => (gates ??= createMeshGates(context, host, runner, config)),
  };
  return runner;
}

/** Longer than a view waits for its leader. */
const SLOW_BUILD_MS = 8_000;
