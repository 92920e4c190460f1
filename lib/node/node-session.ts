import type { Block } from '../chain/block.ts';
import type { Chain } from '../chain/chain.ts';
import { decodeTransaction } from '../chain/transaction.ts';
import { peerStatusOf } from '../consensus/read-state.ts';
import type { EngineState } from '../consensus/state.ts';
import type { ConsensusMessage, EpochConfig, PeerStatus } from '../consensus/types.ts';
import type { Address, Hash } from '../core/bytes.ts';
import type { ErrorObject } from '../core/errors.ts';
import { MAX_REANNOUNCED_TRANSACTIONS } from '../core/limits.ts';
import { type Bearings, createBearings } from './bearings.ts';
import { type BlockStore, createBlockStore } from './block-store/block-store.ts';
import type { OpenedState } from './block-store/open-state.ts';
import { watchClocks } from './clock-watch.ts';
import { type ConsensusDriver, createConsensusDriver } from './consensus/consensus-driver.ts';
import { describeHalt } from './consensus/describe-halt.ts';
import type { OpenedJournal } from './consensus/journal-writer.ts';
import { guardKey, type KeyGuard } from './consensus/key-guard.ts';
import {
  createVerifiedCertificates,
  type VerifiedCertificates,
} from './consensus/verified-certificates.ts';
import { createWorkWatch } from './consensus/work-watch.ts';
import { type ChainService, createChainService } from './execution/chain-service.ts';
import { accountsOf, type FinalBlock } from './execution/executed-block.ts';
import { type Bodies, createBodies } from './gossip/bodies.ts';
import { type ConsensusGossip, createConsensusGossip } from './gossip/consensus-gossip.ts';
import { createTransactionGossip, type TransactionGossip } from './gossip/transaction-gossip.ts';
import { createMempool, type Mempool } from './mempool/mempool.ts';
import { type AskPeers, createAskPeers } from './peers/ask-peers.ts';
import { createRequestHandlers, type RequestHandlers } from './peers/serve-requests.ts';
import type {
  Clock,
  GossipMessage,
  Network,
  Protocol,
  Signatures,
  Storage,
  Verdict,
} from './ports.ts';
import { createBackgroundChecks } from './sync/background-checks.ts';
import { type BlockSync, createBlockSync } from './sync/block-sync.ts';
import { createPeerBoard } from './sync/peer-board.ts';
import { createStatusExchange, type StatusExchange } from './sync/status-exchange.ts';

export interface SessionOptions {
  chain: Chain;
  config: EpochConfig;
  archive: boolean;
  opened: OpenedState | undefined;
  journal: OpenedJournal;
}

export interface SessionComponents {
  storage: Storage;
  network: Network;
  clock: Clock;
  signatures: Signatures;
  breathe: () => Promise<void>;
}

/** What a session tells the node that runs it. */
export interface SessionListener {
  onFinal(blocks: readonly FinalBlock[]): void;
  /** Something about a waiting or just included transaction changed. */
  onTransaction(hash: Hash): void;
  /** A verified consensus message, own or received. */
  onMessage(message: ConsensusMessage): void;
  onStep(state: EngineState): void;
  /** Every few seconds. */
  onRound(): void;
  /** Peers, heights or the state of catching up changed. */
  onProgress(): void;
  onChecked(checked: number, of: number): void;
  onEvidence(): void;
  /** The session is over: storage or execution failed. */
  onFailure(thrown: unknown): void;
  /** The session is over for good, and nothing may be signed any more. */
  onHalt(problem: ErrorObject, replay: string): void;
}

/**
 * One run of the node over opened storage, from start or resume to pause or stop. All memory of
 * consensus lives here, so that ending a session drops it, as a failed write demands.
 */
export class NodeSession {
  readonly chain: ChainService;
  readonly store: BlockStore;
  readonly mempool: Mempool;
  readonly sync: BlockSync;
  readonly board = createPeerBoard();
  readonly transactions: TransactionGossip;
  readonly bearings: Bearings;
  readonly #options: SessionOptions;
  readonly #with: SessionComponents;
  readonly #listener: SessionListener;
  readonly #driver: ConsensusDriver;
  readonly #certificates: VerifiedCertificates;
  readonly #bodies: Bodies;
  readonly #gossip: ConsensusGossip;
  readonly #ask: AskPeers;
  readonly #requests: RequestHandlers;
  readonly #lookForWork: () => void;
  readonly #checks;
  #exchange: StatusExchange | undefined;
  #guarding: KeyGuard | undefined;
  #wasCaughtUp = false;
  #heightAtRound = 0n;
  #cancel: (() => void)[] = [];

