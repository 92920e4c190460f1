import type { TransactionView } from '../client/types.ts';
import { mayWords } from './session-messages.ts';

/** What a transaction does; a session's actions in the words that its card has for them. */
export function transactionWords({
  primaryType,
  fields,
  description,
}: Pick<TransactionView, 'primaryType' | 'fields' | 'description'>): string {
  if (primaryType !== 'SessionOpen' || typeof fields.actions !== 'string') return description;
  const actions = fields.actions.split(' ');
  return description.replace(`sign ${actions.join(', ')} `, `${mayWords(actions)} `);
}
