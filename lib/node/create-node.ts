import type { Chain } from '../chain/chain.ts';
import { createChain } from '../chain/chain.ts';
import { type Hash, ZERO_ADDRESS } from '../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../core/errors.ts';
import { MORE_FOR_EXITS } from '../core/limits.ts';
import { bytesFromText } from '../core/utf8.ts';
import { modules } from '../modules/index.ts';
import { HALT_KEY } from './block-store/storage-keys.ts';
import { type BootSteps, createBootSteps } from './boot-steps.ts';
import { createPoster, type Poster, type PosterSettings } from './checkpoints/create-poster.ts';
import { createEmitter } from './emitter.ts';
import { ethereumSettingsOf } from './ethereum-follower/ethereum-settings.ts';
import type { FinalBlock } from './execution/executed-block.ts';
import { METRICS } from './metrics/metric-names.ts';
import { measureEthereum, watchMetrics } from './metrics/watch-metrics.ts';
import type { NetworkFile } from './network-file.ts';
import { NodeSession } from './node-session.ts';
import { openSession } from './open-session.ts';
import type {
  Clock,
  EthereumSender,
  EthereumSource,
  Metrics,
  Network,
  Protocol,
  Signatures,
  Storage,
  Topic,
  ValidatorKeys,
} from './ports.ts';
import { createFinalityTimes } from './rpc/finality-times.ts';
import { createLoom } from './rpc/loom.ts';
import type { NodeEvents, NodeView, RunState } from './rpc/node-view.ts';
import { createRpc, type Rpc } from './rpc/rpc.ts';
import type { LoomEvent } from './rpc/types.ts';
import { createSerial } from './serial.ts';
import type { SessionComponents, SessionListener } from './session-contract.ts';
import type { Watchtower } from './watchtower/create-watchtower.ts';
import { watchtowerOfNode } from './watchtower/watchtower-of-node.ts';

export interface NodeOptions {
  network: NetworkFile;
  /** The browser promised not to evict the database. */
  persistent?: boolean;
  /** Keeps all blocks for ever. */
  archive?: boolean;
  /** Keeps the history of every Vault coin for ever, instead of its clients' coins. */
  keepsAllCoins?: boolean;
}

export interface NodeComponents {
  storage: Storage;
  network: Network;
  clock: Clock;
  signatures: Signatures;
  /** Where the node may have or get a validator's key; without it the node only follows. */
  keys?: ValidatorKeys;
  /** Endpoints that do not know of each other; a chain with contracts cannot do without. */
  ethereum?: readonly EthereumSource[];
  /** With it the node posts checkpoints, and challenges exits of any coin. */
  sending?: Sending;
  metrics?: Metrics;
  /** Lets other work of the thread run, between slices of long work. */
  breathe?: () => Promise<void>;
}

/** An account on Ethereum, and what it may spend. */
export interface Sending extends Pick<PosterSettings, 'mostGasPriceWei' | 'intervalMs'> {
  sender: EthereumSender;
  /** Standing at once for challenges of exits. */
  mostBondsWei: bigint;
}

export interface WeftNode {
  readonly rpc: Rpc;
  /** Resolves when the node runs; throws when its storage cannot be used. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends for good and closes every component. */
  stop(): Promise<void>;
  /** Called when the node stops by itself: it must not go on. */
  onHalt(listener: (problem: ErrorObject) => void): void;
}

/** A full node of one chain: a validator while the committee has its key, else a follower. */
export function createNode(options: NodeOptions) {
  return (components: NodeComponents): WeftNode => new RunningNode(options, components);
}

