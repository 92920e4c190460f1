import type { Certificate } from '../../chain/certificate.ts';
import type { Chain } from '../../chain/chain.ts';
import { committeeOf, epochInfoOf } from '../../chain/epoch.ts';
import type { Evidence } from '../../chain/evidence.ts';
import {
  bufferEnvelope,
  createEpochBuffer,
  type EpochBuffer,
} from '../../consensus/epoch-buffer.ts';
import { positionOf } from '../../consensus/journal.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusMessage, EpochConfig, RecordBody } from '../../consensus/types.ts';
import type { Address, Hex } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';
import { MAX_GOSSIP_INLINE_BYTES } from '../../core/limits.ts';
import type { ChainService } from '../execution/chain-service.ts';
import type { FinalBlock } from '../execution/executed-block.ts';
import type { Bodies } from '../gossip/bodies.ts';
import { type ConsensusGossip, createConsensusGossip } from '../gossip/consensus-gossip.ts';
import type { AskPeers } from '../peers/ask-peers.ts';
import type {
  Clock,
  GossipMessage,
  KeyRegistration,
  Network,
  Signatures,
  Verdict,
} from '../ports.ts';
import type { TimelessEvent } from './driver-contract.ts';
import { createEffectQueue, type EffectQueue } from './effect-queue.ts';
import { epochConfigOf } from './epoch-config.ts';
import { createEpochDriver, type EpochDriver } from './epoch-driver.ts';
import { type EthereumView, NO_ETHEREUM } from './ethereum-view.ts';
import type { OpenedJournal } from './journal-writer.ts';
import { guardKey, type KeyGuard } from './key-guard.ts';
import { createOwnAttendance, type OwnAttendance } from './own-attendance.ts';
import type { OwnKey } from './own-key.ts';
import { createVerifiedCertificates } from './verified-certificates.ts';

export interface ConsensusComponents {
  chain: Chain;
  service: ChainService;
  /** Absent where the chain has no contracts. */
  ethereum?: EthereumView;
  journal: OpenedJournal;
  key: OwnKey;
  clock: Clock;
  signatures: Signatures;
  network: Network;
  ask: AskPeers;
  bodies: Bodies;
  /** Lets other work run. */
  breathe: () => Promise<void>;
  /** Blocks that neighbours have are missing here. */
  isBehind(): boolean;
  listener: NodeConsensusListener;
}

/** What the node hears from consensus, whatever the epoch. */
export interface NodeConsensusListener {
  onStep(): void;
  /** A verified message, own or received. */
  onMessage(message: ConsensusMessage): void;
  onEvidence(evidence: Evidence): void;
  /** Another committee votes from now on, or this node's part in it changed. */
  onEpoch(): void;
  /** The node stops for good; `replay` is the state and the event to look at, as text. */
  onHalt(problem: ErrorObject, replay: string): void;
  /** Storage or execution failed: nothing more leaves this node until it is opened again. */
  onFailure(thrown: unknown): void;
}

/** Consensus as this node takes part in it, one engine after another. */
export interface Consensus {
  /** Of the running epoch. */
  state(): EngineState;
  /** Of the running epoch or the one before. */
  stateOf(epoch: bigint): EngineState | undefined;
  /** Resolves when what these states rely on is durable; rejects when it will not be. */
  settled(): Promise<void>;
  start(): void;
  stop(): void;
  deliver(event: TimelessEvent): void;
  setWork(pending: boolean): void;
  /** What became final, whichever way it came. */
  finalized(blocks: readonly FinalBlock[]): void;
  /** The node caught up by height: it goes on from the newest final block. */
  synced(): void;
  connected(peer: string): void;
  onGossip(message: GossipMessage): Promise<Verdict>;
  /** False: the message was wrong. */
  onDirect(message: ConsensusMessage, peer: string): Promise<boolean>;
  createKey(account: Address): Promise<KeyRegistration>;
  forgetKey(): Promise<void>;
}

export function createConsensus(components: ConsensusComponents): Consensus {
  return new EpochAfterEpoch(components);
}

/** What belongs to one committee. */
interface EpochRun {
  config: EpochConfig;
  driver: EpochDriver;
  gossip: ConsensusGossip;
}

class EpochAfterEpoch implements Consensus {
  readonly #with: ConsensusComponents;
  readonly #effects: EffectQueue;
  /** Records of a former process that an engine has still to read. */
  #journal: readonly RecordBody[];
  #run: EpochRun;
  /** What came before its epoch began. */
  #early: EpochBuffer<GossipMessage>;
  /** Where the epoch before ended, for neighbours that are still in it. */
  #before: EngineState | undefined;
  readonly #attendance: OwnAttendance;
  #guard: KeyGuard | undefined;
  #hasWork = false;
  #isStopped = false;

