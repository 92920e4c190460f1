import type { InboxPosition } from '../../chain/inbox.ts';
import { type Hash, ZERO_HASH } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import {
  ETHEREUM_ASIDE_MS,
  ETHEREUM_PATIENCE_MS,
  ETHEREUM_POLL_MS,
  ETHEREUM_RETRY_MS,
  MAX_ETHEREUM_RETRY_MS,
  MAX_HELD_INBOX_EVENTS,
} from '../../core/limits.ts';
import { ABSENT_SOURCE } from '../absent-source.ts';
import type { Clock, EthereumBlock, EthereumSource } from '../ports.ts';
import type { Claim } from './agreement.ts';
import type { EthereumSettings } from './ethereum-settings.ts';
import { eventsFromLogs, type HeldEvent, otherLogs } from './held-event.ts';
import { createLogRanges } from './log-ranges.ts';

/** What the chain has applied, and a block before which none of the events after it seems to be. */
export interface InboxBase extends InboxPosition {
  fromBlock: bigint;
}

export interface EndpointComponents {
  source: EthereumSource;
  settings: EthereumSettings;
  clock: Clock;
  base(): InboxBase;
  /** It was looked at, with or without an answer. */
  onLook(): void;
  /** A range of blocks was read, and more follow. */
  onRange(): void;
}

/**
 * One endpoint, held to its own word: its logs, hashed, must give what its contract holds at the
 * block that it calls final.
 */
export class Endpoint {
  readonly name: string;
  readonly #with: EndpointComponents;
  readonly #ranges;
  #problem: ErrorObject | undefined;
  #head: EthereumBlock | undefined;
  #settled: EthereumBlock | undefined;
  /** What the contract counts at the settled block. */
  #count = 0n;
  /** How far its logs were read and found right. */
  #position: InboxPosition | undefined;
  #events: HeldEvent[] = [];
  #pending: HeldEvent[] = [];
  #nextBlock: bigint;
  #answeredMs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #isRightChain = false;
  /** Changes when what is under way no longer counts. */
  #turn = 0;
  #isStopped = false;
  #cancel = () => {};

  constructor(components: EndpointComponents) {
    this.#with = components;
    this.name = components.source.name;
    this.#ranges = createLogRanges(components.source);
    this.#nextBlock = components.base().fromBlock;
  }

  start(): void {
    this.#cancel = this.#with.clock.after(0, () => void this.#poll());
  }

  stop(): void {
    this.#isStopped = true;
    this.#turn++;
    this.#cancel();
  }

