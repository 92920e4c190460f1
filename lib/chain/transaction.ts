import {
  type Address,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  isHex,
} from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { keccakHex } from '../core/keccak.ts';
import {
  MAX_LIST_ITEMS,
  MAX_LIST_TRANSACTION_BYTES,
  MAX_TRANSACTION_BYTES,
} from '../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import { normaliseSignature } from '../core/secp256k1.ts';
import { bytesFromText, textFromBytes } from '../core/utf8.ts';
import type { ActionRegistry } from './action-registry.ts';
import type { ActionFields, FieldType, FieldValue } from './module.ts';
import type { ActionType } from './typed-data.ts';

/** An action an account wants done, before its wallet has signed it. */
export interface UnsignedTransaction {
  /** EIP-712 struct name of the action. */
  primaryType: string;
  fields: ActionFields;
  account: Address;
  /** One counter per account, and one per session; each strictly sequential. */
  nonce: bigint;
  /** Last block timestamp that may include it. */
  validUntilMs: number;
  /** Most the account pays in wei, key deposits included. */
  feeMax: bigint;
  /** Signed by the key of one of the account's sessions instead of its wallet. */
  session?: SessionKey;
}

/** Which session signs, and its key: 65 bytes, an uncompressed point of P-256. */
export interface SessionKey {
  id: Hash;
  publicKey: Hex;
}

export interface Transaction extends UnsignedTransaction {
  /** A wallet's r || s || v with v 27 or 28, 65 bytes; a session's r || s, 64 bytes. Low-s both. */
  signature: Hex;
}

/** A decoded envelope with its identity. */
export interface DecodedTransaction {
  transaction: Transaction;
  /** keccak of the envelope's bytes. */
  hash: Hash;
  bytes: Uint8Array;
}

/** First byte of an envelope. Ethereum's own transactions have their place after these. */
export const WALLET_ENVELOPE = 0x01;
export const SESSION_ENVELOPE = 0x02;

/**
 * Encodes a signed action; wallets that write v as 0 or 1 are normalised.
 * @throws WeftError `transaction/wrong-signature`, `transaction/too-large`, `codec/malformed`.
 */
export function bytesFromTransaction(
  action: ActionType,
  transaction: Transaction,
): Uint8Array<ArrayBuffer> {
  const { session } = transaction;
  const signature = formOfSignature(transaction);
  if (!signature) throw new WeftError('transaction/wrong-signature', 'malformed or high-s');
  const payload = encodeRlp([
    bytesFromText(transaction.primaryType),
    action.fields.map(({ name, type }) => itemFromField(type, transaction.fields[name])),
    hexItem(transaction.account),
    uintItem(transaction.nonce),
    uintItem(transaction.validUntilMs),
    uintItem(transaction.feeMax),
    ...(session ? [hexItem(session.id), hexItem(session.publicKey)] : []),
    hexItem(signature),
  ]);
  assertSize(payload.length + 1, maxBytesOf(action));
  const envelope = session ? SESSION_ENVELOPE : WALLET_ENVELOPE;
  return concatBytes(Uint8Array.of(envelope), payload);
}

/**
 * Decodes an envelope. It has one encoding only, so its hash identifies what was signed.
 * @throws WeftError `codec/malformed`, `transaction/too-large`, `transaction/unsupported-envelope`,
 * `transaction/unknown-action`, `transaction/wrong-signature` (its form; not who signed).
 */
