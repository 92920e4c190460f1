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
    const next = ready.isLive && nextOf(outbox, ready.maySign);
    if (next && !isSending && !timer) void deliver(next);
  }

  async function deliver(item: OutboxItem): Promise<void> {
    isSending = true;
    outbox.update(item.id, { state: 'sending' });
    try {
      const { id, envelope } = item;
      const keep = (signed: Hex) => outbox.update(id, { envelope: signed });
      const hash = envelope ? await sendAgain(client, envelope) : await send(item, keep);
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

function nextOf(outbox: Outbox, maySign: boolean): OutboxItem | undefined {
  const all = outbox.all();
  return all.find(({ state, envelope }) => state === 'waiting' && (maySign || envelope));
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
