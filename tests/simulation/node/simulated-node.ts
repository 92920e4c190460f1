import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import {
  bufferEnvelope,
  createEpochBuffer,
  type EpochBuffer,
} from '../../../lib/consensus/epoch-buffer.ts';
import { positionOf } from '../../../lib/consensus/journal.ts';
import { bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import { peerStatusOf } from '../../../lib/consensus/read-state.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusMessage, EpochConfig, RecordBody } from '../../../lib/consensus/types.ts';
import { DELTA_MS, STATUS_INTERVAL_MS } from '../../../lib/core/limits.ts';
import { whenKnown } from '../eventual.ts';
import { hashOnce } from '../hash-once.ts';
import type { Envelope, Packet } from '../packet.ts';
import { isBoundary, type SimulatedEpoch, WALL_START_MS } from '../simulated-chain.ts';
import type { OpenedStorage, StoredBlock } from '../simulated-storage.ts';
import { areBitsSigned } from '../verify-messages.ts';
import { createWorkload, type Workload } from '../workload.ts';
import { createEffectBarrier } from './effect-barrier.ts';
import { createEngineRunner, type EngineHost, type EngineRunner } from './engine-runner.ts';
import { createEvidencePool, type EvidencePool } from './evidence-pool.ts';
import { createInboxWork } from './inbox-work.ts';
import type { NodeContext } from './node-context.ts';
import { judge, receivePacket } from './receive-packet.ts';

/** A running process: it dies in a crash, its storage does not. */
export interface SimulatedNode {
  readonly context: NodeContext;
  /** The engine of the newest epoch. */
  current(): EngineRunner;
  /** The engine of an epoch, if this process still has it. */
  engineOf(epoch: bigint): EngineRunner | undefined;
  height(): bigint;
  pendingCount(): number;
  receive(from: number, packet: Packet): void;
  /** Keeps a message of the next epoch until its committee is known. */
  hold(from: number, epoch: bigint, message: ConsensusMessage, envelope?: Envelope): void;
  /** False for gossip that this process has seen. */
  isNews(envelope: Envelope): boolean;
  submit(id: number): void;
  /** Takes blocks that were fetched by height, all of this epoch and the last one certified. */
  catchUp(stored: readonly StoredBlock[], certificate: Certificate): void;
  freeze(untilMs: number): void;
  /** Events of Ethereum in its final blocks. */
  inboxCount(): bigint;
  /** It sees something else of Ethereum. */
  ethereumMoved(): void;
  stop(): void;
}

export function startSimulatedNode(context: NodeContext, opened: OpenedStorage): SimulatedNode {
  const process = new Process(context, opened);
  process.start();
  return process;
}

interface HeldMessage {
  author: string;
  from: number;
  message: ConsensusMessage;
  envelope: Envelope | undefined;
}

class Process implements SimulatedNode {
  readonly context: NodeContext;
  readonly #opened: OpenedStorage;
  readonly #workload: Workload;
  readonly #evidence: EvidencePool;
  readonly #hasNews: (state: EngineState) => boolean;
  readonly #startedAt: number;
  readonly #host: EngineHost;
  readonly #engines = new Map<bigint, EngineRunner>();
  #current: EngineRunner;
  #buffer: EpochBuffer<HeldMessage> = createEpochBuffer(1n);
  /** Records of a former process that an engine has still to read. */
  #journal: readonly RecordBody[];
  readonly #seen = new Set<number>();
  #isGuarded = false;
  #isAlive = true;
  #frozenUntilMs = 0;
  #submittedHeight: bigint;
  #hasWork = false;

  constructor(context: NodeContext, opened: OpenedStorage) {
    this.context = context;
    this.#opened = opened;
    this.#workload = createWorkload(context.ledger);
    this.#evidence = createEvidencePool(context.ledger);
    this.#hasNews = createInboxWork(context.ethereum);
    this.#journal = opened.journal;
    this.#startedAt = context.queue.now();
    const { blocks } = context.storage;
    this.#submittedHeight = BigInt(blocks.length);
    for (const { block } of blocks) this.#workload.finalize(block);
    this.#host = this.#createHost();
    this.#current = this.#createEngine(epochAfter(context), blocks.at(-1));
  }

  start(): void {
    this.#open(this.#current);
    this.#later(2 * DELTA_MS[0], () => {
      this.#isGuarded = true;
      this.#current.dispatch({ type: 'guard-passed' });
    });
    this.#tellStatus();
  }

  current() {
    return this.#current;
  }

  engineOf(epoch: bigint) {
    return this.#engines.get(epoch);
  }

  height() {
    return this.#current.state().floor.header.height;
  }

  inboxCount() {
    return this.#current.state().floor.header.inboxCount;
  }

  ethereumMoved(): void {
    this.#run(() => {
      this.#current.ethereumMoved();
      this.#updateWork();
    });
  }

  pendingCount() {
    return this.#workload.pendingCount();
  }

  receive(from: number, packet: Packet): void {
    this.#run(() => receivePacket(this, from, packet));
  }

  hold(from: number, epoch: bigint, message: ConsensusMessage, envelope?: Envelope): void {
    const author = String(this.context.identityOf(envelope?.author ?? from));
    this.#buffer = bufferEnvelope(this.#buffer, epoch, { author, from, message, envelope });
    this.context.watcher.buffered(this.context.index, this.#buffer.envelopes.length);
  }

  /** Seen before it is judged, as the gossip library does. */
  isNews({ author, sequence }: Envelope): boolean {
    const key = author * MAX_SEQUENCE + sequence;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  submit(id: number): void {
    this.#workload.submit(id);
    this.#run(() => this.#updateWork());
  }

  catchUp(stored: readonly StoredBlock[], certificate: Certificate): void {
    const { context } = this;
    const engine = this.#current;
    const blocks = stored.map(({ block }) => block);
    const last = blocks.at(-1);
    if (!last || this.#submittedHeight !== this.height()) return;
    context.counters.add('chain/catch-up');
    context.watcher.finalized(context.index, blocks, certificate);
    this.#commit(stored, () => {
      this.#later(0, () => {
        if (engine !== this.#current) return;
        engine.dispatch({ type: 'synced', floor: { header: last.header, certificate } });
        if (isBoundary(last.header)) this.#enterEpoch(last, certificate);
      });
    });
  }

  freeze(untilMs: number): void {
    this.#frozenUntilMs = Math.max(this.#frozenUntilMs, untilMs);
    this.context.queue.schedule(this.#frozenUntilMs, () =>
      this.#run(() => this.#current.dispatch({ type: 'resumed' })),
    );
  }

  stop(): void {
    this.#isAlive = false;
  }

  #createHost(): EngineHost {
    const { context } = this;
    return {
      barrier: createEffectBarrier(),
      isAlive: () => this.#isAlive,
      nowMs: () => Math.floor((context.queue.now() - this.#startedAt) * context.clock.rate),
      wallMs: () => this.#wallMs(),
      later: (delayMs, run) => this.#later(delayMs, run),
      append: (records, whenDurable) =>
        this.#write((done) => this.#opened.handle.append(records, done), whenDurable),
      contentFor: (state, parent) => ({
        transactions: this.#workload.transactionsFor(state, hashOnce(parent)),
        evidence: this.#evidence.usable(this.#current.epoch, parent),
      }),
      finalized: ({ blocks, certificate }) => {
        context.watcher.finalized(context.index, blocks, certificate);
        this.#commit(storedFrom(blocks, certificate), () => {});
      },
      epochEnded: ({ block, certificate }) => this.#enterEpoch(block, certificate),
      evidence: ({ first, second }) => {
        const epoch = this.#engines.get(first.statement.epoch)?.epoch;
        if (!epoch) return;
        const isSigned = [first, second].every((part) => areBitsSigned(context, epoch, part));
        if (!isSigned) return;
        context.watcher.evidence(context.index, first, second);
        const { header } = this.#current.state().floor;
        this.#evidence.add(this.#current.epoch, header, { first, second });
        this.#updateWork();
      },
      stepped: (before, after) => this.#stepped(before, after),
    };
  }

  #createEngine(epoch: SimulatedEpoch, root: StoredBlock | undefined): EngineRunner {
    const { context } = this;
    const { chain, identity, signatures, watcher, index } = context;
    const member = epoch.validators.indexOf(identity);
    // Of an epoch that the journal has seen end, it may have forgotten votes.
    const isOver = this.#journal.some((body) => positionOf(body).epoch > epoch.epoch);
    const mayVote = this.#opened.hasKey && !isOver && member >= 0;
    const isFirst = !root || root.block.header.epoch !== epoch.epoch;
    const certificate = root?.certificate;
    const rootCertificate = isFirst ? certificate : rootCertificateOf(context, epoch);
    const sign = (message: Uint8Array) => {
      watcher.signed(index, message);
      return signatures.sign(identity, message);
    };
    const config: EpochConfig = {
      genesisHash: chain.genesisHash,
      epoch: epoch.epoch,
      seed: epoch.seed,
      committee: epoch.committee,
      minBlockMs: chain.minBlockMs,
      root: epoch.root,
      ...(rootCertificate && { rootCertificate }),
      ...(mayVote && { self: { index: member, sign } }),
    };
    const floor =
      isFirst || !root
        ? undefined
        : { header: root.block.header, ...(certificate && { certificate }) };
    const engine = createEngineRunner(context, this.#host, epoch, config, floor);
    watcher.epochStarted(index, epoch);
    this.#engines.set(epoch.epoch, engine);
    this.#engines.delete(epoch.epoch - KEPT_EPOCHS);
    return engine;
  }

  #open(engine: EngineRunner): void {
    const { epoch, self } = engine.state().config;
    // Records bind the key that made them; a node without it in the committee is bound to nothing.
    engine.dispatch({ type: 'start', journal: self ? this.#journal : [] });
    this.#journal = this.#journal.filter((body) => positionOf(body).epoch > epoch);
    if (this.#isGuarded) engine.dispatch({ type: 'guard-passed' });
    this.#hasWork = false;
    this.#updateWork();
  }

  #enterEpoch(block: Block, certificate: Certificate): void {
    const { context } = this;
    const { epoch } = this.#current;
    if (block.header.epoch !== epoch.epoch) return;
    context.counters.add('chain/boundary');
    const next = context.chain.next(epoch, block.header);
    const engine = this.#createEngine(next, { block, certificate });
    this.#current = engine;
    const { envelopes } = this.#buffer;
    this.#buffer = createEpochBuffer(next.epoch + 1n);
    this.#open(engine);
    for (const { from, message, envelope } of envelopes) {
      whenKnown(context.queue, judge(this, from, message, envelope), () => undefined);
    }
  }

  #stepped(before: EngineState, after: EngineState): void {
    const isEmpty = this.#workload.pendingCount() === 0 && this.#evidence.size() === 0;
    const next = after.floor.header.inboxCount + 1n;
    const isIdle = isEmpty && this.context.ethereum.knows(next) === undefined;
    if (isIdle && !this.#hasWork) return;
    if (before.view !== after.view || before.blocks !== after.blocks || this.#hasWork) {
      this.#updateWork();
    }
  }

  #updateWork(): void {
    const state = this.#current.state();
    if (state.phase !== 'running') return;
    const isPending = this.#workload.hasWork(state) || this.#evidence.isPending(state);
    const pending = isPending || this.#hasNews(state);
    if (pending === this.#hasWork) return;
    this.#hasWork = pending;
    this.#current.dispatch({ type: 'work', pending });
  }

  #commit(blocks: readonly StoredBlock[], whenDurable: () => void): void {
    const { context } = this;
    const fresh = blocks.filter(({ block }) => block.header.height > this.#submittedHeight);
    const last = fresh.at(-1)?.block.header;
    if (!last) return;
    this.#submittedHeight = last.height;
    for (const { block } of fresh) this.#workload.finalize(block);
    this.#evidence.revalidate(this.#current.epoch, last);
    const point = isBoundary(last) ? 'boundary' : 'commit';
    context.atPersist(point, false);
    this.#write(
      (done) => this.#opened.handle.commit(fresh, done),
      () => {
        context.watcher.acknowledged(context.index, last.height);
        context.atPersist(point, true);
        if (this.#isAlive) whenDurable();
      },
    );
    this.#updateWork();
  }

  /** A failed write is fatal: what depends on it must not happen. */
  #write(begin: (done: () => void) => void, whenDurable: () => void): void {
    const { context } = this;
    if (!this.#isAlive) return;
    try {
      begin(() => {
        if (this.#isAlive) whenDurable();
      });
    } catch (thrown) {
      context.die(String(thrown));
      return;
    }
    const delayMs = context.random.between(0, context.writeMs);
    this.#later(delayMs, () => this.#opened.handle.flush());
  }

  #tellStatus(): void {
    const bytes = bytesFromPeerStatus(peerStatusOf(this.#current.state(), this.#wallMs()));
    for (const peer of this.context.peers) this.context.post(peer, { type: 'status', bytes });
    this.#later(STATUS_INTERVAL_MS, () => this.#tellStatus());
  }

  #later(delayMs: number, run: () => void): void {
    this.context.queue.schedule(this.context.queue.now() + delayMs, () => this.#run(run));
  }

  /** Runs unless the process died; waits while it is frozen. */
  #run(call: () => void): void {
    if (!this.#isAlive) return;
    const { queue } = this.context;
    if (queue.now() < this.#frozenUntilMs)
      queue.schedule(this.#frozenUntilMs, () => this.#run(call));
    else call();
  }

  #wallMs(): number {
    return Math.floor(WALL_START_MS + this.context.queue.now() + this.context.clock.wallOffsetMs);
  }
}

/** The epoch of the block that follows on what is stored. */
function epochAfter({ chain, storage }: NodeContext): SimulatedEpoch {
  let epoch = chain.first;
  for (const { block } of storage.blocks) {
    if (isBoundary(block.header)) epoch = chain.next(epoch, block.header);
  }
  return epoch;
}

function rootCertificateOf(
  { storage }: NodeContext,
  { root }: SimulatedEpoch,
): Certificate | undefined {
  return storage.blocks[Number(root.height) - 1]?.certificate;
}

function storedFrom(blocks: readonly Block[], certificate: Certificate): StoredBlock[] {
  const last = blocks.length - 1;
  return blocks.map((block, i) => ({ block, certificate: i === last ? certificate : undefined }));
}

const MAX_SEQUENCE = 2 ** 32;

/** Engines of ended epochs that go on serving. */
const KEPT_EPOCHS = 2n;