export function decodeTransaction(registry: ActionRegistry, bytes: Uint8Array): DecodedTransaction {
  assertSize(bytes.length, MAX_LIST_TRANSACTION_BYTES);
  if (bytes.length === 0) throw malformed('empty transaction');
  const isBySession = bytes[0] === SESSION_ENVELOPE;
  if (!isBySession && bytes[0] !== WALLET_ENVELOPE) {
    throw new WeftError('transaction/unsupported-envelope', 'this kind is not supported', {
      envelope: bytes[0] as number,
    });
  }
  const items = listOf(decodeRlp(bytes.subarray(1)), isBySession ? 9 : 7);
  const [type, fields, account, nonce, validUntil, feeMax, ...proof] = items;
  const primaryType = textFromBytes(bytesOf(type));
  const { definition } = registry.get(primaryType);
  assertSize(bytes.length, maxBytesOf(definition));
  const transaction: Transaction = {
    primaryType,
    fields: fieldsFromItem(definition, fields),
    account: hexOf(account, 20),
    nonce: uintOf(nonce),
    validUntilMs: numberOf(validUntil),
    feeMax: uintOf(feeMax, 32),
    ...(isBySession && { session: { id: hexOf(proof[0], 32), publicKey: hexOf(proof[1], 65) } }),
    signature: hexOf(proof.at(-1), isBySession ? 64 : 65),
  };
  if (formOfSignature(transaction) !== transaction.signature) {
    throw new WeftError('transaction/wrong-signature', 'malformed or high-s');
  }
  return { transaction, hash: hashOfTransaction(bytes), bytes };
}

/** The one form of a signature; undefined for what is none. A session's is checked with its key. */
function formOfSignature({ session, signature }: Transaction): Hex | undefined {
  if (session) return isHex(signature, 64) ? signature : undefined;
  return normaliseSignature(signature);
}

/** Counts the numbers of a transaction: a session, or the account for what its wallet signs. */
export function laneOf({ session, account }: UnsignedTransaction): Hex {
  return session?.id ?? account;
}

/** Most bytes of an action's envelope: more for one with a list or long texts. */
export function maxBytesOf({ fields, maxBytes }: Omit<ActionType, 'primaryType'>): number {
  const hasList = fields.some(({ type }) => type === 'uint256[]');
  return hasList ? MAX_LIST_TRANSACTION_BYTES : (maxBytes ?? MAX_TRANSACTION_BYTES);
}

export function hashOfTransaction(bytes: Uint8Array): Hash {
  return keccakHex(bytes);
}

function fieldsFromItem(action: ActionType, item: RlpItem | undefined): ActionFields {
  const items = listOf(item, action.fields.length);
  return Object.fromEntries(
    action.fields.map(({ name, type }, i) => [name, fieldFromItem(type, items[i])]),
  );
}

function itemFromField(type: FieldType, value: FieldValue | undefined): RlpItem {
  if (type === 'uint256[]') {
    if (typeof value !== 'object') throw malformed('expected a list of integers');
    assertItems(value.length);
    return value.map((item) => itemFromField('uint256', item));
  }
  if (type === 'uint256' || type === 'uint64') {
    if (typeof value !== 'bigint') throw malformed(`expected an integer for ${type}`);
    const width = type === 'uint64' ? 64n : 256n;
    if (value < 0n || value >= 1n << width) throw malformed(`integer outside ${type}`);
    return uintItem(value);
  }
  if (type === 'bool') {
    if (typeof value !== 'boolean') throw malformed('expected true or false');
    return uintItem(value ? 1n : 0n);
  }
  if (typeof value !== 'string') throw malformed(`expected text for ${type}`);
  if (type === 'string') return bytesFromText(value);
  if (!isHex(value, FIXED_BYTES[type])) throw malformed(`expected hexadecimal ${type}`);
  return hexItem(value);
}

function fieldFromItem(type: FieldType, item: RlpItem | undefined): FieldValue {
  if (type === 'uint256[]') {
    const items = listOf(item);
    assertItems(items.length);
    return items.map((each) => uintOf(each, 32));
  }
  if (type === 'uint256') return uintOf(item, 32);
  if (type === 'uint64') return uintOf(item, 8);
  if (type === 'string') return textFromBytes(bytesOf(item));
  if (type === 'bool') {
    const value = uintOf(item, 1);
    if (value > 1n) throw malformed('expected 0 or 1');
    return value === 1n;
  }
  return hexFromBytes(bytesOf(item, FIXED_BYTES[type]));
}

const FIXED_BYTES = { address: 20, bytes32: 32, bytes: undefined };

function assertItems(length: number): void {
  if (length > MAX_LIST_ITEMS) throw malformed(`a list of ${length} integers`);
}

function assertSize(length: number, most: number): void {
  if (length <= most) return;
  throw new WeftError('transaction/too-large', 'larger than a transaction may be', { length });
}