  constructor(components: ConsensusComponents) {
    this.#with = components;
    const { journal, listener } = components;
    this.#journal = journal.bodies;
    this.#effects = createEffectQueue({
      persist: journal.writer.append,
      onFailure: (thrown) => {
        this.stop();
        listener.onFailure(thrown);
      },
    });
    const { header, certificate } = components.service.final();
    this.#attendance = createOwnAttendance(journal.bodies, certificate?.statement ?? header);
    this.#run = this.#createRun();
    this.#early = createEpochBuffer(this.#run.config.epoch + 1n);
  }

  state() {
    return this.#run.driver.state();
  }

  stateOf(epoch: bigint) {
    if (epoch === this.#run.config.epoch) return this.state();
    return epoch === this.#before?.config.epoch ? this.#before : undefined;
  }

  settled() {
    return this.#effects.settled();
  }

  start() {
    if (this.#with.key.live()) {
      this.#guard = guardKey({
        clock: this.#with.clock,
        needsPeers: this.#run.config.committee.length > 1,
        isBehind: () => this.#with.isBehind(),
        final: () => this.#with.service.final().header,
        askOwnVotes: (peer) => void this.#askOwnVotes(peer),
        onPassed: () => {
          // Nothing is signed below what is final, even if catching up goes on.
          this.synced();
          this.deliver({ type: 'guard-passed' });
        },
      });
    }
    this.#startRun();
  }

  stop() {
    this.#isStopped = true;
    this.#guard?.stop();
    this.#run.driver.stop();
    this.#effects.close();
  }

  deliver(event: TimelessEvent) {
    this.#run.driver.deliver(event);
  }

  setWork(pending: boolean) {
    this.#hasWork = pending;
    this.deliver({ type: 'work', pending });
  }

  finalized(blocks: readonly FinalBlock[]) {
    const { key, service } = this.#with;
    const blsKey = key.live()?.blsKey;
    const committee = (epoch: bigint) => committeeOf(service.final().tree, epoch);
    if (blsKey === undefined) return;
    const isForeign = (found: Certificate | undefined) =>
      found !== undefined && this.#attendance.isForeign(found, blsKey, committee);
    const certificates = blocks.flatMap((final) => [
      final.block.body.parentCertificate,
      final.certificate,
    ]);
    if (certificates.some(isForeign)) this.#loseKey(usedElsewhere(blsKey));
  }

  synced() {
    const { header, certificate } = this.#with.service.final();
    if (certificate && header.epoch === this.#run.config.epoch) {
      this.deliver({ type: 'synced', floor: { header, certificate } });
    }
    this.#follow();
  }

  connected(peer: string) {
    this.#guard?.connected(peer);
  }

  async onGossip(message: GossipMessage): Promise<Verdict> {
    const { gossip, config } = this.#run;
    const verdict = await gossip.onMessage(message);
    if (verdict !== 'early') return verdict;
    // While a body was pulled, the epoch that it is of may have begun.
    if (config.epoch !== this.#run.config.epoch) return this.onGossip(message);
    // The buffer is bounded by number; what is larger than it need be is not worth its room.
    if (message.data.length <= MAX_GOSSIP_INLINE_BYTES) {
      this.#early = bufferEnvelope(this.#early, config.epoch + 1n, message);
    }
    return 'ignore';
  }

  onDirect(message: ConsensusMessage, peer: string) {
    return this.#run.gossip.onDirect(message, peer);
  }

  /** A new key has said nothing anywhere, so no guard; it votes when a committee names it. */
  createKey(account: Address) {
    return this.#with.key.create(account);
  }

  /** The engine that signs with it ends first. */
  forgetKey() {
    const forgotten = this.#with.key.forget();
    this.#replaceRun();
    return forgotten;
  }

  /** Goes on in the epoch of the newest final block, if that is another one. */
  #follow(): void {
    const { epoch } = epochInfoOf(this.#with.service.final().tree);
    if (epoch !== this.#run.config.epoch) this.#replaceRun();
  }

  #replaceRun(): void {
    if (this.#isStopped) return;
    const { config, driver } = this.#run;
    driver.stop();
    this.#run = this.#createRun();
    const isNext = this.#run.config.epoch > config.epoch;
    if (isNext) this.#before = driver.state();
    this.#startRun();
    if (isNext) void this.#judgeEarly();
    this.#with.listener.onEpoch();
  }

  /** What is still early then is of nobody who votes: kept on, it would take others' room. */
  async #judgeEarly(): Promise<void> {
    const { epoch, envelopes } = this.#early;
    this.#early = createEpochBuffer(this.#run.config.epoch + 1n);
    for (const message of envelopes) {
      if (this.#isStopped || this.#run.config.epoch !== epoch) return;
      void this.#judgeLate(message);
      await this.#with.breathe();
    }
  }

  /** Its neighbour was told that it is ignored, so a penalty has to be said in another way. */
  async #judgeLate(message: GossipMessage): Promise<void> {
    const verdict = await this.#run.gossip.onMessage(message);
    if (verdict === 'reject') this.#with.network.penalise(message.from, 'wrong-message');
  }

  #startRun(): void {
    const { config, driver } = this.#run;
    // Records bind the key that made them; a node without it in the committee is bound to nothing.
    driver.start(config.self ? this.#journal : []);
    this.#journal = this.#journal.filter((body) => positionOf(body).epoch > config.epoch);
    if (!this.#guard || this.#guard.hasPassed()) driver.deliver({ type: 'guard-passed' });
    else for (const { id } of this.#with.network.peers()) this.#guard.connected(id);
    driver.deliver({ type: 'work', pending: this.#hasWork });
  }

  #createRun(): EpochRun {
    const { chain, service, key, clock, signatures, network, bodies, listener } = this.#with;
    const { ethereum = NO_ETHEREUM } = this.#with;
    const { header, certificate, tree } = service.final();
    const info = epochInfoOf(tree);
    // Of an epoch that the journal has seen end, it may have forgotten votes.
    const isOver = this.#journal.some((body) => positionOf(body).epoch > info.epoch);
    const config = epochConfigOf(chain, info, service.root(), isOver ? undefined : key.live());
    const certificates = createVerifiedCertificates(config, signatures);
    const driver = createEpochDriver(config, { header, ...(certificate && { certificate }) })({
      ...{ clock, signatures, chain: service, ethereum, certificates, effects: this.#effects },
      outbound: this.#outbound(),
      listener: this.#listen(),
    });
    const gossip = createConsensusGossip({
      ...{ network, clock, config, certificates, bodies },
      state: () => driver.state(),
      deliver: (event) => driver.deliver(event),
      onSeen: (message) => listener.onMessage(message),
    });
    return { config, driver, gossip };
  }

  #outbound() {
    const { ask, network } = this.#with;
    return {
      broadcast: (message: ConsensusMessage) => this.#run.gossip.broadcast(message),
      send: ask.send,
      fetchBlock: ask.fetchBlock,
      fetchCertificates: ask.fetchCertificates,
      penalise: (peer: string, reason: string) => network.penalise(peer, reason),
    };
  }

  #listen() {
    const { journal, listener } = this.#with;
    return {
      onStep: () => listener.onStep(),
      onBroadcast: (message: ConsensusMessage) => {
        if (message.type === 'vote') this.#attendance.voted(message.vote.statement);
        if (message.type === 'proposal') this.#attendance.voted(message.proposal.vote.statement);
        listener.onMessage(message);
      },
      onEvidence: (evidence: Evidence) => listener.onEvidence(evidence),
      onCommitted: journal.writer.forgetUpTo,
      onEpochEnded: () => this.#follow(),
      onHalt: (problem: ErrorObject, replay: string) => this.#onHalt(problem, replay),
      onFailure: (thrown: unknown) => {
        this.stop();
        listener.onFailure(thrown);
      },
    };
  }

  /** A key that somebody else signs with is lost; the node itself is not, and follows. */
  #onHalt(problem: ErrorObject, replay: string): void {
    if (KEY_DEATHS.has(problem.code)) {
      this.#loseKey(problem);
      return;
    }
    this.stop();
    this.#with.listener.onHalt(problem, replay);
  }

  #loseKey(problem: ErrorObject): void {
    const { key, listener } = this.#with;
    key.markDead(problem).catch((thrown) => listener.onFailure(thrown));
    this.#replaceRun();
  }

  async #askOwnVotes(peer: string): Promise<void> {
    const { config, driver } = this.#run;
    const { epoch, self } = config;
    if (!self) return;
    const fromView = driver.state().settled + 1n;
    const votes = await this.#with.ask.fetchVotes(peer, { epoch, signer: self.index, fromView });
    for (const vote of votes) {
      if (vote.signer === self.index) driver.deliver({ type: 'vote', vote, peer });
    }
  }
}

const USED_ELSEWHERE = 'consensus/key-used-elsewhere';
const KEY_DEATHS: ReadonlySet<string> = new Set([
  USED_ELSEWHERE,
  'consensus/journal-of-another-key',
]);

function usedElsewhere(blsKey: Hex | undefined): ErrorObject {
  const message = 'a final block counts a vote of this key that this node never cast';
  return { code: USED_ELSEWHERE, message, facts: { blsKey: blsKey ?? '' } };
}