class RunningNode implements WeftNode {
  readonly rpc: Rpc;
  readonly #options: NodeOptions;
  readonly #with: NodeComponents;
  readonly #chain: Chain;
  readonly #breathe: () => Promise<void>;
  readonly #boot: BootSteps;
  readonly #inOrder = createSerial();
  readonly #halted = createEmitter<ErrorObject>();
  readonly #events: NodeEvents = {
    final: createEmitter<readonly FinalBlock[]>(),
    transaction: createEmitter<Hash>(),
    loom: createEmitter<LoomEvent>(),
    status: createEmitter<void>(),
  };
  readonly #finality;
  readonly #see;
  #session: NodeSession | undefined;
  #poster: Poster | undefined;
  #watchtower: Watchtower | undefined;
  #run: RunState = 'starting';
  #problem: ErrorObject | undefined;
  #usage = { usedBytes: 0 };
  #isClosed = false;

  constructor(options: NodeOptions, components: NodeComponents) {
    const { clock, network, storage, metrics } = components;
    this.#options = options;
    this.#with = components;
    this.#chain = createChain(options.network.genesis, modules);
    this.#breathe = components.breathe ?? (() => new Promise((resolve) => clock.after(0, resolve)));
    this.#boot = createBootSteps(clock, () => this.#events.status.emit());
    this.#finality = createFinalityTimes(() => clock.monotonicMs());
    this.#see = createLoom((event) => this.#events.loom.emit(event));
    this.rpc = createRpc(this.#view(), this);
    if (metrics) watchMetrics(metrics, this.#events, this.#finality);
    this.#attach(network);
    storage.onGone(() => {
      const gone = new WeftError('storage/gone', 'the database was deleted or closed');
      this.#fail(gone);
    });
  }

  start() {
    return this.#inOrder(() => this.#begin());
  }

  pause() {
    return this.#inOrder(async () => {
      if (this.#run !== 'running' && this.#run !== 'starting') return;
      await this.#end('paused');
    });
  }

  resume() {
    return this.#inOrder(async () => {
      if (this.#run !== 'paused') return;
      this.#run = 'starting';
      this.#problem = undefined;
      await this.#begin();
    });
  }

  stop() {
    return this.#inOrder(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      // One that halted has left the network, and still holds its key and its database.
      if (this.#run !== 'stopped') await this.#end('stopped');
      await this.#with.keys?.close();
      await this.#with.signatures.close();
      await this.#with.storage.close();
    });
  }

  onHalt(listener: (problem: ErrorObject) => void) {
    this.#halted.on(listener);
  }

  async #begin(): Promise<void> {
    const { storage, network, clock, signatures, keys } = this.#with;
    const { archive = false, keepsAllCoins = false } = this.#options;
    try {
      this.#boot.run('storage');
      const opened = await openSession(
        storage,
        { chain: this.#chain, archive, keepsAllCoins, keys },
        this.#breathe,
      );
      const [breathe, endpoints] = [this.#breathe, this.#endpoints()];
      const components = { storage, network, clock, signatures, endpoints, breathe };
      this.#session = new NodeSession(opened, components, this.#listener());
      const height = this.#session.chain.final().header.height;
      this.#boot.done('storage', { height: height.toString() });
      this.#boot.done('keys', { peer: network.id });
      this.#boot.run('relay');
      this.#boot.run('peers');
      await network.start();
      this.#run = 'running';
      this.#session.start();
      this.#poster = this.#createPoster(this.#session);
      this.#poster?.start();
      this.#watchtower = this.#createWatchtower(this.#session);
      this.#watchtower?.start();
      for (const peer of network.peers()) this.#session.connected(peer.id);
    } catch (thrown) {
      const failed = this.#boot.list().find((step) => step.state === 'running');
      if (failed) this.#boot.fail(failed.name, thrown);
      this.#problem = errorObjectFrom(thrown);
      await this.#end('paused');
      throw thrown;
    }
    await this.#measure();
    this.#onProgress();
  }

  #endpoints(): SessionComponents['endpoints'] {
    const { network } = this.#options;
    if (network.genesis.contracts.checkpoints === ZERO_ADDRESS) return undefined;
    return { sources: this.#with.ethereum ?? [], settings: ethereumSettingsOf(network) };
  }

  #createPoster(blocks: NodeSession): Poster | undefined {
    const { sending, ethereum, clock } = this.#with;
    const endpoints = this.#endpoints();
    if (!sending || !endpoints) return undefined;
    const { sender, ...limits } = sending;
    const settings = { ...limits, blockMs: endpoints.settings.blockMs };
    const onChange = () => this.#events.status.emit();
    const sources = ethereum ?? [];
    const chain = this.#chain;
    return createPoster({ chain, blocks, sources, sender, clock, settings, onChange });
  }

  #createWatchtower(session: NodeSession): Watchtower | undefined {
    const { sending, ethereum: sources = [], clock } = this.#with;
    const endpoints = this.#endpoints();
    if (!endpoints || sources.length === 0) return undefined;
    const allowed = sending && {
      sender: sending.sender,
      mostGasPriceWei: MORE_FOR_EXITS * sending.mostGasPriceWei,
      mostBondsWei: sending.mostBondsWei,
    };
    return watchtowerOfNode({
      ...{ chain: this.#chain, session, sources, clock },
      sending: allowed,
      onChange: () => this.#events.status.emit(),
    });
  }

  /** Leaves the network first, so that nothing is answered from a session that is over. */
  async #end(run: RunState): Promise<void> {
    this.#run = run;
    this.#poster?.stop();
    this.#watchtower?.stop();
    this.#session?.stop();
    await this.#with.network.stop().catch(() => undefined);
    this.#events.status.emit();
  }

  /** Handlers are registered once; sessions come and go behind them. */
  #attach(network: Network): void {
    for (const topic of TOPICS) {
      network.onGossip(topic, (message) => this.#live()?.gossip(message) ?? 'ignore');
    }
    for (const protocol of PROTOCOLS) {
      network.onRequest(protocol, async (peer, data) => {
        const session = this.#live();
        if (!session) throw new WeftError('node/not-running', 'this node is not running');
        return session.request(protocol, peer, data);
      });
    }
    network.onPeerConnected((peer) => this.#live()?.connected(peer));
    network.onPeerDisconnected((peer) => this.#live()?.disconnected(peer));
  }

  #live(): NodeSession | undefined {
    return this.#run === 'running' ? this.#session : undefined;
  }

  #listener(): SessionListener {
    return {
      onFinal: (blocks) => {
        for (const { hash } of blocks) this.#finality.final(hash);
        this.#events.final.emit(blocks);
        this.#events.status.emit();
      },
      onTransaction: (hash) => this.#events.transaction.emit(hash),
      onMessage: (message) => {
        this.#finality.see(message);
        this.#see(message);
      },
      onStep: () => this.#events.status.emit(),
      onRound: () => {
        this.#measure().catch(() => undefined);
        this.#onProgress();
      },
      onProgress: () => this.#onProgress(),
      onChecked: (checked, of) => {
        if (checked < of) this.#boot.run('verification', { blocks: checked, of });
        else this.#boot.done('verification', { blocks: checked, of });
      },
      onEvidence: () => this.#with.metrics?.increment(METRICS.evidence),
      onEthereum: () => {
        const seen = this.#session?.ethereum?.status();
        if (seen && this.#with.metrics) measureEthereum(this.#with.metrics, seen);
        this.#events.status.emit();
      },
      onFailure: (thrown) => this.#fail(thrown),
      onHalt: (problem, replay) => this.#halt(problem, replay),
    };
  }

  /** Storage or execution failed. What is final was durable before anyone heard of it. */
  #fail(thrown: unknown): void {
    const problem = errorObjectFrom(thrown);
    if (!problem.code.startsWith('storage/')) {
      const state = this.#session?.describe(problem);
      this.#halt(problem, state ?? '');
      return;
    }
    if (this.#run === 'stopped') return;
    this.#problem = problem;
    void this.#inOrder(() => this.#end('paused'));
  }

  /** Kept for replay as far as storage still works. */
  #halt(problem: ErrorObject, replay: string): void {
    this.#problem = problem;
    const value = bytesFromText(replay);
    void this.#inOrder(async () => {
      await this.#end('stopped');
      await this.#with.storage
        .write([{ bucket: 'meta', key: HALT_KEY, value }], { durable: true })
        .catch(() => undefined);
      this.#halted.emit(problem);
    });
  }

  #onProgress(): void {
    const session = this.#live();
    if (!session) return;
    const peers = this.#with.network.peers();
    if (peers.length > 0) {
      this.#boot.done('relay', { seeds: peers.filter((peer) => peer.seed).length });
      this.#boot.done('peers', { peers: peers.length });
    }
    const { height } = session.chain.final().header;
    const target = session.targetHeight();
    const facts = { blocks: height.toString(), of: target.toString() };
    const isAlone = session.state().config.committee.length === 1;
    const isAway = peers.length === 0 || !session.bearings.hasHeard();
    if (isAway && !isAlone) this.#finality.lookAway();
    const hasHeard = session.board.size() > 0 || isAlone;
    const isCaughtUp = hasHeard && !session.sync.isCatchingUp() && height >= target;
    if (!isCaughtUp) {
      this.#boot.run('blocks', facts);
      return;
    }
    this.#boot.done('blocks', facts);
    if (!session.isChecking()) this.#boot.done('verification');
    this.#boot.done('live');
  }

  async #measure(): Promise<void> {
    this.#usage = await this.#with.storage.usage();
    this.#events.status.emit();
  }

  #view(): NodeView {
    return {
      chain: this.#chain,
      networkFile: this.#options.network,
      events: this.#events,
      finality: this.#finality,
      boot: this.#boot,
      clock: this.#with.clock,
      breathe: this.#breathe,
      persistent: this.#options.persistent ?? false,
      session: () => this.#session,
      run: () => this.#run,
      problem: () => this.#problem,
      ethereum: () => this.#with.ethereum ?? [],
      poster: () => this.#poster?.status(),
      watchtower: () => this.#watchtower?.status(),
      usage: () => this.#usage,
      peers: () => (this.#run === 'running' ? this.#with.network.peers() : []),
      peerId: () => this.#with.network.id,
    };
  }
}

const TOPICS: readonly Topic[] = ['proposals', 'votes', 'certificates', 'evidence', 'transactions'];
const PROTOCOLS: readonly Protocol[] = ['status', 'blocks', 'certificates', 'body', 'coin-history'];
