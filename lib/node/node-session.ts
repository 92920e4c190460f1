import { decodeTransaction } from '../chain/transaction.ts';
import { peerStatusOf } from '../consensus/read-state.ts';
import type { EngineState } from '../consensus/state.ts';
import type { PeerStatus } from '../consensus/types.ts';
import type { Address, Hash } from '../core/bytes.ts';
import type { ErrorObject } from '../core/errors.ts';
import { MAX_REANNOUNCED_TRANSACTIONS } from '../core/limits.ts';
import { type Bearings, createBearings } from './bearings.ts';
import { type BlockStore, createBlockStore } from './block-store/block-store.ts';
import { watchClocks } from './clock-watch.ts';
import { type Coins, createCoins } from './coins/create-coins.ts';
import { type Consensus, createConsensus } from './consensus/consensus.ts';
import { describeHalt } from './consensus/describe-halt.ts';
import { rememberPassed } from './consensus/remember-passed.ts';
import { createWorkWatch, type WorkWatch } from './consensus/work-watch.ts';
import { least } from './ethereum-follower/agreement.ts';
import {
  createEthereumFollower,
  type EthereumFollower,
} from './ethereum-follower/create-ethereum-follower.ts';
import { type ChainService, createChainService } from './execution/chain-service.ts';
import { accountsOf, type FinalBlock } from './execution/executed-block.ts';
import { type Bodies, createBodies } from './gossip/bodies.ts';
import { createEvidenceGossip, type EvidenceGossip } from './gossip/evidence-gossip.ts';
import { createTransactionGossip, type TransactionGossip } from './gossip/transaction-gossip.ts';
import { createEvidencePool, type EvidencePool } from './mempool/evidence-pool.ts';
import { createMempool, type Mempool } from './mempool/mempool.ts';
import { type AskPeers, createAskPeers } from './peers/ask-peers.ts';
import { createRequestHandlers, type RequestHandlers } from './peers/serve-requests.ts';
import type { GossipMessage, Protocol, Signatures, StoredKey, Verdict } from './ports.ts';
import type { SessionComponents, SessionListener, SessionOptions } from './session-contract.ts';
import { type BackgroundChecks, createBackgroundChecks } from './sync/background-checks.ts';
import { type BlockSync, createBlockSync } from './sync/block-sync.ts';
import { createPeerBoard } from './sync/peer-board.ts';
import { createStatusExchange, type StatusExchange } from './sync/status-exchange.ts';

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
  readonly consensus: Consensus;
  readonly coins: Coins;
  /** Absent on a chain without contracts. */
  readonly ethereum: EthereumFollower | undefined;
  readonly #options: SessionOptions;
  readonly #with: SessionComponents;
  readonly #listener: SessionListener;
  readonly #signatures: Signatures;
  readonly #evidence: EvidencePool;
  readonly #offences: EvidenceGossip;
  readonly #bodies: Bodies;
  readonly #ask: AskPeers;
  readonly #requests: RequestHandlers;
  readonly #work: WorkWatch;
  readonly #checks: BackgroundChecks;
  #exchange: StatusExchange | undefined;
  #wasCaughtUp = false;
  #heightAtRound = 0n;
  #cancel: (() => void)[] = [];

  constructor(options: SessionOptions, components: SessionComponents, listener: SessionListener) {
    this.#options = options;
    this.#with = components;
    this.#listener = listener;
    this.#signatures = rememberPassed(components.signatures);
    const { storage, network, clock, signatures, breathe } = components;
    this.bearings = createBearings(clock, () => listener.onProgress());
    this.store = createBlockStore({ archive: options.archive })({
      storage,
      breathe,
      wallMs: () => clock.wallMs(),
      neededFrom: () => this.#neededFrom(),
      accountsOf: (envelope) =>
        accountsOf(options.chain, decodeTransaction(options.chain.registry, envelope)),
    });
    this.#bodies = createBodies({ network, clock });
    this.#ask = createAskPeers({ network, clock });
    this.coins = createCoins({
      ...{ chain: options.chain, storage, keepsAll: options.keepsAllCoins },
      ...{ clock, breathe, ask: this.#ask },
      finalTree: () => this.chain.final().tree,
      endpoints: components.endpoints,
      headerAt: async (height) => (await this.store.headerAt(height))?.header,
      onFailure: (thrown) => listener.onFailure(thrown),
    });
    this.chain = this.#createChain();
    this.ethereum = this.#createEthereumFollower();
    this.mempool = this.#createMempool();
    this.#evidence = createEvidencePool({
      chain: options.chain,
      storage,
      finalTree: () => this.chain.final().tree,
      stored: options.evidence,
      onFailure: (thrown) => listener.onFailure(thrown),
    });
    this.#offences = this.#createEvidenceGossip();
    this.consensus = this.#createConsensus();
    this.#work = createWorkWatch({
      ...{ chain: options.chain, clock, mempool: this.mempool, evidence: this.#evidence },
      service: this.chain,
      agreedInbox: () => this.ethereum?.waitingCount(),
      state: () => this.state(),
      onWork: (pending) => this.consensus.setWork(pending),
    });
    this.sync = this.#createSync();
    const { mempool, sync } = this;
    this.transactions = createTransactionGossip({ network, clock, mempool, sync });
    this.#checks = createBackgroundChecks({
      ...{ ...options, storage, signatures, clock, store: this.store },
      final: () => this.chain.final(),
      isSyncing: () => this.sync.isCatchingUp(),
      onProgress: (checked, of) => listener.onChecked(checked, of),
      onFailure: (thrown) => listener.onFailure(thrown),
    });
    this.#requests = this.#createRequestHandlers();
  }

  /** Of the running epoch. */
  state(): EngineState {
    return this.consensus.state();
  }

  /** The validator key of this node, live or dead. */
  key(): StoredKey | undefined {
    return this.#options.key.current();
  }

  /** Height the best neighbour claims to have final, if believed; at least this node's own. */
  targetHeight(): bigint {
    const { height } = this.chain.final().header;
    const claimed = this.bearings.believes() ? this.board.bestHeight() : 0n;
    return claimed > height ? claimed : height;
  }

  /**
   * Oldest block that is still to be read. From the last accepted checkpoint on, blocks make what
   * Ethereum needs next: posts, claims, and proofs of that state should the chain end there.
   */
  #neededFrom(): bigint | undefined {
    const accepted = this.coins.ethereum.acceptedHeight();
    return least([this.#checks.neededFrom() ?? [], accepted ?? []].flat());
  }

  /** What consensus knows, as text, to be kept beside a problem. */
  describe(problem: ErrorObject): string {
    return describeHalt(problem, this.state(), undefined);
  }

  /** Signatures of blocks that were caught up with are still to be checked. */
  isChecking(): boolean {
    return this.#checks.neededFrom() !== undefined;
  }

  /** The network is running by now. */
  start(): void {
    const { clock, network } = this.#with;
    this.consensus.start();
    this.ethereum?.start();
    this.#checks.start();
    this.bearings.lose();
    this.#exchange = createStatusExchange({
      network,
      clock,
      own: () => peerStatusOf(this.state(), clock.wallMs()),
      onStatus: (peer, status) => this.#onStatus(peer, status),
      onRound: () => this.#onRound(),
    });
    const stopWatching = watchClocks(clock, () => {
      this.consensus.deliver({ type: 'resumed' });
      this.bearings.lose();
      this.#exchange?.askAll();
      this.#listener.onProgress();
    });
    this.#cancel.push(stopWatching);
  }

  stop(): void {
    this.consensus.stop();
    this.ethereum?.stop();
    this.sync.stop();
    this.#checks.stop();
    this.coins.learner.stop();
    this.#exchange?.stop();
    this.bearings.stop();
    this.#work.stop();
    for (const cancel of this.#cancel) cancel();
  }

  connected(peer: string): void {
    void this.#exchange?.ask(peer);
    this.consensus.connected(peer);
    this.bearings.meet();
    this.#listener.onProgress();
  }

  disconnected(peer: string): void {
    this.board.forget(peer);
    this.#listener.onProgress();
  }

  gossip(message: GossipMessage): Promise<Verdict> {
    if (message.topic === 'transactions') return this.transactions.onMessage(message);
    if (message.topic === 'evidence') return this.#offences.onMessage(message);
    return this.consensus.onGossip(message);
  }

  request(protocol: Protocol, peer: string, data: Uint8Array): Promise<Uint8Array> {
    return this.#requests[protocol](peer, data);
  }

  /** Who is gone would stay on the board for ever. */
  #onStatus(peer: string, status: PeerStatus): void {
    if (!this.#with.network.peers().some(({ id }) => id === peer)) return;
    this.board.set(peer, status);
    this.bearings.hear();
    this.consensus.deliver({ type: 'status', peer, status });
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
    this.#offences.repeat();
    void this.coins.ethereum.look();
    this.coins.learner.consider();
    this.#work.look();
    let announced = 0;
    for (const entry of this.mempool.ready()) {
      if (!entry.own || announced++ >= MAX_REANNOUNCED_TRANSACTIONS) continue;
      this.transactions.announce(entry.recovered.bytes);
    }
    this.#listener.onRound();
  }

  #onFinal(blocks: readonly FinalBlock[]): void {
    this.consensus.finalized(blocks);
    this.ethereum?.forget(this.chain.final().header);
    const accounts = new Set<Address>();
    const included = new Set<Hash>();
    for (const { transactions } of blocks) {
      for (const transaction of transactions) {
        included.add(transaction.hash);
        for (const one of accountsOf(this.#options.chain, transaction)) accounts.add(one);
      }
    }
    this.mempool.revalidate(accounts, included);
    this.#evidence.revalidate();
    this.#listener.onFinal(blocks);
    this.#work.look();
  }

  #createChain(): ChainService {
    const { chain, opened } = this.#options;
    const { breathe } = this.#with;
    const head = opened
      ? {
          header: opened.head.block.header,
          tree: opened.tree,
          certificate: opened.head.certificate,
        }
      : { ...chain.root, certificate: undefined };
    return createChainService({
      chain,
      head,
      root: opened?.root ?? { header: chain.root.header },
      store: this.store,
      signatures: this.#signatures,
      breathe,
      candidates: (tree) => this.mempool.candidates(tree),
      evidence: () => this.#evidence.all(),
      inbox: (count) => this.ethereum?.eventsAfter(count) ?? [],
      writesBeside: (blocks) => this.coins.store.writesOf(blocks),
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

  #createEthereumFollower(): EthereumFollower | undefined {
    const { endpoints, storage, clock } = this.#with;
    if (!endpoints) return undefined;
    const { sources, settings } = endpoints;
    const { inboxCount, inboxHash } = this.chain.final().header;
    const fromBlock = this.#options.inboxHint ?? settings.startBlock;
    return createEthereumFollower({
      ...{ sources, settings, storage, clock },
      base: { inboxCount, inboxHash, fromBlock },
      onAgreed: () => this.#work.look(),
      onChange: () => this.#listener.onEthereum(),
      onFailure: (thrown) => this.#listener.onFailure(thrown),
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
        this.#work.look();
      },
    });
  }

  #createEvidenceGossip(): EvidenceGossip {
    return createEvidenceGossip({
      ...{ ...this.#with, chain: this.#options.chain, pool: this.#evidence },
      finalTree: () => this.chain.final().tree,
      onAdded: () => this.#work.look(),
    });
  }

  #createConsensus(): Consensus {
    const { chain, journal, key } = this.#options;
    const listener = this.#listener;
    return createConsensus({
      ...{ ...this.#with, chain, journal, key, signatures: this.#signatures },
      ...{ service: this.chain, ask: this.#ask, bodies: this.#bodies },
      ...(this.ethereum && { ethereum: this.ethereum }),
      isBehind: () => this.sync.isRunning(),
      listener: {
        onStep: () => {
          this.#work.look();
          listener.onStep();
        },
        onMessage: (message) => listener.onMessage(message),
        onEvidence: (evidence) => {
          this.#offences.found(evidence);
          listener.onEvidence();
        },
        onEpoch: () => {
          this.#work.look();
          listener.onProgress();
        },
        onHalt: (problem, replay) => listener.onHalt(problem, replay),
        onFailure: (thrown) => listener.onFailure(thrown),
      },
    });
  }

  #createSync(): BlockSync {
    return createBlockSync({
      network: this.#with.network,
      clock: this.#with.clock,
      chain: this.chain,
      genesisHash: this.#options.chain.genesisHash,
      signatures: this.#with.signatures,
      board: this.board,
      claims: this.bearings,
      onSynced: () => this.consensus.synced(),
      onProgress: () => this.#listener.onProgress(),
      onUnchecked: (height) => this.#checks.expect(height),
      onFailure: (thrown) => this.#listener.onFailure(thrown),
    });
  }

  #createRequestHandlers(): RequestHandlers {
    return createRequestHandlers({
      ...{ clock: this.#with.clock, store: this.store, bodies: this.#bodies },
      state: () => this.state(),
      stateOf: (epoch) => this.consensus.stateOf(epoch),
      settled: () => this.consensus.settled(),
      onStatus: (peer, status) => this.#onStatus(peer, status),
      onDirect: (message, peer) => this.consensus.onDirect(message, peer),
      histories: this.coins.history,
      penalise: (peer, reason) => this.#with.network.penalise(peer, reason),
    });
  }
}

/** Blocks behind which consensus catches up by itself. */
const NEAR = 4n;
