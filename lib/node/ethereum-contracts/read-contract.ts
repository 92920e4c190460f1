import { type AbiValue, abiCall } from '../../core/abi.ts';
import {
  type Address,
  bytesFromHex,
  type Hash,
  type Hex,
  hexFromBytes,
  uintFromBytes,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { EthereumSource } from '../ports.ts';

/** Reads one contract by one endpoint, all at one block or with what waits to be mined. */
export interface ContractReader {
  /** Of a call that returns so many words, integers and addresses among them. */
  words(signature: string, values: readonly AbiValue[], count: number): Promise<Uint8Array[]>;
  /** The same for many calls in one, of a contract with OpenZeppelin's `multicall`. */
  manyWords(calls: readonly Hex[], count: number): Promise<Uint8Array[][]>;
}

/** Errors of what it gives: those of the endpoint, `ethereum/no-contract`, `ethereum/malformed`. */
export function readerOf(
  source: Pick<EthereumSource, 'call'>,
  to: Address,
  at: Hash | 'pending',
): ContractReader {
  return {
    async words(signature, values, count) {
      return wordsOf(await source.call({ to, data: abiCall(signature, values) }, at), count);
    },
    async manyWords(calls, count) {
      if (calls.length === 0) return [];
      const data = abiCall('multicall(bytes[])', [{ array: calls.map(bytesFromHex) }]);
      const answers = partsOf(await source.call({ to, data }, at), calls.length);
      return answers.map((answer) => wordsOf(answer, count));
    },
  };
}

/** At the endpoint's newest block. */
export async function newestOf(
  source: Pick<EthereumSource, 'block'>,
): Promise<{ hash: Hash; timestampMs: number }> {
  const newest = await source.block('latest');
  if (newest) return newest;
  throw new WeftError('ethereum/malformed', 'Ethereum without a newest block');
}

export function numberOf(word: Uint8Array | undefined): bigint {
  return word ? uintFromBytes(word) : 0n;
}

export function addressOf(word: Uint8Array | undefined): Address {
  return word ? hexFromBytes(word.subarray(WORD - 20)) : '0x';
}

export function hashOf(word: Uint8Array | undefined): Hash {
  return word ? hexFromBytes(word) : '0x';
}

function wordsOf(bytes: Uint8Array, count: number): Uint8Array[] {
  if (bytes.length === 0 && count > 0) {
    throw new WeftError('ethereum/no-contract', 'there is no such contract');
  }
  if (bytes.length !== count * WORD) throw malformed();
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * WORD, (i + 1) * WORD));
}

/** Of `bytes[]` with so many parts. */
function partsOf(bytes: Uint8Array, count: number): Uint8Array[] {
  if (bytes.length === 0) {
    throw new WeftError('ethereum/no-contract', 'there is no such contract');
  }
  const offsetAt = (at: number) => {
    const word = bytes.subarray(at, at + WORD);
    const value = word.length === WORD ? uintFromBytes(word) : BigInt(bytes.length) + 1n;
    if (value > BigInt(bytes.length)) throw malformed();
    return Number(value);
  };
  const list = offsetAt(0);
  if (offsetAt(list) !== count) throw malformed();
  const heads = list + WORD;
  return Array.from({ length: count }, (_, i) => {
    const from = heads + offsetAt(heads + i * WORD);
    const length = offsetAt(from);
    const part = bytes.subarray(from + WORD, from + WORD + length);
    if (part.length !== length) throw malformed();
    return part;
  });
}

function malformed(): WeftError {
  return new WeftError('ethereum/malformed', 'a contract answered something of another form');
}

const WORD = 32;
