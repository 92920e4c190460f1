import type { Chain } from '../../chain/chain.ts';
import type { Header } from '../../chain/header.ts';
import { readState } from '../../chain/read-state.ts';
import type { Address } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import { ETHEREUM_POLL_MS } from '../../core/limits.ts';
import type { BridgeCounts } from '../../modules/bridge/queries.ts';
import type { RecordedWithdrawal } from '../../modules/bridge/withdrawals.ts';
import {
  type AcceptedState,
  readAccepted,
  readPendingHeight,
  submitData,
} from '../ethereum-contracts/checkpoints-contract.ts';
import type { PastBlocks } from '../execution/past-epochs.ts';
import type { Clock, EthereumSender, EthereumSource } from '../ports.ts';
import { type PostReason, postReasonOf, postTurnOf } from './post-reason.ts';
import { readyCheckpoints } from './ready-checkpoints.ts';

export interface PosterSettings {
  mostGasPriceWei: bigint;
  /** Least time between checkpoints that are posted because something waits. */
  intervalMs: number;
  /** Between blocks of Ethereum. */
  blockMs: number;
}

export interface PosterComponents {
  chain: Chain;
  blocks: PastBlocks;
  sources: readonly EthereumSource[];
  sender: EthereumSender;
  clock: Clock;
  settings: PosterSettings;
  /** Its status is another. */
  onChange(): void;
}

/** What a node that posts checkpoints is doing. */
export interface PosterStatus {
  /** Who pays, and where ether has to go if it runs out. */
  account: Address;
  /**
   * `waiting`: it leaves the checkpoint to other seeds for some blocks; `too-dear`: for a lower
   * price of gas; `out-of-ether`: for ether; `failing`: for whatever the problem says to be over.
   */
  state: 'idle' | 'waiting' | 'sending' | 'too-dear' | 'out-of-ether' | 'failing' | 'sealed';
  reason?: PostReason;
  /** Newest height that Ethereum accepted. */
  acceptedHeight?: bigint;
  problem?: ErrorObject;
}

/**
 * Posts the checkpoints that Ethereum should get. It keeps no record: what to post follows from
 * Ethereum and the chain alone.
 */
export interface Poster {
  start(): void;
  stop(): void;
  status(): PosterStatus;
}

export function createPoster(components: PosterComponents): Poster {
  return new PostingNode(components);
}

class PostingNode implements Poster {
  readonly #with: PosterComponents;
  #status: PosterStatus;
  /** By endpoint: none may put off what another asks for. */
  readonly #turns = new Map<EthereumSource, { checkpoint: bigint; dueMs: number }>();
  #cancel: (() => void) | undefined;
  #isStopped = false;

  constructor(components: PosterComponents) {
    this.#with = components;
    this.#status = { account: components.sender.address, state: 'idle' };
  }

  start() {
    void this.#run();
  }

  stop() {
    this.#isStopped = true;
    this.#cancel?.();
  }

  status() {
    return this.#status;
  }

  async #run(): Promise<void> {
    const hasPosted = await this.#look();
    if (this.#isStopped) return;
    const { clock, settings } = this.#with;
    // More boundaries may follow at once.
    const delayMs = hasPosted ? 0 : Math.max(ETHEREUM_POLL_MS, settings.blockMs);
    this.#cancel = clock.after(delayMs, () => void this.#run());
  }

