import { assert } from '../core/assert.ts';
import { type Hex, hexFromBytes } from '../core/bytes.ts';
import type { WeftError } from '../core/errors.ts';
import { MAX_EVENT_FIELDS, MAX_EVENTS_PER_RECEIPT, MAX_STORED_RLP_ITEMS } from '../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import { bytesFromText, textFromBytes } from '../core/utf8.ts';
import type { EventFields, EventValue } from './module.ts';

export interface ChainEvent {
  /** `module.event`. */
  name: string;
  fields: EventFields;
}

/** What became of a transaction. Words are not in it, so that rewording is no fork. */
export interface Receipt {
  status: 'success' | 'failure';
  /** The named failure and its facts. */
  failure?: { code: string; facts: EventFields };
  units: number;
  /** Base fee and tip, without deposits. */
  feeWei: bigint;
  /** Held for state keys it created. */
  depositWei: bigint;
  /** Given back for state keys it deleted. */
  refundWei: bigint;
  events: readonly ChainEvent[];
}

/** RLP list of a block's receipts; their root is its keccak. */
export function bytesFromReceipts(receipts: readonly Receipt[]): Uint8Array<ArrayBuffer> {
  return encodeRlp(receipts.map(itemFromReceipt));
}

/** @throws WeftError `codec/malformed`. */
export function receiptsFromBytes(bytes: Uint8Array): Receipt[] {
  return listOf(decodeRlp(bytes, MAX_STORED_RLP_ITEMS)).map(receiptFromItem);
}

/** The part of a failure that goes into a receipt; whole numbers become integers. */
export function failureFrom(error: WeftError): { code: string; facts: EventFields } {
  const facts = Object.entries(error.facts).map(([name, value]): [string, EventValue] => [
    name,
    typeof value === 'number' ? BigInt(value) : value,
  ]);
  return { code: error.code, facts: Object.fromEntries(facts) };
}

function itemFromReceipt(receipt: Receipt): RlpItem {
  return [
    uintItem(receipt.failure ? 0n : 1n),
    bytesFromText(receipt.failure?.code ?? ''),
    itemFromFields(receipt.failure?.facts ?? {}),
    uintItem(receipt.units),
    uintItem(receipt.feeWei),
    uintItem(receipt.depositWei),
    uintItem(receipt.refundWei),
    receipt.events.map(({ name, fields }) => [bytesFromText(name), itemFromFields(fields)]),
  ];
}

function receiptFromItem(item: RlpItem): Receipt {
  const [status, codeItem, facts, units, fee, deposit, refund, events] = listOf(item, 8);
  const success = uintOf(status, 1);
  if (success > 1n) throw malformed('receipt status');
  const code = textFromBytes(bytesOf(codeItem));
  const failureFacts = fieldsFromItem(facts);
  if (success === 1n ? code !== '' || listOf(facts).length > 0 : !FAILURE_CODE.test(code)) {
    throw malformed('failure code');
  }
  const eventItems = listOf(events);
  if (eventItems.length > MAX_EVENTS_PER_RECEIPT) throw malformed('too many events');
  return {
    status: success === 1n ? 'success' : 'failure',
    ...(success === 0n && { failure: { code, facts: failureFacts } }),
    units: numberOf(units),
    feeWei: uintOf(fee, 32),
    depositWei: uintOf(deposit, 32),
    refundWei: uintOf(refund, 32),
    events: eventItems.map((eventItem) => {
      const [nameItem, fields] = listOf(eventItem, 2);
      const name = textFromBytes(bytesOf(nameItem));
      if (!EVENT_NAME.test(name)) throw malformed('event name');
      return { name, fields: fieldsFromItem(fields) };
    }),
  };
}

/** Fields sorted by name, each with the kind of its value, so that equal fields are equal bytes. */
export function itemFromFields(fields: EventFields): RlpItem {
  const names = Object.keys(fields).sort();
  assert(names.length <= MAX_EVENT_FIELDS, 'an event has a bounded number of fields');
  assert(
    names.every((name) => FIELD_NAME.test(name)),
    'a field is named by a word',
  );
  return names.map((name) => [bytesFromText(name), ...itemsFromValue(fields[name] as EventValue)]);
}

/** @throws WeftError `codec/malformed`. */
export function fieldsFromItem(item: RlpItem | undefined): EventFields {
  const items = listOf(item);
  if (items.length > MAX_EVENT_FIELDS) throw malformed('too many fields');
  let last = '';
  const entries = items.map((field): [string, EventValue] => {
    const [nameItem, kind, value] = listOf(field, 3);
    const name = textFromBytes(bytesOf(nameItem));
    if (!FIELD_NAME.test(name) || name <= last) throw malformed('field name');
    last = name;
    return [name, valueFromItems(numberOf(kind), value)];
  });
  return Object.fromEntries(entries);
}

const BYTES = 1;
const INTEGER = 2;
const BOOLEAN = 3;
const TEXT = 4;
const [BYTES_ITEM, INTEGER_ITEM, BOOLEAN_ITEM, TEXT_ITEM] = [
  uintItem(BYTES),
  uintItem(INTEGER),
  uintItem(BOOLEAN),
  uintItem(TEXT),
];

function itemsFromValue(value: EventValue): [RlpItem, RlpItem] {
  if (typeof value === 'bigint') return [INTEGER_ITEM, uintItem(value)];
  if (typeof value === 'boolean') return [BOOLEAN_ITEM, uintItem(value ? 1n : 0n)];
  if (isLowerHex(value)) return [BYTES_ITEM, hexItem(value)];
  return [TEXT_ITEM, bytesFromText(value)];
}

function valueFromItems(kind: number, item: RlpItem | undefined): EventValue {
  if (kind === BYTES) return hexFromBytes(bytesOf(item));
  if (kind === INTEGER) return uintOf(item, 32);
  if (kind === BOOLEAN) {
    const value = uintOf(item, 1);
    if (value > 1n) throw malformed('expected 0 or 1');
    return value === 1n;
  }
  if (kind !== TEXT) throw malformed('kind of value');
  const text = textFromBytes(bytesOf(item));
  if (isLowerHex(text)) throw malformed('bytes written as text');
  return text;
}

function isLowerHex(value: string): value is Hex {
  return LOWER_HEX.test(value);
}

const LOWER_HEX = /^0x(?:[0-9a-f]{2})*$/;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const FAILURE_CODE = /^[a-z]+\/[a-z0-9-]+$/;
const EVENT_NAME = /^[a-z]+\.[A-Za-z][A-Za-z0-9]*$/;
