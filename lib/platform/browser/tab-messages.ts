import * as v from 'valibot';

// What tabs of one browser say to each other about who runs the node.

export type TabMessage =
  /** From a tab that does not run the node: serve me, or confirm that you still do. */
  | { type: 'ping'; tab: string }
  /** From the owner to one tab: you are served. */
  | { type: 'pong'; tab: string; owner: string }
  /** From the owner to one tab: there is no room for you. */
  | { type: 'full'; tab: string }
  /** From a tab that has just become the owner. */
  | { type: 'owner'; owner: string }
  /** From a tab that goes away. */
  | { type: 'bye'; tab: string };

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const schema = v.variant('type', [
  v.object({ type: v.literal('ping'), tab: name }),
  v.object({ type: v.literal('pong'), tab: name, owner: name }),
  v.object({ type: v.literal('full'), tab: name }),
  v.object({ type: v.literal('owner'), owner: name }),
  v.object({ type: v.literal('bye'), tab: name }),
]);

/** Undefined for anything else, which is ignored. */
export function tabMessageFrom(message: unknown): TabMessage | undefined {
  const result = v.safeParse(schema, message);
  return result.success ? result.output : undefined;
}
