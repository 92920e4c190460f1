import fc from 'fast-check';
import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { nodeMessageFrom, pageMessageFrom, parse } from '../../../lib/client/protocol.ts';
import {
  type requestSchemas,
  statusSchema,
  type subscriptionSchema,
  type subscriptionValueSchemas,
} from '../../../lib/client/schemas.ts';
import type {
  RequestName,
  Requests,
  Subscription,
  SubscriptionValue,
} from '../../../lib/client/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { HASH, sampleStatus } from './samples.ts';

type Results = { [Name in RequestName]: Requests[Name]['result'] };
type ParsedResults = {
  [Name in RequestName]: v.InferOutput<(typeof requestSchemas)[Name]['result']>;
};
type ParsedValues = {
  [Topic in keyof typeof subscriptionValueSchemas]: v.InferOutput<
    (typeof subscriptionValueSchemas)[Topic]
  >;
};

/** True only if every field of one, optional ones included, is in the other with the same type. */
type Same<A, B> = [Concrete<A>, Concrete<B>] extends [Concrete<B>, Concrete<A>] ? true : false;
type Concrete<T> = T extends object ? { [Key in keyof T]-?: Concrete<T[Key]> } : T;

describe('what crosses the border', () => {
  it('has the types the contract gives it, field by field', () => {
    const same: [
      Same<ParsedResults, Results>,
      Same<ParsedValues, SubscriptionValue>,
      Same<v.InferOutput<typeof subscriptionSchema>, Subscription>,
    ] = [true, true, true];
    expect(same).not.toContain(false);
  });

  it('is kept as it is when it fits', () => {
    expect(parse(statusSchema, sampleStatus())).toEqual(sampleStatus());
  });

  it('names the first wrong field', () => {
    const wrong = { ...sampleStatus(), peers: [{ id: 7 }] };
    expect(() => parse(statusSchema, wrong)).toThrow(/^peers\.0\.id/);
  });
});

describe('messages of a page', () => {
  it.each([
    { type: 'request', id: 1, name: 'status', params: undefined },
    { type: 'request', id: 1, name: 'block', params: { ref: 3n } },
    { type: 'request', id: 1, name: 'block', params: { ref: 'latest' } },
    { type: 'request', id: 1, name: 'block', params: { ref: HASH } },
    { type: 'request', id: 2, name: 'blocks', params: { limit: 64 } },
    { type: 'subscribe', id: 3, subscription: { topic: 'loom' } },
    { type: 'unsubscribe', id: 3 },
    { type: 'acknowledge', id: 3, count: 16 },
  ])('accepts %o', (message) => {
    expect(pageMessageFrom(message)).toEqual(message);
  });

  it('puts hexadecimal in lower case', () => {
    const address = `0x${'AB'.repeat(20)}`;
    const subscription = { topic: 'account', address };
    expect(pageMessageFrom({ type: 'subscribe', id: 1, subscription })).toMatchObject({
      subscription: { address: address.toLowerCase() },
    });
  });

  it.each([
    undefined,
    null,
    7,
    'status',
    [],
    {},
    { type: 'request', id: 0, name: 'status' },
    { type: 'request', id: 1.5, name: 'status' },
    { type: 'request', id: 1, name: 'toString' },
    { type: 'request', id: 1, name: 'status', params: {} },
    { type: 'request', id: 1, name: 'block', params: { ref: -1n } },
    { type: 'request', id: 1, name: 'block', params: { ref: 3 } },
    { type: 'request', id: 1, name: 'blocks', params: { limit: 65 } },
    { type: 'request', id: 1, name: 'send', params: { envelope: '0x0' } },
    { type: 'request', id: 1, name: 'send', params: { envelope: `0x${'00'.repeat(346_401)}` } },
    { type: 'subscribe', id: 1, subscription: { topic: 'account', address: '0x00' } },
    { type: 'subscribe', id: 1, subscription: { topic: 'everything' } },
    { type: 'hello', version: 1 },
  ])('refuses %o by a typed error', (message) => {
    expect(() => pageMessageFrom(message)).toThrow(WeftError);
  });

  it('are read or refused whatever they are', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withTypedArray: true }), (message) => {
        expect(nodeMessageFrom(message)).toBeUndefined();
        expect(() => pageMessageFrom(message)).toThrow(WeftError);
      }),
    );
  });
});
