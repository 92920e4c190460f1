import { sessions } from './english/sessions.ts';

/** The words about sessions, apart from the others: only pages that speak of them fetch them. */
export const sessionMessages = sessions;

/** What the actions of a session let it do: "ask, answer, vote". One without words has its name. */
export function mayWords(actions: readonly string[]): string {
  return actions.map((primaryType) => sessions.actions[primaryType] ?? primaryType).join(', ');
}
