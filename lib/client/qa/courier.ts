import { hashOfTransaction } from '../../chain/transaction.ts';
import { bytesFromHex } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { OUTBOX_RETRY_MS } from '../../core/limits.ts';
import type { WeftClient } from '../create-client.ts';
import type { ErrorObject, Hash, Hex, TransactionView } from '../types.ts';
import type { Outbox } from './outbox.ts';
import { hasText, type OutboxItem } from './outbox-item.ts';

export interface CourierOptions {
  client: Pick<WeftClient, 'send' | 'transaction' | 'waitForFinal'>;
  outbox: Outbox;
  /** Whether this tab is the one that signs an item; told once, and then so for good. */
  claim(item: OutboxItem): Promise<boolean>;
  /** Signs and sends; tells the envelope in between. */
  send(item: OutboxItem, onSigned: (envelope: Hex) => void): Promise<Hash>;
  /** What failed, for items in which nobody typed anything: they are gone from the outbox. */
  onFailed(item: OutboxItem): void;
}

export interface Courier {
  /** Whether the node is live, and whether a session is open to sign what was not signed yet. */
  setReady(isLive: boolean, maySign: boolean): void;
  stop(): void;
}

/** Takes items from the outbox to the node, one after the other, and follows each to its end. */
export function createCourier(options: CourierOptions): Courier {
  const { client, outbox, send } = options;
  const followed = new Set<number>();
  const queue = createQueue(options, step);
  let ready = { isLive: false, maySign: false };
  let isSending = false;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function step(): void {
    if (isStopped) return;
    for (const item of outbox.all()) {
      if (item.state !== 'pending' || !item.hash || followed.has(item.id)) continue;
      followed.add(item.id);
      void follow(item, item.hash);
    }
    const next = queue.next(ready.maySign);
    if (next && ready.isLive && !isSending && !timer) void deliver(next);
  }

  async function deliver(item: OutboxItem): Promise<void> {
    isSending = true;
    outbox.update(item.id, { state: 'sending' });
    try {
      const keep = (envelope: Hex) => outbox.update(item.id, { envelope });
      const hash = await (item.envelope ? sendAgain(client, item.envelope) : send(item, keep));
      isSending = false;
      outbox.update(item.id, { state: 'pending', hash });
    } catch (thrown) {
      isSending = false;
      const error = errorObjectFrom(thrown);
      if (MAY_PASS.has(error.code)) retryLater(item);
      else fail(options, item, error);
    }
  }

  function retryLater(item: OutboxItem): void {
    timer = setTimeout(() => {
      timer = undefined;
      step();
    }, OUTBOX_RETRY_MS);
    outbox.update(item.id, { state: 'waiting' });
  }

  async function follow(item: OutboxItem, hash: Hash): Promise<void> {
    try {
      outbox.update(item.id, finalOf(await client.waitForFinal(hash)));
    } catch (thrown) {
      const error = errorObjectFrom(thrown);
      if (error.code.startsWith('client/')) {
        followed.delete(item.id);
        if (!isStopped) retryLater({ ...item });
      } else fail(options, item, error);
    }
  }

  const unsubscribe = outbox.subscribe(step);
  queueMicrotask(step);
  return {
    setReady(isLive, maySign) {
      ready = { isLive, maySign };
      step();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** What waits, oldest first. What another tab signs leaves the outbox. */
function createQueue({ outbox, claim }: CourierOptions, onClaimed: () => void) {
  const claims = new Map<number, boolean>();

  async function request(item: OutboxItem): Promise<void> {
    claims.set(item.id, false);
    const isOurs = await claim(item);
    claims.set(item.id, isOurs);
    if (isOurs) onClaimed();
    else outbox.remove(item.id);
  }

  return {
    next(maySign: boolean): OutboxItem | undefined {
      const all = outbox.all().filter(({ state }) => state === 'waiting');
      for (const item of all) if (!item.envelope && !claims.has(item.id)) void request(item);
      return all.find(({ id, envelope }) => envelope || (maySign && claims.get(id)));
    },
  };
}

function fail({ outbox, onFailed }: CourierOptions, item: OutboxItem, error: ErrorObject): void {
  if (hasText(item)) outbox.update(item.id, { state: 'failed', error });
  else outbox.remove(item.id);
  // What is so already is what was wanted.
  if (error.code !== 'qa/nothing-changes' || hasText(item)) onFailed({ ...item, error });
}

/** It may have become part of a block meanwhile, where its number is used. */
async function sendAgain(client: CourierOptions['client'], envelope: Hex): Promise<Hash> {
  const hash = hashOfTransaction(bytesFromHex(envelope));
  const known = await client.transaction(hash);
  return known && known.status !== 'expired' ? hash : client.send(envelope);
}

/** What the node or its worker may get over. */
const MAY_PASS: ReadonlySet<string> = new Set([
  ...['client/timeout', 'client/closed', 'node/starting', 'node/not-running'],
]);

/** What the chain says about an item; throws why it came to nothing. */
function finalOf({ failure, height, events }: TransactionView): Partial<OutboxItem> {
  if (failure) throw WeftError.fromObject(failure);
  const post = madeBy(events);
  const known = { ...(height !== undefined && { height }), ...(post !== undefined && { post }) };
  return { state: 'final', ...known };
}

const MAKES_POST: ReadonlySet<string> = new Set(['qa.asked', 'qa.answered', 'qa.commented']);

function madeBy(events: TransactionView['events']): bigint | undefined {
  const post = events.find(({ name }) => MAKES_POST.has(name))?.fields.post;
  return typeof post === 'bigint' ? post : undefined;
}
