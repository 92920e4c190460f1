import type { ErrorObject } from '../../../lib/client/types.ts';
import { errorWords } from '../../../lib/ui/error-words.ts';

const FIELDS: Readonly<Record<string, string>> = {
  'qa/title-length': 'title',
  'qa/tags-malformed': 'tags',
  'qa/name-malformed': 'name',
  'qa/name-reserved': 'name',
};

/** The words of a problem, for the field that it is about; undefined for all others. */
export function problemOf(field: string, problem: ErrorObject | undefined): string | undefined {
  if (!problem) return undefined;
  const about = FIELDS[problem.code] ?? problem.facts.field ?? 'text';
  if (about !== field) return undefined;
  const { happened, next } = errorWords(problem);
  return `${happened}. ${next}`;
}
