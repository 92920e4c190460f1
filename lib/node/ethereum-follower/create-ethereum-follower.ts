import type { InboxEvent, InboxPosition } from '../../chain/inbox.ts';
import { sizeOfInbox } from '../../chain/inbox-codec.ts';
import {
  ETHEREUM_BLIND_MS,
  MAX_ETHEREUM_ENDPOINTS,
  MAX_INBOX_BYTES_PER_BLOCK,
  MAX_INBOX_EVENTS_PER_BLOCK,
} from '../../core/limits.ts';
import type { EthereumView } from '../consensus/ethereum-view.ts';
import { createEmitter } from '../emitter.ts';
import type { Clock, EthereumSource, Storage } from '../ports.ts';
import type { EndpointStatus, EthereumStatus } from '../rpc/ethereum-status.ts';
import { type Agreement, agreementOf, least } from './agreement.ts';
import { Endpoint, type InboxBase } from './endpoint.ts';
import type { EthereumSettings } from './ethereum-settings.ts';
import type { HeldEvent } from './held-event.ts';
import { writeOfInboxHint } from './inbox-hint.ts';

export interface EthereumFollowerComponents {
  sources: readonly EthereumSource[];
  settings: EthereumSettings;
  storage: Storage;
  clock: Clock;
  /** What the chain has applied, and where to begin reading: see `readInboxHint`. */
  base: InboxBase;
  /** More is agreed, or less. */
  onAgreed(): void;
  /** Anything of the status, beside times. */
  onChange(): void;
  onFailure(thrown: unknown): void;
}

/** What this node knows of Ethereum's inbox by itself: what its endpoints agree on. */
export interface EthereumFollower extends EthereumView {
  start(): void;
  stop(): void;
  /** Events that are agreed; undefined while nothing is. */
  agreedCount(): bigint | undefined;
  /** The same while final blocks have not applied all of them; undefined otherwise. */
  waitingCount(): bigint | undefined;
  /** What follows in the inbox, as far as it is agreed and one block has room for it. */
  eventsAfter(count: bigint): readonly InboxEvent[];
  /** Seen by the first that answers, not agreed yet; a reorganization may take them back. */
  pending(): readonly HeldEvent[];
  /** The chain has made final what came up to here. */
  forget(position: InboxPosition): void;
  status(): EthereumStatus;
}

export function createEthereumFollower(components: EthereumFollowerComponents): EthereumFollower {
  return new AgreeingFollower(components);
}

class AgreeingFollower implements EthereumFollower {
  readonly #with: EthereumFollowerComponents;
  readonly #endpoints: readonly Endpoint[];
  #base: InboxBase;
  #agreement: Agreement = { state: 'waiting' };
  #agreedMs: number;
  #seen = '';
  readonly #changed = createEmitter<void>();

