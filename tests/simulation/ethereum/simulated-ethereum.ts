import type { InboxEvent } from '../../../lib/chain/inbox.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import type { EthereumView } from '../../../lib/node/consensus/ethereum-view.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { EventQueue } from '../event-queue.ts';
import { depositOf, inboxAfterEvent } from './inbox-chain.ts';

/** What a process sees of the inbox, and proposes as leader. */
export interface ProcessView extends Pick<EthereumView, 'knows'> {
  /** Events after the first `count`, as far as a block takes them. */
  after(count: bigint): readonly InboxEvent[];
}

/** Ethereum's finalized blocks: one inbox, which every process sees in its own time. */
export interface SimulatedEthereum {
  /** Whether the chain has contracts there. */
  readonly exists: boolean;
  /** Begins what the configuration says. */
  schedule(): void;
  /** Something happens, now. */
  append(event: InboxEvent): void;
  /** Events that have happened. */
  count(): number;
  /** The truth: `inbox[count]`, and the event with an index, counted from 1. */
  inboxAt(count: bigint): Hash | undefined;
  eventAt(index: bigint): InboxEvent | undefined;
  viewOf(process: number): ProcessView;
  /** All endpoints of a process are lost, for a while. */
  blind(process: number, forMs: number): void;
  /** They all tell it of a deposit that nobody made, after what it has seen, for a while. */
  deceive(process: number, forMs: number): void;
  /** No more of this: everybody sees the truth. */
  heal(): void;
}

export interface EthereumSetup {
  configuration: Pick<Configuration, 'ethereum'>;
  queue: EventQueue;
  /** What a process sees may be something else now. */
  onChange(process: number): void;
}

export function createSimulatedEthereum(setup: EthereumSetup): SimulatedEthereum {
  const { queue, onChange } = setup;
  const { ethereum } = setup.configuration;
  const events: { at: number; event: InboxEvent }[] = [];
  const hashes: Hash[] = [ZERO_HASH];
  const lags = ethereum?.lagMs ?? [];
  const seen = lags.map(() => 0);
  const blindUntil = lags.map(() => 0);
  const lies: ({ untilMs: number; after: number; hash: Hash } | undefined)[] = lags.map(
    () => undefined,
  );

  /** Events that a process has seen, were it not lied to. */
  const seenBy = (process: number): number => {
    let count = seen[process] ?? 0;
    const now = queue.now();
    while (events[count] && (events[count]?.at ?? 0) + (lags[process] ?? 0) <= now) count++;
    seen[process] = count;
    return count;
  };

  const lieTo = (process: number) => {
    const lie = lies[process];
    return lie && queue.now() < lie.untilMs ? lie : undefined;
  };

  const knows = (process: number, count: bigint): Hash | undefined => {
    if (!ethereum || queue.now() < (blindUntil[process] ?? 0)) return undefined;
    const lie = lieTo(process);
    const at = Number(count);
    if (lie && at === lie.after + 1) return lie.hash;
    return at <= (lie?.after ?? seenBy(process)) ? hashes[at] : undefined;
  };

  const eventSeen = (process: number, index: number): InboxEvent | undefined => {
    const isLie = lieTo(process)?.after === index - 1;
    return isLie ? depositOf(index, true) : events[index - 1]?.event;
  };

  const append = (event: InboxEvent) => {
    if (!ethereum) return;
    events.push({ at: queue.now(), event });
    hashes.push(inboxAfterEvent(hashes.at(-1) as Hash, events.length, event));
    for (const [process, lagMs] of lags.entries()) {
      queue.schedule(queue.now() + lagMs, () => onChange(process));
    }
  };

  const changeFor = (process: number, forMs: number) => {
    onChange(process);
    queue.schedule(queue.now() + forMs, () => onChange(process));
  };

  return {
    exists: ethereum !== undefined,
    append,
    schedule: () => {
      for (const [number, at] of (ethereum?.events ?? []).entries()) {
        queue.schedule(at, () => append(depositOf(number)));
      }
    },
    count: () => events.length,
    inboxAt: (count) => hashes[Number(count)],
    eventAt: (index) => events[Number(index) - 1]?.event,
    viewOf: (process) => ({
      knows: (count) => knows(process, count),
      after: (count) => {
        const next: InboxEvent[] = [];
        for (let index = Number(count) + 1; next.length < MAX_EVENTS; index++) {
          const event = eventSeen(process, index);
          if (!event || knows(process, BigInt(index)) === undefined) break;
          next.push(event);
        }
        return next;
      },
    }),
    blind: (process, forMs) => {
      blindUntil[process] = Math.max(blindUntil[process] ?? 0, queue.now() + forMs);
      changeFor(process, forMs);
    },
    deceive: (process, forMs) => {
      const after = seenBy(process);
      const hash = inboxAfterEvent(hashes[after] as Hash, after + 1, depositOf(after + 1, true));
      lies[process] = { untilMs: queue.now() + forMs, after, hash };
      changeFor(process, forMs);
    },
    heal: () => {
      blindUntil.fill(0);
      lies.fill(undefined);
      for (const process of lags.keys()) onChange(process);
    },
  };
}

/** Fewer than a block may carry, so that long gaps take several. */
const MAX_EVENTS = 8;
