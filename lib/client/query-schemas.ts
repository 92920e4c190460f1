import * as v from 'valibot';
import { isQueryInput, type QueryInput } from '../chain/query-input.ts';
import { name, natural } from './schema-parts.ts';

// What a query of a module is asked with, and what any answer has. What is in the value, only who
// asked knows.

const input = v.custom<QueryInput>(isQueryInput, 'a few plain values');

export const queryEntries = { module: name, name, input: v.optional(input) };

export const querySchema = v.object({ value: v.unknown(), height: natural });

export const queryRequestSchemas = {
  query: { params: v.object(queryEntries), result: querySchema },
};
