import type { ErrorObject } from '../core/errors.ts';
import { type ErrorSentences, errorsByArea, errorsByCode, unknownError } from './english/errors.ts';

/** Three sentences: what happened, what was not lost, what to do. */
export interface ErrorWords {
  happened: string;
  safe: string;
  next: string;
}

/** Words for people: the code's own, its area's, or those for anything. */
export function errorWords(error: ErrorObject): ErrorWords {
  const [happened, safe, next] = reasonFor(error) ?? sentencesOf(error.code) ?? unknownError;
  return { happened, safe, next };
}

/** The reason alone, for a chip: `bank/insufficient-balance` reads "insufficient balance". */
export function failureWord(error: ErrorObject): string {
  return error.code.slice(error.code.indexOf('/') + 1).replaceAll('-', ' ');
}

/** True when a code has words, its own or its area's. */
export function hasErrorWords(code: string): boolean {
  return sentencesOf(code) !== undefined;
}

/** Why nobody pays says more than that nobody does. */
function reasonFor({ code, facts }: ErrorObject): ErrorSentences | undefined {
  const { reason } = facts;
  if (code !== 'transaction/nobody-pays' || typeof reason !== 'string') return undefined;
  return errorsByCode[reason];
}

function sentencesOf(code: string): ErrorSentences | undefined {
  return errorsByCode[code] ?? errorsByArea[code.slice(0, Math.max(0, code.indexOf('/')))];
}
