import { assert } from '../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  writeHex,
  writeUint,
  ZERO_ADDRESS,
} from '../core/bytes.ts';
import { keccak256, keccakHex } from '../core/keccak.ts';
import { bytesFromText } from '../core/utf8.ts';
import { type Genesis, hashOfGenesis } from './genesis.ts';
import type { ActionDefinition, FieldType, FieldValue } from './module.ts';
import type { SessionKey, UnsignedTransaction } from './transaction.ts';

// EIP-712 for the field types of actions: what a wallet shows and signs.

export interface TypedDataDomain {
  name: string;
  version: '1';
  chainId: bigint;
  /** The chain's Checkpoints contract. */
  verifyingContract?: Address;
  /** The genesis hash, on a chain without contracts: names and chain ids may be used twice. */
  salt?: Hash;
}

/** Name and fields of an action, and its size: all that encoding needs of its definition. */
export type ActionType = Pick<ActionDefinition, 'primaryType' | 'fields' | 'maxBytes'>;

export interface TypedDataField {
  name: string;
  type: string;
}

/** Parameter of `eth_signTypedData_v4`, ready for `JSON.stringify`: integers are decimal text. */
export interface TypedDataJson {
  types: Record<string, TypedDataField[]>;
  primaryType: string;
  domain: Omit<TypedDataDomain, 'chainId'> & { chainId: string };
  message: Record<string, string | boolean | string[]>;
}

/** Ties a signature to one chain: by its contract, which names the genesis, or by the genesis. */
export function typedDataDomain(genesis: Genesis): TypedDataDomain {
  const { checkpoints } = genesis.contracts;
  return {
    name: genesis.chainName,
    version: '1',
    chainId: genesis.ethereumChainId,
    ...(checkpoints === ZERO_ADDRESS
      ? { salt: hashOfGenesis(genesis) }
      : { verifyingContract: checkpoints }),
  };
}

/** What a wallet is asked to sign for a transaction. */
export function typedDataOf(
  domain: TypedDataDomain,
  action: ActionType,
  transaction: UnsignedTransaction,
): TypedDataJson {
  const values = signedValues(transaction);
  const message = signedFields(action).map(({ name }) => {
    const value = values[name];
    if (typeof value === 'object') return [name, value.map(String)];
    return [name, typeof value === 'bigint' ? value.toString() : value];
  });
  return {
    types: {
      EIP712Domain: domainFields(domain).map(({ name, type }) => ({ name, type })),
      [action.primaryType]: signedFields(action).map(({ name, type }) => ({ name, type })),
    },
    primaryType: action.primaryType,
    domain: { ...domain, chainId: domain.chainId.toString() },
    message: Object.fromEntries(message),
  };
}

/** `keccak(0x1901 || domainSeparator || structHash)`: the 32 bytes under the signature. */
export function digestOfTransaction(
  domain: TypedDataDomain,
  action: ActionType,
  transaction: UnsignedTransaction,
): Hash {
  return keccakHex(signedBytes(domain, action, transaction));
}

/**
 * What a session's key signs, 98 bytes: the bytes that a wallet hashes, and the session's id, so
 * that nothing is good for another session of the same key.
 */
export function sessionMessage(
  domain: TypedDataDomain,
  action: ActionType,
  transaction: UnsignedTransaction & { session: SessionKey },
): Uint8Array {
  const { id } = transaction.session;
  return concatBytes(signedBytes(domain, action, transaction), bytesFromHex(id));
}

function signedBytes(
  domain: TypedDataDomain,
  action: ActionType,
  transaction: UnsignedTransaction,
): Uint8Array {
  const struct = hashStruct(typeOf(action), signedValues(transaction));
  return concatBytes(TYPED_DATA_PREFIX, domainSeparator(domain), struct);
}

/** An action's own fields and the four that end every struct. */
export function signedFields(action: ActionType): ActionDefinition['fields'] {
  return [...action.fields, ...ENVELOPE_FIELDS];
}

function signedValues(transaction: UnsignedTransaction): Record<string, FieldValue> {
  const { fields, account, nonce, feeMax } = transaction;
  return { ...fields, account, nonce, validUntilMs: BigInt(transaction.validUntilMs), feeMax };
}

function domainSeparator(domain: TypedDataDomain): Uint8Array {
  let separator = separators.get(domain);
  if (!separator) {
    separator = hashStruct(structType('EIP712Domain', domainFields(domain)), { ...domain });
    separators.set(domain, separator);
  }
  return separator;
}

function domainFields(domain: TypedDataDomain): ActionDefinition['fields'] {
  return DOMAIN_FIELDS.filter(({ name }) => domain[name] !== undefined);
}

interface StructType {
  fields: ActionDefinition['fields'];
  typeHash: Uint8Array;
}

function typeOf(action: ActionType): StructType {
  let type = structTypes.get(action);
  if (!type) {
    type = structType(action.primaryType, signedFields(action));
    structTypes.set(action, type);
  }
  return type;
}

function structType(name: string, fields: ActionDefinition['fields']): StructType {
  const encoded = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(',')})`;
  return { fields, typeHash: keccak256(bytesFromText(encoded)) };
}

function hashStruct({ fields, typeHash }: StructType, values: Record<string, FieldValue>) {
  const words = new Uint8Array(WORD_BYTES * (1 + fields.length));
  words.set(typeHash);
  for (const [index, { name, type }] of fields.entries()) {
    writeWord(type, values[name], words, WORD_BYTES * (1 + index));
  }
  return keccak256(words);
}

/** The word that stands for a value in `encodeData`, into `words` from `at` on. */
function writeWord(type: FieldType, value: FieldValue | undefined, words: Uint8Array, at: number) {
  if (type === 'uint256' || type === 'uint64') writeUint(value as bigint, words, at, WORD_BYTES);
  else if (type === 'bool') words[at + WORD_BYTES - 1] = value === true ? 1 : 0;
  else if (type === 'string') words.set(keccak256(bytesFromText(value as string)), at);
  else if (type === 'bytes') words.set(keccak256(bytesFromHex(value as Hex)), at);
  else if (type === 'uint256[]') words.set(hashOfList(value as readonly bigint[]), at);
  else {
    const length = type === 'address' ? 20 : WORD_BYTES;
    assert((value as Hex).length === 2 + 2 * length, `a value of type ${type}`);
    writeHex(value as Hex, words, at + WORD_BYTES - length);
  }
}

/** An array is hashed as the concatenation of its items' words. */
function hashOfList(items: readonly bigint[]): Uint8Array {
  const words = new Uint8Array(WORD_BYTES * items.length);
  for (const [index, item] of items.entries()) {
    writeUint(item, words, WORD_BYTES * index, WORD_BYTES);
  }
  return keccak256(words);
}

const WORD_BYTES = 32;
const TYPED_DATA_PREFIX = Uint8Array.of(0x19, 0x01);

const ENVELOPE_FIELDS: ActionDefinition['fields'] = [
  { name: 'account', type: 'address' },
  { name: 'nonce', type: 'uint64' },
  { name: 'validUntilMs', type: 'uint64' },
  { name: 'feeMax', type: 'uint256' },
];

const DOMAIN_FIELDS: { name: keyof TypedDataDomain; type: FieldType }[] = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

// A chain's domain and its actions live as long as the chain, so each is hashed once.
const separators = new WeakMap<TypedDataDomain, Uint8Array>();
const structTypes = new WeakMap<ActionType, StructType>();
