import type * as v from 'valibot';
import type { WeftClient } from './create-client.ts';
import { parse } from './protocol.ts';
import type { QueryAnswer, QueryInput } from './types.ts';

/** A query of a module, and what its answers must look like. */
export interface TypedQuery<Input, Value> {
  readonly module: string;
  readonly name: string;
  readonly schema: v.GenericSchema<unknown, Value>;
  inputOf(input: Input): QueryInput;
}

/** What final state says at a height. */
export interface Answer<Value> {
  value: Value;
  height: bigint;
}

export function typedQuery<Input extends QueryInput, Value>(
  module: string,
  name: string,
  schema: v.GenericSchema<unknown, Value>,
): TypedQuery<Input, Value> {
  return { module, name, schema, inputOf: (input) => input };
}

/** Fails as `client.query`, and with `client/malformed` for an answer that is no such value. */
export async function askQuery<Input, Value>(
  client: Pick<WeftClient, 'query'>,
  query: TypedQuery<Input, Value>,
  input: Input,
): Promise<Answer<Value>> {
  return answerFrom(query, await client.query(query.module, query.name, query.inputOf(input)));
}

/** @throws WeftError `client/malformed`. */
export function answerFrom<Input, Value>(
  { schema }: TypedQuery<Input, Value>,
  { value, height }: QueryAnswer,
): Answer<Value> {
  return { value: parse(schema, value), height };
}
