import type { Address } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import {
  ETHEREUM_POLL_MS,
  EXIT_PATIENCE_PERCENT,
  MAX_DUTIES,
  MAX_WATCH_INTERVAL_MS,
  WATCH_INTERVAL_PERCENT,
} from '../../core/limits.ts';
import { ABSENT_SOURCE } from '../absent-source.ts';
import type { CoinHistory } from '../coins/coin-history.ts';
import { newestOf } from '../ethereum-contracts/read-contract.ts';
import { type VaultRules, vaultReader } from '../ethereum-contracts/vault-contract.ts';
import type { Clock, EthereumSender, EthereumSource } from '../ports.ts';
import { type ExitDuty, type ExitWatch, findBondDuties, findDuties } from './watch-exits.ts';

export interface WatchtowerComponents {
  vault: Address;
  sources: readonly EthereumSource[];
  clock: Clock;
  history: Pick<CoinHistory, 'transfersOf' | 'spendAt' | 'transferAt'>;
  /** Of so many coins those that are watched. */
  watched(count: bigint): Promise<WatchedCoins>;
  /** Before each look: gets ready what proofs need. */
  prepare(): Promise<void>;
  /** Newest coin block of which this node has everything. */
  knownCoinBlocks(): bigint;
  /** Sends what is to be done; without it people are asked. */
  sending: WatchtowerSending | undefined;
  onChange(): void;
}

export interface WatchedCoins {
  slots: readonly bigint[];
  /** Coins that were watched once: bonds of ours may stand there. */
  left: readonly bigint[];
  /** Whose exits are defended. */
  accounts: ReadonlySet<Address>;
}

export interface WatchtowerSending {
  sender: EthereumSender;
  mostGasPriceWei: bigint;
  /** Bonds that may stand at once for challenges. */
  mostBondsWei: bigint;
}

/** What a node sees of exits that concern it. */
export interface WatchtowerStatus {
  /** Coins that are watched; absent before the first look. */
  coins?: number;
  /** When Ethereum was last seen. */
  seenAtMs?: number;
  /** Until the next look, at most. */
  intervalMs?: number;
  /** To be done by whoever runs this node, the most urgent first; empty where a key does it. */
  duties: ExitDuty[];
  problem?: ErrorObject;
}

/** By one endpoint. */
interface Look {
  duties: ExitDuty[];
  /** Why some coin could not be looked at. */
  problem: ErrorObject | undefined;
  /** Until the next. */
  waitMs: number;
}

/** Looks for exits of coins, and does or says what is to be done about them. */
export interface Watchtower {
  start(): void;
  stop(): void;
  /** Looks again soon: something happened. */
  look(): void;
  status(): WatchtowerStatus;
}

export function createWatchtower(components: WatchtowerComponents): Watchtower {
  return new LookingTower(components);
}

class LookingTower implements Watchtower {
  readonly #with: WatchtowerComponents;
  #status: WatchtowerStatus = { duties: [] };
  #cancel: (() => void) | undefined;
  #isLooking = false;
  #isStopped = false;

  constructor(components: WatchtowerComponents) {
    this.#with = components;
  }

  start() {
    void this.#run();
  }

  stop() {
    this.#isStopped = true;
    this.#cancel?.();
  }