  /**
   * Whether something was posted. Each endpoint is asked until one gives a reason that leads to
   * that: one that hides it would seal the chain. What is false the contract refuses.
   */
  async #look(): Promise<boolean> {
    const seen: PosterStatus[] = [];
    for (const source of this.#with.sources) {
      try {
        if (await this.#lookBy(source)) return true;
        seen.push(this.#status);
      } catch (thrown) {
        seen.push(this.#failed(thrown));
      }
    }
    const none = new WeftError('ethereum/no-endpoint', 'no endpoint of Ethereum is known');
    const [gravest] = seen.toSorted((one, other) => rankOf(one) - rankOf(other));
    this.#tell(gravest ?? this.#failed(none));
    return false;
  }

  #failed(thrown: unknown): PosterStatus {
    const problem = errorObjectFrom(thrown);
    const { account, reason } = this.#status;
    const known = { account, ...(reason && { reason }) };
    return { ...known, state: STATES[problem.code] ?? 'failing', problem };
  }

  async #lookBy(source: EthereumSource): Promise<boolean> {
    const { chain, blocks, settings } = this.#with;
    const accepted = await readAccepted(source, chain.genesis.contracts.checkpoints);
    const head = blocks.chain.final().header;
    const isWaiting = this.#isWaiting(accepted, head);
    const reason = postReasonOf({ accepted, head, isWaiting, intervalMs: settings.intervalMs });
    const acceptedHeight = accepted.newest?.height ?? 0n;
    const known = { account: this.#status.account, acceptedHeight };
    if (!reason) {
      this.#turns.delete(source);
      this.#tell({ ...known, state: accepted.isSealed ? 'sealed' : 'idle' });
      return false;
    }
    if (!this.#isOurTurn(source, accepted.count)) {
      this.#tell({ ...known, reason, state: 'waiting' });
      return false;
    }
    return this.#post(source, accepted, { ...known, reason });
  }

  async #post(
    source: EthereumSource,
    accepted: AcceptedState,
    known: Pick<PosterStatus, 'account' | 'reason'>,
  ): Promise<boolean> {
    const { chain, blocks, sender, settings } = this.#with;
    const to = chain.genesis.contracts.checkpoints;
    const [next] = await readyCheckpoints(chain, blocks, accepted, 1);
    if (!next || next.header.height <= (await readPendingHeight(source, to))) {
      this.#tell({ ...known, state: 'waiting' });
      return false;
    }
    if (this.#isStopped) return false;
    // The sentence about what is in the way stays until it is out of the way.
    if (this.#status.state !== 'too-dear' && this.#status.state !== 'out-of-ether') {
      this.#tell({ ...known, state: 'sending' });
    }
    const call = { to, data: submitData(next.checkpoint), valueWei: 0n };
    const { succeeded } = await sender.send(call, settings);
    this.#turns.delete(source);
    this.#tell({ ...known, state: 'idle' });
    return succeeded;
  }

  /** Something left the chain, or coins moved, that no checkpoint has. */
  #isWaiting({ newest }: AcceptedState, head: Header): boolean {
    if (head.coinCount > (newest?.coinCount ?? 0n)) return true;
    const { chain, blocks } = this.#with;
    const { query } = readState(chain, blocks.chain.final().tree, head.height);
    const { withdrawals } = query('bridge', 'counts', undefined) as BridgeCounts;
    if (withdrawals === 0) return false;
    const index = BigInt(withdrawals - 1);
    const last = query('bridge', 'withdrawal', { index }) as RecordedWithdrawal | null;
    return (last?.height ?? 0n) > (newest?.height ?? 0n);
  }

  /** Several seeds post. Each waits for another number of blocks, and looks again after. */
  #isOurTurn(source: EthereumSource, checkpoint: bigint): boolean {
    const { clock, sender, settings } = this.#with;
    let turn = this.#turns.get(source);
    if (turn?.checkpoint !== checkpoint) {
      const blocks = postTurnOf(sender.address, checkpoint);
      turn = { checkpoint, dueMs: clock.monotonicMs() + blocks * settings.blockMs };
      this.#turns.set(source, turn);
    }
    return clock.monotonicMs() >= turn.dueMs;
  }

  #tell(status: PosterStatus): void {
    this.#status = status;
    if (!this.#isStopped) this.#with.onChange();
  }
}

const STATES: Readonly<Record<string, PosterStatus['state']>> = {
  'ethereum-sender/too-dear': 'too-dear',
  'ethereum-sender/out-of-ether': 'out-of-ether',
};

/** What is in the way comes first, then what is going on; an endpoint that failed is the last. */
function rankOf({ state, problem }: PosterStatus): number {
  if (problem) return problem.code.startsWith('ethereum/') ? 4 : 0;
  return state === 'sealed' ? 3 : state === 'idle' ? 2 : 1;
}