  constructor(options: SessionOptions, components: SessionComponents, listener: SessionListener) {
    this.#options = options;
    this.#with = components;
    this.#listener = listener;
    const { storage, network, clock, signatures, breathe } = components;
    const { config } = options;
    this.bearings = createBearings(clock, () => listener.onProgress());
    this.store = createBlockStore({ archive: options.archive })({
      storage,
      breathe,
      wallMs: () => clock.wallMs(),
      accountsOf: (envelope) =>
        accountsOf(options.chain, decodeTransaction(options.chain.registry, envelope)),
    });
    this.#certificates = createVerifiedCertificates(config, signatures);
    this.#bodies = createBodies({ network, clock });
    this.#ask = createAskPeers({ network, clock });
    this.chain = this.#createChain();
    this.mempool = this.#createMempool();
    this.#gossip = this.#createGossip();
    this.#driver = this.#createDriver();
    this.#lookForWork = createWorkWatch({
      mempool: this.mempool,
      chain: this.chain,
      state: () => this.#driver.state(),
      onWork: (pending) => this.#driver.deliver({ type: 'work', pending }),
    });
    this.sync = this.#createSync();
    const { mempool, sync } = this;
    this.transactions = createTransactionGossip({ network, clock, mempool, sync });
    this.#checks = createBackgroundChecks({
      chain: options.chain,
      state: () => this.chain.final().tree,
      signatures,
      clock,
      isSyncing: () => this.sync.isRunning(),
      onProgress: (checked, of) => listener.onChecked(checked, of),
      onFailure: (thrown) => listener.onFailure(thrown),
    });
    this.#requests = this.#createRequestHandlers();
  }

  state(): EngineState {
    return this.#driver.state();
  }

  /** Height the best neighbour claims to have final; at least this node's own. */
  targetHeight(): bigint {
    const { height } = this.chain.final().header;
    const claimed = this.board.bestHeight();
    if (claimed > height) return claimed;
    return height;
  }

  /** What consensus knows, as text, to be kept beside a problem. */
  describe(problem: ErrorObject): string {
    return describeHalt(problem, this.state(), undefined);
  }

  /** Signatures of blocks that were caught up with are still to be checked. */
  isChecking(): boolean {
    return this.#checks.isRunning();
  }

  /** The network is running by now. */
  start(): void {
    const { clock, network } = this.#with;
    this.#driver.start(this.#options.journal.bodies);
    const { self } = this.#options.config;
    if (self) this.#guarding = this.#guard(self.index);
    this.bearings.lose();
    this.#exchange = createStatusExchange({
      network,
      clock,
      own: () => peerStatusOf(this.state(), clock.wallMs()),
      onStatus: (peer, status) => this.#onStatus(peer, status),
      onRound: () => this.#onRound(),
    });
    const stopWatching = watchClocks(clock, () => {
      this.#driver.deliver({ type: 'resumed' });
      this.bearings.lose();
      this.#exchange?.askAll();
      this.#listener.onProgress();
    });
    this.#cancel.push(stopWatching);
  }

  stop(): void {
    this.#driver.stop();
    this.sync.stop();
    this.#checks.stop();
    this.#exchange?.stop();
    this.#guarding?.stop();
    this.bearings.stop();
    for (const cancel of this.#cancel) cancel();
  }

  connected(peer: string): void {
    void this.#exchange?.ask(peer);
    this.#guarding?.connected(peer);
    this.bearings.meet();
    this.#listener.onProgress();
  }

  disconnected(peer: string): void {
    this.board.forget(peer);
    this.#listener.onProgress();
  }

  gossip(message: GossipMessage): Promise<Verdict> {
    return message.topic === 'transactions'
      ? this.transactions.onMessage(message)
      : this.#gossip.onMessage(message);
  }

  request(protocol: Protocol, peer: string, data: Uint8Array): Promise<Uint8Array> {
    return this.#requests[protocol](peer, data);
  }

  #guard(self: number): KeyGuard {
    return guardKey({
      self,
      clock: this.#with.clock,
      ask: this.#ask,
      floorView: () => this.state().floor.view,
      onVote: (vote, peer) => this.#driver.deliver({ type: 'vote', vote, peer }),
      onPassed: () => this.#driver.deliver({ type: 'guard-passed' }),
    });
  }

  #onStatus(peer: string, status: PeerStatus): void {
    this.board.set(peer, status);
    this.bearings.hear();
    this.#driver.deliver({ type: 'status', peer, status });
    this.#considerSync();
    this.#listener.onProgress();
  }

  /** At work, a few blocks come by consensus itself; more, or ones that do not come, by height. */
  #considerSync(): void {
    const { height } = this.chain.final().header;
    const best = this.board.bestHeight();
    if (best > height + (this.#wasCaughtUp ? NEAR : 0n)) this.sync.consider();
    else if (best <= height) this.#wasCaughtUp = true;
  }

  #onRound(): void {
    const { height } = this.chain.final().header;
    if (height === this.#heightAtRound && this.board.bestHeight() > height) this.sync.consider();
    this.#heightAtRound = height;
    this.mempool.revalidate([]);
    this.#lookForWork();
    let announced = 0;
    for (const entry of this.mempool.ready()) {
      if (!entry.own || announced++ >= MAX_REANNOUNCED_TRANSACTIONS) continue;
      this.transactions.announce(entry.recovered.bytes);
    }
    this.#listener.onRound();
  }

  #onFinal(blocks: readonly FinalBlock[]): void {
    const { chain } = this.#options;
    const accounts = new Set<Address>();
    const included = new Set<Hash>();
    for (const { transactions } of blocks) {
      for (const transaction of transactions) {
        included.add(transaction.hash);
        for (const account of accountsOf(chain, transaction)) accounts.add(account);
      }
    }
    this.mempool.revalidate(accounts, included);
    this.#listener.onFinal(blocks);
    this.#lookForWork();
  }

  #createChain(): ChainService {
    const { chain, config, opened } = this.#options;
    const { signatures, breathe } = this.#with;
    const head = opened
      ? {
          header: opened.head.block.header,
          tree: opened.tree,
          certificate: opened.head.certificate,
        }
      : { ...chain.root, certificate: undefined };
    return createChainService({
      chain,
      config,
      head,
      store: this.store,
      signatures,
      breathe,
      candidates: (tree) => this.mempool.candidates(tree),
      onSkipped: (skipped) => {
        for (const { hash, error } of skipped) this.mempool.drop(hash, error);
      },
      onExecuted: ({ transactions }) => {
        for (const { hash } of transactions) this.#listener.onTransaction(hash);
      },
      onFinal: (blocks) => this.#onFinal(blocks),
      onStorageFailure: (thrown) => this.#listener.onFailure(thrown),
    });
  }

  #createMempool(): Mempool {
    return createMempool()({
      chain: this.#options.chain,
      clock: this.#with.clock,
      finalTree: () => this.chain.final().tree,
      recoverSenders: this.chain.recoverSenders,
      onChange: (hash) => {
        this.#listener.onTransaction(hash);
        this.#lookForWork();
      },
    });
  }

  #createGossip(): ConsensusGossip {
    const { network, clock } = this.#with;
    return createConsensusGossip({
      network,
      clock,
      config: this.#options.config,
      certificates: this.#certificates,
      bodies: this.#bodies,
      state: () => this.state(),
      deliver: (event) => this.#driver.deliver(event),
      onSeen: (message) => this.#listener.onMessage(message),
    });
  }

  #createDriver(): ConsensusDriver {
    const { config, journal } = this.#options;
    const { clock, signatures, network } = this.#with;
    const { header, certificate } = this.chain.final();
    return createConsensusDriver(config, { header, ...(certificate && { certificate }) })({
      clock,
      signatures,
      chain: this.chain,
      certificates: this.#certificates,
      journal: journal.writer,
      outbound: {
        broadcast: (message) => this.#gossip.broadcast(message),
        send: (peer, message) => this.#ask.send(peer, message),
        fetchBlock: (hash) => this.#ask.fetchBlock(hash),
        fetchCertificates: (from, to) => this.#ask.fetchCertificates(from, to),
        penalise: (peer, reason) => network.penalise(peer, reason),
      },
      listener: {
        onStep: (state) => {
          this.#lookForWork();
          this.#listener.onStep(state);
        },
        onBroadcast: (message) => this.#listener.onMessage(message),
        onEvidence: () => this.#listener.onEvidence(),
        onHalt: (problem, replay) => this.#listener.onHalt(problem, replay),
        onFailure: (thrown) => this.#listener.onFailure(thrown),
      },
    });
  }

  #createSync(): BlockSync {
    return createBlockSync({
      network: this.#with.network,
      clock: this.#with.clock,
      chain: this.chain,
      certificates: this.#certificates,
      board: this.board,
      onSynced: (floor) => this.#driver.deliver({ type: 'synced', floor }),
      onProgress: () => this.#listener.onProgress(),
      onBlocks: (blocks: readonly Block[]) => this.#checks.add(blocks),
      onFailure: (thrown) => this.#listener.onFailure(thrown),
    });
  }

  #createRequestHandlers(): RequestHandlers {
    return createRequestHandlers({
      clock: this.#with.clock,
      store: this.store,
      bodies: this.#bodies,
      state: () => this.state(),
      onStatus: (peer, status) => this.#onStatus(peer, status),
      onDirect: (message, peer) => this.#gossip.onDirect(message, peer),
      penalise: (peer, reason) => this.#with.network.penalise(peer, reason),
    });
  }
}

/** Blocks behind which consensus catches up by itself. */
const NEAR = 4n;