  constructor(components: EthereumFollowerComponents) {
    this.#with = components;
    this.#base = components.base;
    this.#agreedMs = components.clock.monotonicMs();
    const { settings, clock } = components;
    this.#endpoints = components.sources.slice(0, MAX_ETHEREUM_ENDPOINTS).map(
      (source) =>
        new Endpoint({
          ...{ source, settings, clock },
          base: () => this.#base,
          onLook: () => this.#consider(),
          onRange: () => this.#save(),
        }),
    );
  }

  start() {
    for (const endpoint of this.#endpoints) endpoint.start();
  }

  stop() {
    for (const endpoint of this.#endpoints) endpoint.stop();
  }

  /** Of what the chain has left behind, too, nothing is known. */
  readonly knows = (count: bigint) => {
    const agreed = this.agreedCount();
    if (agreed === undefined || count < this.#base.inboxCount || count > agreed) return undefined;
    if (count === this.#base.inboxCount) return this.#base.inboxHash;
    return this.#eventsAfter(count - 1n)[0]?.hash;
  };

  readonly onChange = (listener: () => void) => this.#changed.on(listener);

  agreedCount() {
    return this.#agreement.state === 'agreed' ? this.#agreement.count : undefined;
  }

  waitingCount() {
    const agreed = this.agreedCount();
    return agreed !== undefined && agreed > this.#base.inboxCount ? agreed : undefined;
  }

  eventsAfter(count: bigint) {
    const events: InboxEvent[] = [];
    let bytes = 0;
    for (const { event, index } of this.#eventsAfter(count)) {
      bytes += sizeOfInbox([event]);
      const isFull = events.length === MAX_INBOX_EVENTS_PER_BLOCK;
      if (isFull || bytes > MAX_INBOX_BYTES_PER_BLOCK || index > (this.agreedCount() ?? 0n)) break;
      events.push(event);
    }
    return events;
  }

  pending() {
    const endpoint = this.#endpoints.find((each) => each.claim()?.count !== undefined);
    const after = this.agreedCount() ?? this.#base.inboxCount;
    const seen = endpoint ? [...endpoint.events(), ...endpoint.pending()] : [];
    return seen.filter(({ index }) => index > after);
  }

  forget({ inboxCount, inboxHash }: InboxPosition) {
    if (inboxCount <= this.#base.inboxCount) return;
    const { fromBlock } = this.#base;
    this.#base = { inboxCount, inboxHash, fromBlock };
    for (const endpoint of this.#endpoints) endpoint.forget();
    this.#save();
    this.#consider();
  }

  status(): EthereumStatus {
    const claims = this.#endpoints.filter((endpoint) => endpoint.claim());
    const finals = claims.flatMap((endpoint) => endpoint.settled() ?? []);
    const oldest = finals.toSorted((a, b) => a.timestampMs - b.timestampMs)[0];
    const agreedCount = this.agreedCount();
    const { clock, settings } = this.#with;
    const blindMs = agreedCount === undefined ? clock.monotonicMs() - this.#agreedMs : 0;
    return {
      endpoints: this.#endpoints.map((endpoint) => this.#statusOf(endpoint)),
      needed: settings.needed,
      appliedCount: this.#base.inboxCount,
      ...(agreedCount !== undefined && { agreedCount }),
      ...(oldest && {
        finalizedBlock: oldest.number,
        finalizedAgeMs: Math.max(0, clock.wallMs() - oldest.timestampMs),
      }),
      pendingEvents: this.pending().length,
      ...(blindMs >= ETHEREUM_BLIND_MS && { blindMs }),
    };
  }

  #eventsAfter(count: bigint): readonly HeldEvent[] {
    const agreed = this.agreedCount();
    if (agreed === undefined || count < this.#base.inboxCount) return [];
    const holder = this.#endpoints.find((each) => (each.claim()?.count ?? -1n) >= agreed);
    return holder?.events().filter(({ index }) => index > count) ?? [];
  }

  #consider(): void {
    const before = this.#agreement;
    const claims = this.#endpoints.flatMap((endpoint) => endpoint.claim() ?? []);
    this.#agreement = agreementOf(claims, this.#with.settings.needed);
    if (this.#agreement.state === 'agreed') this.#agreedMs = this.#with.clock.monotonicMs();
    const { onAgreed, onChange } = this.#with;
    const isSame = this.#agreement.state === before.state && countOf(before) === this.agreedCount();
    if (!isSame) {
      onAgreed();
      this.#changed.emit();
    }
    const seen = this.#seen;
    this.#seen = this.#endpoints.map(lookOf).join();
    if (!isSame || this.#seen !== seen) onChange();
  }

  #save(): void {
    const fromBlock = least(this.#endpoints.flatMap((endpoint) => endpoint.fromBlock() ?? []));
    this.#base = { ...this.#base, fromBlock: fromBlock ?? this.#base.fromBlock };
    const { storage, onFailure } = this.#with;
    storage.write([writeOfInboxHint(this.#base)]).catch(onFailure);
  }

  #statusOf(endpoint: Endpoint): EndpointStatus {
    const settled = endpoint.settled();
    const inboxCount = endpoint.claim()?.count;
    const problem = endpoint.problem();
    return {
      name: endpoint.name,
      state: this.#stateOf(endpoint),
      ...(settled && { finalizedBlock: settled.number }),
      ...(inboxCount !== undefined && { inboxCount }),
      ...(problem && { problem }),
    };
  }

  #stateOf(endpoint: Endpoint): EndpointStatus['state'] {
    const { state } = this.#agreement;
    if (state === 'contradiction' && this.#agreement.names.includes(endpoint.name)) {
      return 'contradicting';
    }
    if (endpoint.isAbsent()) return 'absent';
    if (endpoint.isAside()) return 'aside';
    if (endpoint.problem()) return 'failing';
    if (!endpoint.hasAnswered()) return 'connecting';
    if (endpoint.isReading()) return 'reading';
    const count = endpoint.claim()?.count;
    const isBehind = this.#endpoints.some((each) => (each.claim()?.count ?? 0n) > (count ?? 0n));
    return count === undefined || isBehind ? 'lagging' : 'following';
  }
}

function countOf(agreement: Agreement): bigint | undefined {
  return agreement.state === 'agreed' ? agreement.count : undefined;
}

/** What of an endpoint a client is told about. */
function lookOf(endpoint: Endpoint): string {
  return `${endpoint.head()?.hash} ${endpoint.settled()?.hash} ${endpoint.problem()?.code}`;
}
