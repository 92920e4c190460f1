import fc from 'fast-check';
import { type AbiParameter, decodeAbiParameters, encodeAbiParameters, keccak256 } from 'viem';
import { describe, expect, it } from 'vitest';
import {
  COIN_EXITED,
  dataOfInboxEvent,
  EXIT_ENDED,
  EXIT_STARTED,
  hashOfInboxEvent,
  type InboxEvent,
  inboxWith,
} from '../../../lib/chain/inbox.ts';
import { type Hash, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { hexOfLength, inboxEvent, u64 } from './arbitraries.ts';

/** Fields of each type of event, as contracts/README.md lists them. */
const FIELDS: Record<number, string> = {
  1: 'epoch:uint64',
  2: 'token:address kind:uint8 decimals:uint8 name:bytes symbol:bytes',
  3: 'kind:uint8 token:address from:address to:address value:uint256',
  4: 'slot:uint64 kind:uint8 token:address owner:address value:uint256 birth:uint64',
  5: 'slot:uint64 exitId:uint256',
  6: 'slot:uint64 exitId:uint256',
  7: 'slot:uint64 exitId:uint256',
};
const MAX_EVENT_BYTES = 512;

describe('an event of the inbox', () => {
  it('is encoded as contracts/README.md says, within its bound', () => {
    fc.assert(
      fc.property(inboxEvent, (event) => {
        const parameters = parametersOf(event);
        const data = dataOfInboxEvent(event);
        expect(data.length).toBeLessThanOrEqual(MAX_EVENT_BYTES);
        const values = decodeAbiParameters(parameters, hexFromBytes(data));
        const decoded = parameters.map(({ name }, i) => [name, plain(values[i])]);
        const given = parameters.map(({ name }) => [name, plain(event[name as never])]);
        expect(decoded).toEqual(given);
        expect(hexFromBytes(data)).toBe(encodeAbiParameters(parameters, values));
      }),
    );
  });

  it('has a hash of its number and data', () => {
    fc.assert(
      fc.property(inboxEvent, (event) => {
        const data = hexFromBytes(dataOfInboxEvent(event));
        const types = [{ type: 'uint8' }, { type: 'bytes' }];
        const encoded = encodeAbiParameters(types, [event.type, data]);
        expect(hashOfInboxEvent(event)).toBe(keccak256(encoded));
      }),
    );
  });

  it('differs from one of another type with the same fields', () => {
    const hashes = [EXIT_STARTED, EXIT_ENDED, COIN_EXITED].map((type) =>
      hashOfInboxEvent({ type, slot: 1n, exitId: 2n } as InboxEvent),
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('the inbox', () => {
  it('hashes what was there, the index and the event', () => {
    fc.assert(
      fc.property(hexOfLength(32), u64, inboxEvent, (before, index, event) => {
        const types = [{ type: 'bytes32' }, { type: 'uint64' }, { type: 'bytes32' }];
        const encoded = encodeAbiParameters(types, [before, index, hashOfInboxEvent(event)]);
        expect(inboxWith(before, index, event)).toBe(keccak256(encoded));
      }),
    );
  });

  it('tells the order of events', () => {
    const events: InboxEvent[] = [
      { type: EXIT_STARTED, slot: 1n, exitId: 1n },
      { type: EXIT_ENDED, slot: 1n, exitId: 1n },
    ];
    const inboxOf = (all: readonly InboxEvent[]) =>
      all.reduce<Hash>((inbox, event, i) => inboxWith(inbox, BigInt(i + 1), event), ZERO_HASH);
    expect(inboxOf(events)).not.toBe(inboxOf([...events].reverse()));
    expect(inboxOf(events)).not.toBe(inboxOf(events.slice(0, 1)));
  });
});

function parametersOf(event: InboxEvent): AbiParameter[] {
  return (FIELDS[event.type] as string).split(' ').map((field) => {
    const [name, type] = field.split(':') as [string, string];
    return { name, type };
  });
}

function plain(value: unknown): string {
  return value instanceof Uint8Array ? hexFromBytes(value) : String(value).toLowerCase();
}