  look() {
    if (this.#isLooking || this.#isStopped) return;
    this.#cancel?.();
    this.#cancel = this.#with.clock.after(ETHEREUM_POLL_MS, () => void this.#run());
  }

  status() {
    return this.#status;
  }

  async #run(): Promise<void> {
    this.#isLooking = true;
    const waitMs = await this.#lookByAll();
    this.#isLooking = false;
    if (this.#isStopped) return;
    this.#cancel = this.#with.clock.after(waitMs, () => void this.#run());
  }

  /**
   * An endpoint that hides an exit would cost the coin: each is asked, and an exit that one of them
   * shows is acted upon. Whatever does not exist, the contract refuses. Milliseconds until the next
   * look.
   */
  async #lookByAll(): Promise<number> {
    let waitMs = MAX_WATCH_INTERVAL_MS;
    let problem: ErrorObject | undefined;
    await this.#with.prepare().catch((thrown: unknown) => {
      problem = errorObjectFrom(thrown);
    });
    const duties = new Map<string, ExitDuty>();
    for (const source of this.#with.sources) {
      try {
        const found = await this.#lookBy(source);
        for (const duty of found.duties) duties.set(`${duty.exitId} ${duty.reason}`, duty);
        problem = found.problem ?? problem;
        waitMs = Math.min(waitMs, found.problem ? RETRY_MS : found.waitMs);
      } catch (thrown) {
        const found = errorObjectFrom(thrown);
        if (found.code === ABSENT_SOURCE) continue;
        problem = found;
        waitMs = Math.min(waitMs, RETRY_MS);
      }
    }
    const byDeadline = [...duties.values()]
      .sort((a, b) => endOf(a) - endOf(b))
      .slice(0, MAX_DUTIES);
    const { problem: _, ...known } = this.#status;
    this.#status = { ...known, duties: byDeadline, ...(problem && { problem }) };
    if (!this.#isStopped) this.#with.onChange();
    return waitMs;
  }

  async #lookBy(source: EthereumSource): Promise<Look> {
    const { vault, history, sending, clock } = this.#with;
    const { hash, timestampMs: nowMs } = await newestOf(source);
    const reader = vaultReader(source, vault, hash);
    const rules = await reader.rules();
    const { slots, left, accounts } = await this.#with.watched(rules.slotCount);
    const watch: ExitWatch = {
      ...{ vault, reader, rules, history, nowMs },
      isOurs: (account) => account === sending?.sender.address || accounts.has(account),
      patienceMs: (rules.windowMs * EXIT_PATIENCE_PERCENT) / 100,
      knownCoinBlocks: this.#with.knownCoinBlocks(),
    };
    const [held, gone] = [await findDuties(watch, slots), await findBondDuties(watch, left)];
    const duties = [...held.duties, ...gone.duties];
    const bonds = held.bonds + gone.bonds;
    const problem = held.problem ?? gone.problem;
    const intervalMs = Math.min(
      MAX_WATCH_INTERVAL_MS,
      Math.max(ETHEREUM_POLL_MS, (rules.windowMs * WATCH_INTERVAL_PERCENT) / 100),
    );
    this.#status = { ...this.#status, coins: slots.length, seenAtMs: clock.wallMs(), intervalMs };
    if (!sending) return { duties, problem, waitMs: intervalMs };
    const hasSent = await this.#send(sending, duties, rules, bonds);
    // A call may be followed by another one at once.
    return { duties: [], problem, waitMs: hasSent ? 0 : intervalMs };
  }

  /** What cannot be sent stays to be done; a refused call means that somebody else was first. */
  async #send(
    { sender, mostGasPriceWei, mostBondsWei }: WatchtowerSending,
    duties: readonly ExitDuty[],
    { challengeBondWei }: VaultRules,
    bonds: number,
  ): Promise<boolean> {
    let standingWei = BigInt(bonds) * challengeBondWei;
    let hasSent = false;
    let failure: unknown;
    for (const { call } of duties.toSorted((a, b) => endOf(a) - endOf(b))) {
      if (this.#isStopped) break;
      if (call.valueWei > 0n && standingWei + call.valueWei > mostBondsWei) {
        const facts = { mostWei: mostBondsWei.toString() };
        failure = new WeftError('watchtower/bonds-spent', 'all bonds stand for challenges', facts);
        continue;
      }
      try {
        const { succeeded } = await sender.send(call, { mostGasPriceWei });
        if (succeeded) standingWei += call.valueWei;
        hasSent ||= succeeded;
      } catch (thrown) {
        if (errorObjectFrom(thrown).code !== 'ethereum-sender/refused') failure = thrown;
      }
    }
    if (failure) throw failure;
    return hasSent;
  }
}

function endOf({ deadlineMs }: ExitDuty): number {
  return deadlineMs ?? Number.POSITIVE_INFINITY;
}

/** After a look that failed, since half of a window may be short. */
const RETRY_MS = 5_000;
