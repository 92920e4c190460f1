import * as v from 'valibot';
import { type Address, type Hash, type Hex, isHex } from '../core/bytes.ts';
import type { ErrorObject } from '../core/errors.ts';

// What values of several schemas consist of.

export const bytes = (length?: number) =>
  v.pipe(
    v.custom<Hex>((value) => isHex(value, length), 'hexadecimal'),
    v.transform((value) => value.toLowerCase() as Hex),
  );
export const hash = bytes(32) satisfies v.GenericSchema<Hash>;
export const address = bytes(20) satisfies v.GenericSchema<Address>;
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const natural = v.pipe(v.bigint(), v.minValue(0n));
/** Durations may be fractions of a millisecond. */
export const duration = v.pipe(v.number(), v.finite(), v.minValue(0));
export const name = v.pipe(v.string(), v.maxLength(256));
export const text = v.pipe(v.string(), v.maxLength(65_536));

export const errorSchema = v.object({
  code: name,
  message: text,
  facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
}) satisfies v.GenericSchema<ErrorObject>;