  /** Undefined while it says nothing that counts: it is silent, not there, or put aside. */
  claim(): Claim | undefined {
    const { clock, base } = this.#with;
    const isSilent = clock.monotonicMs() - this.#answeredMs >= ETHEREUM_PATIENCE_MS;
    const denies = this.#problem?.code === 'ethereum/other-inbox';
    if (isSilent || this.isAbsent() || (this.isAside() && !denies)) return undefined;
    return {
      name: this.name,
      count: this.#position?.inboxCount,
      denies,
      hashAt: (count) => (count === base().inboxCount ? base().inboxHash : this.#hashAt(count)),
    };
  }

  problem(): ErrorObject | undefined {
    return this.#problem;
  }

  /** It contradicted itself or the chain, or is of another chain. */
  isAside(): boolean {
    return ASIDE.has(this.#problem?.code ?? '');
  }

  /** A wallet that nobody has connected: no fault, and asking for it costs nothing. */
  isAbsent(): boolean {
    return this.#problem?.code === ABSENT_SOURCE;
  }

  hasAnswered(): boolean {
    return this.#answeredMs !== Number.NEGATIVE_INFINITY;
  }

  head(): EthereumBlock | undefined {
    return this.#head;
  }

  settled(): EthereumBlock | undefined {
    return this.#settled;
  }

  /** Events in order, from the first that the chain has not applied. */
  events(): readonly HeldEvent[] {
    return this.#events;
  }

  /** Those after them, in blocks that are not final. */
  pending(): readonly HeldEvent[] {
    return this.#pending;
  }

  /** Whether there is more to read than was read yet. */
  isReading(): boolean {
    const { inboxCount } = this.#with.base();
    if (!this.#settled) return false;
    return this.#position ? this.#position.inboxCount < this.#count : inboxCount <= this.#count;
  }

  /** Where to begin reading what follows the chain's position, as far as this endpoint tells. */
  fromBlock(): bigint | undefined {
    return this.#position && (this.#events[0]?.block ?? this.#nextBlock);
  }

  /** The chain applied events up to a new base, which is in force already. */
  forget(): void {
    const { inboxCount, inboxHash } = this.#with.base();
    if (!this.#position) {
      // What is being asked is about the base before.
      this.#turn++;
      return;
    }
    const isSame = this.#hashAt(inboxCount) === inboxHash;
    if (isSame) this.#events = this.#events.filter(({ index }) => index > inboxCount);
    else this.#reset();
  }

  #hashAt(count: bigint): Hash | undefined {
    if (this.#position?.inboxCount === count) return this.#position.inboxHash;
    const [first] = this.#events;
    return first && this.#events[Number(count - first.index)]?.hash;
  }

  async #poll(): Promise<void> {
    const before = this.#head?.hash;
    let delayMs: number;
    try {
      await this.#look();
      this.#answeredMs = this.#with.clock.monotonicMs();
      this.#problem = undefined;
      this.#failures = 0;
      const isQuiet = this.#head?.hash !== before && !this.isReading();
      delayMs = isQuiet ? this.#with.settings.blockMs - ETHEREUM_POLL_MS : 0;
    } catch (thrown) {
      delayMs = this.#fail(thrown);
    }
    if (this.#isStopped) return;
    this.#cancel = this.#with.clock.after(Math.max(ETHEREUM_POLL_MS, delayMs), () => {
      void this.#poll();
    });
    this.#with.onLook();
  }

  /** Milliseconds until it is asked again. */
  #fail(thrown: unknown): number {
    this.#problem = errorObjectFrom(thrown);
    this.#isRightChain = false;
    this.#pending = [];
    const { code } = this.#problem;
    if (code === 'ethereum/other-inbox') this.#answeredMs = this.#with.clock.monotonicMs();
    // Where reading began was a hint, which may have been wrong.
    if (code === 'ethereum/other-logs') this.#nextBlock = this.#with.settings.startBlock;
    if (this.isAbsent()) return ETHEREUM_POLL_MS;
    if (this.isAside()) return ETHEREUM_ASIDE_MS;
    return Math.min(MAX_ETHEREUM_RETRY_MS, ETHEREUM_RETRY_MS * 2 ** this.#failures++);
  }

  #reset(): void {
    this.#turn++;
    this.#position = undefined;
    this.#events = [];
    this.#pending = [];
    this.#nextBlock = this.#with.base().fromBlock;
  }

  async #look(): Promise<void> {
    const { source } = this.#with;
    if (!this.#isRightChain) await this.#assertChain();
    const head = await source.block('latest');
    if (!head) throw new WeftError('ethereum/malformed', 'Ethereum without a newest block');
    if (head.hash === this.#head?.hash && !this.isReading()) return;
    const settled = await this.#settledBelow(head);
    // Behind one name there may be several machines, of which some are late.
    const isOlder = settled && this.#settled && settled.number < this.#settled.number;
    const isKnown = settled?.hash === this.#settled?.hash && !this.isReading();
    const turn = this.#turn;
    if (settled && !isOlder && !isKnown) await this.#settle(settled);
    const isDone = await this.#lookAhead(head);
    if (isDone && turn === this.#turn) this.#head = head;
  }

  async #assertChain(): Promise<void> {
    const { source, settings } = this.#with;
    const chainId = await source.chainId();
    if (chainId !== settings.chainId) {
      const facts = { chainId: chainId.toString(), expected: settings.chainId.toString() };
      throw new WeftError('ethereum/wrong-chain', 'an endpoint of another chain', facts);
    }
    this.#isRightChain = true;
  }

  async #settledBelow(head: EthereumBlock): Promise<EthereumBlock | undefined> {
    const { finalityDepth } = this.#with.settings;
    if (finalityDepth === undefined) return this.#with.source.block('finalized');
    if (finalityDepth === 0) return head;
    const number = head.number - BigInt(finalityDepth);
    return number < 0n ? undefined : this.#with.source.block(number);
  }

