import type { Subscription } from './types.ts';

/** The same for subscriptions that say the same, in whatever order. */
export function keyOfSubscription(subscription: Subscription): string {
  return JSON.stringify(sorted(subscription), (_, value) =>
    typeof value === 'bigint' ? { integer: value.toString() } : value,
  );
}

function sorted(value: object): unknown[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => [name, typeof field === 'object' ? sorted(field) : field]);
}
