import type { Block } from '../../chain/block.ts';
import { indexesFromBitmap } from '../../chain/certificate.ts';
import { step } from '../../consensus/engine.ts';
import { createEngineState, type EngineState } from '../../consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  EpochConfig,
  FinalizedBlock,
  RecordBody,
} from '../../consensus/types.ts';
import { assert } from '../../core/assert.ts';
import { type ErrorObject, errorObjectFrom } from '../../core/errors.ts';
import type { ChainService } from '../execution/chain-service.ts';
import type { Clock, Signatures } from '../ports.ts';
import { untilVerified } from '../until-verified.ts';
import { describeHalt } from './describe-halt.ts';
import type { ConsensusListener, ConsensusOutbound, TimelessEvent } from './driver-contract.ts';
import type { EffectQueue } from './effect-queue.ts';
import { contradicts, type EthereumView } from './ethereum-view.ts';
import { createInboxTest, type InboxTest } from './inbox-test.ts';
import { problemOfHalt } from './replay-halt.ts';
import { checkOfCertificate, type VerifiedCertificates } from './verified-certificates.ts';
import { verifyVotes } from './verify-votes.ts';

export interface EpochDriverComponents {
  clock: Clock;
  signatures: Signatures;
  chain: ChainService;
  ethereum: EthereumView;
  /** Of this epoch. */
  certificates: VerifiedCertificates;
  /** One over all epochs. */
  effects: EffectQueue;
  outbound: ConsensusOutbound;
  listener: ConsensusListener;
}

export interface EpochDriver {
  state(): EngineState;
  start(journal: readonly RecordBody[]): void;
  deliver(event: TimelessEvent): void;
  /** From now on nothing is delivered, and no effect that still waits is carried out. */
  stop(): void;
}

/** Feeds the engine of one epoch with events and carries out its effects in their order. */
export function createEpochDriver(config: EpochConfig, floor: FinalizedBlock) {
  return (components: EpochDriverComponents): EpochDriver =>
    new SteppingDriver(config, createEngineState(config, floor), components);
}

type EffectOf<Type extends ConsensusEffect['type']> = Extract<ConsensusEffect, { type: Type }>;

class SteppingDriver implements EpochDriver {
  readonly #config: EpochConfig;
  readonly #with: EpochDriverComponents;
  readonly #waiting: TimelessEvent[] = [];
  #state: EngineState;
  /** The step under way: what it began with, and what the engine was told. */
  #step: { before: EngineState; event: ConsensusEvent } | undefined;
  #stepping = false;
  #stopped = false;
  #committed: Promise<void> = Promise.resolve();
  readonly #inboxTest: InboxTest;
  readonly #leaveEthereum: () => void;
  #cancelAlarm = () => {};