  async #settle(at: EthereumBlock): Promise<void> {
    const turn = this.#turn;
    const isEarly = at.number < this.#with.settings.startBlock;
    const count = isEarly ? 0n : await this.#with.source.inboxCount(at.hash);
    const position = await this.#confirm(at, count);
    if (turn !== this.#turn) return;
    this.#settled = at;
    this.#count = count;
    this.#position = position;
    if (position) await this.#readUpTo(at, count);
  }

  /** Its former word, or the chain's; undefined if it is behind the chain. */
  async #confirm(at: EthereumBlock, count: bigint): Promise<InboxPosition | undefined> {
    const { inboxCount, inboxHash } = this.#with.base();
    const position = this.#position ?? { inboxCount, inboxHash };
    if (count < position.inboxCount && !this.#position) return undefined;
    const isSame =
      count >= position.inboxCount &&
      (await this.#readHash(position.inboxCount, at)) === position.inboxHash;
    if (isSame) return position;
    const isOfChain = position.inboxHash === inboxHash;
    this.#reset();
    const facts = { count: position.inboxCount.toString(), block: at.number.toString() };
    if (isOfChain) {
      throw new WeftError('ethereum/other-inbox', 'Ethereum contradicts this chain', facts);
    }
    throw new WeftError('ethereum/rewritten', 'what was final on Ethereum changed', facts);
  }

  async #readUpTo(at: EthereumBlock, count: bigint): Promise<void> {
    const turn = this.#turn;
    while (this.#position && this.#position.inboxCount < count) {
      const room = MAX_HELD_INBOX_EVENTS - this.#events.length;
      if (room <= 0) return;
      if (this.#nextBlock > at.number) throw otherLogs(this.#position.inboxCount + 1n);
      const { to, logs } = await this.#ranges.read(this.#nextBlock, at.number);
      if (turn !== this.#turn) return;
      const found = eventsFromLogs(this.#position, logs);
      const kept = found.slice(0, room);
      const last = kept.at(-1);
      if (last) {
        await this.#assertShown(last, count, at);
        if (turn !== this.#turn) return;
        this.#position = { inboxCount: last.index, inboxHash: last.hash };
        this.#events.push(...kept);
      }
      this.#nextBlock = last && kept.length < found.length ? last.block : to + 1n;
      this.#with.onRange();
    }
    this.#nextBlock = at.number + 1n;
  }

  /** An event of its logs is in its contract, too, and with it all before. */
  async #assertShown(event: HeldEvent, count: bigint, at: EthereumBlock): Promise<void> {
    const isShown = event.index <= count && (await this.#readHash(event.index, at)) === event.hash;
    if (!isShown) throw otherLogs(event.index);
  }

  /** Nobody rests anything on these events. False if the head changed meanwhile. */
  async #lookAhead(head: EthereumBlock): Promise<boolean> {
    this.#pending = [];
    const [position, settled, turn] = [this.#position, this.#settled, this.#turn];
    if (!position || !settled || this.isReading() || head.number <= settled.number) return true;
    try {
      const count = await this.#with.source.inboxCount(head.hash);
      if (count <= position.inboxCount) return true;
      const { logs } = await this.#ranges.read(settled.number + 1n, head.number);
      const found = eventsFromLogs(position, logs).slice(0, MAX_HELD_INBOX_EVENTS);
      const last = found.at(-1);
      if (last) await this.#assertShown(last, count, head);
      if (turn === this.#turn) this.#pending = found;
      return true;
    } catch (thrown) {
      if (REORGANIZED.has(errorObjectFrom(thrown).code)) return false;
      throw thrown;
    }
  }

  async #readHash(count: bigint, at: EthereumBlock): Promise<Hash> {
    return count === 0n ? ZERO_HASH : this.#with.source.inboxHash(count, at.hash);
  }
}

const ASIDE: ReadonlySet<string> = new Set([
  'ethereum/wrong-chain',
  'ethereum/other-logs',
  'ethereum/other-inbox',
  'ethereum/rewritten',
]);

/** What questions about a block end with that is no longer there. */
const REORGANIZED: ReadonlySet<string> = new Set(['ethereum/other-logs', 'ethereum/refused']);
