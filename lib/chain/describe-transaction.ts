import type { ActionRegistry } from './action-registry.ts';
import type { UnsignedTransaction } from './transaction.ts';

/** One sentence for people about what a transaction does. */
export function describeTransaction(
  registry: ActionRegistry,
  { primaryType, fields, account }: UnsignedTransaction,
): string {
  return registry.get(primaryType).definition.describe(fields, account);
}
