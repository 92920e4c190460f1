import { type InboxEvent, type InboxPosition, inboxWith } from '../../chain/inbox.ts';
import { inboxEventFrom } from '../../chain/inbox-codec.ts';
import type { Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { InboxLog } from '../ports.ts';

/** An event that the chain has not made final yet. */
export interface HeldEvent {
  /** Counted from 1. */
  index: bigint;
  event: InboxEvent;
  /** The inbox's hash chain up to and with this event. */
  hash: Hash;
  /** Of Ethereum, that holds its log. */
  block: bigint;
}

/**
 * The events that follow a position, from logs in order of their index. Earlier ones are skipped.
 * @throws WeftError `ethereum/other-logs` for a gap, for one that comes twice, and for one that no
 *   contract of this chain writes.
 */
export function eventsFromLogs(after: InboxPosition, logs: readonly InboxLog[]): HeldEvent[] {
  const events: HeldEvent[] = [];
  let { inboxCount: index, inboxHash: hash } = after;
  for (const log of logs) {
    if (log.index <= after.inboxCount) continue;
    index++;
    if (log.index !== index) throw otherLogs(index);
    const event = eventFrom(log);
    hash = inboxWith(hash, index, event);
    events.push({ index, event, hash, block: log.block });
  }
  return events;
}

/** Logs that are not those of the inbox which the same endpoint shows. */
export function otherLogs(index: bigint): WeftError<'ethereum/other-logs'> {
  return new WeftError('ethereum/other-logs', `event ${index} is not in the logs`, {
    index: index.toString(),
  });
}

function eventFrom({ index, kind, data }: InboxLog): InboxEvent {
  try {
    return inboxEventFrom(kind, data);
  } catch {
    throw otherLogs(index);
  }
}