  constructor(config: EpochConfig, state: EngineState, components: EpochDriverComponents) {
    this.#config = config;
    this.#state = state;
    this.#with = components;
    const { ethereum } = components;
    this.#inboxTest = createInboxTest(ethereum, (hash) =>
      this.deliver({ type: 'inbox-tested', hash }),
    );
    this.#leaveEthereum = ethereum.onChange(() => this.#inboxTest.repeat());
  }

  state() {
    return this.#state;
  }

  start(journal: readonly RecordBody[]) {
    this.deliver({ type: 'start', journal });
  }

  deliver(event: TimelessEvent) {
    if (this.#stopped) return;
    this.#waiting.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    let next = this.#waiting.shift();
    while (next && !this.#stopped) {
      this.#advance(next);
      next = this.#waiting.shift();
    }
    this.#stepping = false;
  }

  stop() {
    this.#stopped = true;
    this.#leaveEthereum();
    this.#cancelAlarm();
  }

  #advance(event: TimelessEvent): void {
    const { clock, effects: queue, listener } = this.#with;
    const timed = { ...event, now: clock.monotonicMs(), wall: clock.wallMs() } as ConsensusEvent;
    this.#step = { before: this.#state, event: timed };
    try {
      const { state, effects } = step(this.#state, timed);
      this.#state = state;
      queue.push(effects, (effect) => this.#guarded(effect));
      listener.onStep(state);
    } catch (thrown) {
      this.#halt(errorObjectFrom(thrown));
    }
    this.#step = undefined;
  }

  #run(effect: ConsensusEffect): undefined | Promise<unknown> {
    const { outbound, certificates, chain, listener } = this.#with;
    switch (effect.type) {
      case 'broadcast':
        if (effect.message.type === 'certificate') certificates.add(effect.message.certificate);
        outbound.broadcast(effect.message);
        listener.onBroadcast(effect.message);
        return;
      case 'send':
        outbound.send(effect.peer, effect.message);
        return;
      case 'set-alarm':
        this.#setAlarm(effect.at);
        return;
      case 'build':
        return this.#build(effect);
      case 'check':
        return this.#check(effect.block);
      case 'test-inbox':
        this.#inboxTest.begin(effect.block);
        return;
      case 'fetch':
        return this.#fetchBlock(effect);
      case 'fetch-certificates':
        return this.#fetchCertificates(effect);
      case 'verify-votes':
        return this.#verifyVotes(effect);
      case 'finalized':
        this.#committed = chain.commit(effect.blocks, effect.certificate);
        return this.#committed.then(() => listener.onCommitted(effect.certificate.statement));
      case 'epoch-ended':
        return this.#committed.then(() => listener.onEpochEnded());
      case 'evidence':
        return this.#accuse(effect);
      case 'penalise':
        outbound.penalise(effect.peer, effect.reason);
        return;
      case 'halt':
        this.#halt(problemOfHalt(effect.reason));
        return;
      case 'persist':
        assert(false, 'the queue keeps what is to be persisted');
    }
  }

  #setAlarm(at: number): void {
    const { clock } = this.#with;
    this.#cancelAlarm();
    const delayMs = Math.max(0, at - clock.monotonicMs());
    this.#cancelAlarm = clock.after(delayMs, () => this.deliver({ type: 'tick' }));
  }

  /** A leader vouches for its own block, so it builds on nothing that it would not notarize. */
  async #build(effect: EffectOf<'build'>): Promise<void> {
    const { view, parent } = effect;
    const { chain, ethereum } = this.#with;
    const { self, committee } = this.#config;
    const account = self && committee[self.index]?.account;
    const mayBuild = account && !contradicts(ethereum, parent);
    const block = mayBuild && (await chain.build(effect, { account, sign: self.sign }));
    this.deliver(block ? { type: 'block-built', view, block } : { type: 'build-failed', view });
  }

  /** No answer for a block that the node left behind meanwhile: the engine forgets it, too. */
  async #check(block: Block): Promise<void> {
    const checked = await this.#verified(() => this.#with.chain.check(block));
    if (!checked) return;
    const { hash, status } = checked;
    if (status === 'outdated') return;
    this.deliver({ type: 'block-checked', hash, valid: status === 'valid' });
  }

  async #fetchBlock({ hash }: EffectOf<'fetch'>): Promise<void> {
    const block = await this.#with.outbound.fetchBlock(hash);
    if (block) this.deliver({ type: 'block-stored', block });
  }

  async #fetchCertificates({ fromView, toView }: EffectOf<'fetch-certificates'>): Promise<void> {
    const { outbound, certificates } = this.#with;
    const { epoch } = this.#config;
    const answer = await outbound.fetchCertificates(epoch, fromView, toView);
    if (answer.certificates.length === 0) return;
    const isGood = await this.#verified(() => certificates.verify(answer.certificates));
    if (isGood === undefined) return;
    if (!isGood) {
      outbound.penalise(answer.peer, 'wrong-certificate');
      return;
    }
    for (const certificate of answer.certificates) {
      this.deliver({ type: 'certificate', certificate, peer: answer.peer });
    }
  }

  async #verifyVotes(effect: EffectOf<'verify-votes'>): Promise<void> {
    const { signatures } = this.#with;
    const verdict = await this.#verified(() => verifyVotes(effect, this.#config, signatures));
    if (!verdict) return;
    this.deliver({ type: 'votes-verified', statement: effect.statement, ...verdict });
  }

  /** Shares of votes are not checked when they conflict, and only what is signed is evidence. */
  async #accuse({ first, second }: EffectOf<'evidence'>): Promise<void> {
    const both = [first, second];
    const checks = both.map((one) => checkOfCertificate(one, this.#config));
    const passed = await this.#verified(() => this.#with.signatures.verifyAggregates(checks));
    if (!passed) return;
    if (passed.every(Boolean)) this.#with.listener.onEvidence({ first, second });
    for (const { statement, signers } of both.filter((_, index) => !passed[index])) {
      const bad = indexesFromBitmap(signers);
      this.deliver({ type: 'votes-verified', statement, signers: [], bad, signature: '0x' });
    }
  }

  /** The engine waits for exactly one answer. Undefined when the driver stopped meanwhile. */
  #verified<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    return untilVerified(ask, { clock: this.#with.clock, isStopped: () => this.#stopped });
  }

  #guarded(effect: ConsensusEffect): void {
    if (this.#stopped) return;
    try {
      this.#run(effect)?.catch((thrown) => this.#fail(thrown));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    if (this.#stopped) return;
    this.stop();
    this.#with.listener.onFailure(thrown);
  }

  #halt(problem: ErrorObject): void {
    if (this.#stopped) return;
    this.stop();
    const { before = this.#state, event } = this.#step ?? {};
    this.#with.listener.onHalt(problem, describeHalt(problem, before, event));
  }
}
