import * as v from 'valibot';
import { type ErrorObject, WeftError } from '../core/errors.ts';
import { errorSchema } from './schema-parts.ts';
import { requestSchemas, subscriptionSchema } from './schemas.ts';
import type { RequestName, Requests, Subscription } from './types.ts';

// How a page and a node talk, over any channel that clones structured values (bigints included).
//
// 1. The node opens with `hello`. A page sends nothing before it. A later `hello` means that
//    another node answers now: the page repeats open subscriptions and unanswered requests.
// 2. Every `request` is answered by one `result` or one `failure` with its id.
// 3. A `subscribe` is answered by any number of `value`, ended by `unsubscribe` or a `failure`.
// 4. The page acknowledges values. With MAX_UNACKNOWLEDGED_VALUES outstanding, the node keeps only
//    the newest value and says with it how many were dropped: a sleeping page fills no queue.
// 5. An id that is in use already is a repetition and changes nothing, so repeating is harmless.
// 6. A page that goes away says `leave`: not every browser tells the other end of a channel.
// 7. A message that does not parse is answered by a `failure`, with id 0 if it has none.

/** Changes whenever an old page and a new node would misunderstand each other. */
export const PROTOCOL_VERSION = 1;

/** Id of a failure that answers no particular message. */
export const NO_ID = 0;

export type PageMessage =
  | { type: 'request'; id: number; name: RequestName; params: Requests[RequestName]['params'] }
  | { type: 'subscribe'; id: number; subscription: Subscription }
  | { type: 'unsubscribe'; id: number }
  | { type: 'acknowledge'; id: number; count: number }
  | { type: 'leave' };

export const LEAVE: PageMessage = { type: 'leave' };

export type NodeMessage =
  | { type: 'hello'; version: number }
  | { type: 'result'; id: number; value: unknown }
  | { type: 'failure'; id: number; error: ErrorObject }
  | { type: 'value'; id: number; value: unknown; missed: number };

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const pageMessageSchema = v.variant('type', [
  v.object({
    type: v.literal('request'),
    id,
    name: v.picklist(Object.keys(requestSchemas) as RequestName[]),
    params: v.optional(v.unknown()),
  }),
  v.object({ type: v.literal('subscribe'), id, subscription: subscriptionSchema }),
  v.object({ type: v.literal('unsubscribe'), id }),
  v.object({ type: v.literal('acknowledge'), id, count }),
  v.object({ type: v.literal('leave') }),
]);

const nodeMessageSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), version: count }),
  v.object({ type: v.literal('result'), id, value: v.unknown() }),
  v.object({ type: v.literal('failure'), id: count, error: errorSchema }),
  v.object({ type: v.literal('value'), id, value: v.unknown(), missed: count }),
]);

/** @throws WeftError `client/malformed` naming the first wrong field. */
export function pageMessageFrom(message: unknown): PageMessage {
  const parsed = parse(pageMessageSchema, message);
  if (parsed.type !== 'request') return parsed;
  const params = parse(requestSchemas[parsed.name].params as v.GenericSchema, parsed.params);
  return { ...parsed, params: params as Requests[RequestName]['params'] };
}

/**
 * Undefined for what is no message of a node: the page drops it, and what waits for it times out.
 * The value inside is checked when its request is known.
 */
export function nodeMessageFrom(message: unknown): NodeMessage | undefined {
  const result = v.safeParse(nodeMessageSchema, message);
  return result.success ? result.output : undefined;
}

/** @throws WeftError `client/malformed` naming the first wrong field. */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = issue.path?.map((step) => String(step.key)).join('.') ?? '';
  throw new WeftError('client/malformed', `${field || 'message'}: ${issue.message}`, { field });
}

/** The id a malformed message claims, so that its sender can be told. */
export function claimedId(message: unknown): number {
  const result = v.safeParse(v.object({ id }), message);
  return result.success ? result.output.id : NO_ID;
}
