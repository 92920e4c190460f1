import { type Address, isHex } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { MAX_QUERY_FIELDS, MAX_QUERY_INPUT_CHARACTERS } from '../core/limits.ts';

// What queries read out of an input that anybody may have written. A field that is undefined is
// absent.

/** Fields of a query from outside the node; each query says which it knows, and ignores others. */
export type QueryInput = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

/** Plain values in one object, of a bounded size. */
export function isQueryInput(input: unknown): input is QueryInput {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const fields = Object.entries(input);
  if (fields.length > MAX_QUERY_FIELDS) return false;
  let characters = 0;
  for (const [name, value] of fields) {
    characters += name.length;
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'bigint') {
      if (BigInt.asIntN(257, value) !== value) return false;
    } else if (!PLAIN.has(typeof value)) return false;
  }
  return characters <= MAX_QUERY_INPUT_CHARACTERS;
}

/** @throws WeftError `query/malformed`, as everything below. */
export function assertQueryInput(input: unknown): asserts input is QueryInput {
  if (!isQueryInput(input)) throw expected('a few plain values', 'input');
}

/** What `read` finds under the name; undefined when nothing is there. */
export function optional<Value>(
  input: unknown,
  name: string,
  read: (input: unknown, name: string) => Value,
): Value | undefined {
  return valueIn(input, name) === undefined ? undefined : read(input, name);
}

export function addressIn(input: unknown, name: string): Address {
  const value = valueIn(input, name);
  if (isHex(value, 20)) return value.toLowerCase() as Address;
  throw expected('an address', name);
}

/** An unsigned integer, such as an id or an amount, of at most so many bits. */
export function integerIn(input: unknown, name: string, bits = 64): bigint {
  const value = valueIn(input, name);
  if (typeof value === 'bigint' && BigInt.asUintN(bits, value) === value) return value;
  throw expected(`an integer of ${bits} bits`, name);
}

/** A count, or milliseconds: a number that is no fraction. */
export function countIn(input: unknown, name: string): number {
  const value = valueIn(input, name);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw expected('a number', name);
}

/** How many items an answer may have: from one to `most`. */
export function limitIn(input: unknown, name: string, most: number): number {
  const limit = countIn(input, name);
  if (limit >= 1 && limit <= most) return limit;
  throw expected(`a number from 1 to ${most}`, name);
}

export function textIn(input: unknown, name: string): string {
  const value = valueIn(input, name);
  if (typeof value === 'string') return value;
  throw expected('a text', name);
}

export function choiceIn<Choice extends string>(
  input: unknown,
  name: string,
  choices: readonly Choice[],
): Choice {
  const value = valueIn(input, name);
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw expected(`one of ${choices.join(', ')}`, name);
}

export function valueIn(input: unknown, name: string): unknown {
  const has = typeof input === 'object' && input !== null && Object.hasOwn(input, name);
  return has ? (input as Record<string, unknown>)[name] : undefined;
}

export function expected(what: string, name: string): WeftError {
  return new WeftError('query/malformed', `expected ${what}`, { name });
}

const PLAIN: ReadonlySet<string> = new Set(['number', 'boolean', 'undefined']);
