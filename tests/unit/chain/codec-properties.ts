import fc from 'fast-check';
import { expect } from 'vitest';
import { equalBytes } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';

/** An object's codec as the tests see it. */
export interface Codec<Value> {
  arbitrary: fc.Arbitrary<Value>;
  encode(value: Value): Uint8Array;
  decode(bytes: Uint8Array): Value;
  /** Areas of refusals besides `codec/malformed`. */
  refusals?: readonly string[];
}

/** Decoding gives back what was encoded. */
export function expectRoundTrip<Value>({ arbitrary, encode, decode }: Codec<Value>): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      expect(decode(encode(value))).toEqual(value);
    }),
  );
}

/** Any bytes are refused by name, or are exactly what encoding their meaning gives. */
export function expectCanonical<Value>(codec: Codec<Value>): void {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => checkBytes(codec, bytes)));
  fc.assert(
    fc.property(codec.arbitrary, mutations, (value, changes) => {
      checkBytes(codec, mutate(codec.encode(value), changes));
    }),
    { numRuns: 500 },
  );
}

/** What may happen to bytes on their way: a place and what is done there. */
const mutations = fc.array(
  fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('set', 'insert', 'delete', 'cut'),
    byte: fc.nat(255),
  }),
  { minLength: 1, maxLength: 3 },
);

function mutate(bytes: Uint8Array, changes: { at: number; kind: string; byte: number }[]) {
  const list = [...bytes];
  for (const { at, kind, byte } of changes) {
    const place = at % (list.length + 1);
    if (kind === 'set') list[place] = byte;
    else if (kind === 'insert') list.splice(place, 0, byte);
    else if (kind === 'delete') list.splice(place, 1);
    else list.length = place;
  }
  return Uint8Array.from(list);
}

function checkBytes<Value>({ encode, decode, refusals }: Codec<Value>, bytes: Uint8Array): void {
  let value: Value;
  try {
    value = decode(bytes);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(WeftError);
    const { code } = thrown as WeftError;
    const allowed = ['codec/malformed', ...(refusals ?? [])];
    expect(allowed).toContain(code);
    return;
  }
  expect(equalBytes(encode(value), bytes)).toBe(true);
}
