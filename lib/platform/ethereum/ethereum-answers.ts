import { abiEncode } from '../../core/abi.ts';
import {
  type Address,
  bytesFromHex,
  equalBytes,
  type Hash,
  type Hex,
  isHex,
  uintFromBytes,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_INBOX_EVENT_BYTES, MAX_INBOX_LOGS } from '../../core/limits.ts';
import type { EthereumBlock, EthereumReceipt, InboxLog } from '../../node/ports.ts';

// Every answer of an endpoint, read strictly: it is of the one form that was asked for, or it is
// `ethereum/malformed`.

export function quantityFrom(value: unknown): bigint {
  if (typeof value === 'string' && /^0x[0-9a-f]{1,16}$/i.test(value)) return BigInt(value);
  throw malformed('a quantity');
}

/** As the former, of amounts. */
export function bigQuantityFrom(value: unknown): bigint {
  if (typeof value === 'string' && /^0x[0-9a-f]{1,64}$/i.test(value)) return BigInt(value);
  throw malformed('an amount');
}

/** Null stands for a transaction that is not mined. */
export function receiptFrom(value: unknown, hash: Hash): EthereumReceipt | undefined {
  if (value === null) return undefined;
  const receipt = Object(value) as Record<string, unknown>;
  if (wordFrom(receipt.transactionHash) !== hash) throw malformed('the receipt');
  const gasUsed = quantityFrom(receipt.gasUsed);
  return {
    hash,
    succeeded: quantityFrom(receipt.status) === 1n,
    block: quantityFrom(receipt.blockNumber),
    gasUsed,
    feeWei: gasUsed * bigQuantityFrom(receipt.effectiveGasPrice),
  };
}

/** Null stands for no block. */
export function blockFrom(value: unknown): EthereumBlock | undefined {
  if (value === null) return undefined;
  const { number, hash, timestamp } = Object(value) as Record<string, unknown>;
  const seconds = quantityFrom(timestamp);
  if (seconds > MAX_SECONDS) throw malformed('the time of a block');
  return {
    number: quantityFrom(number),
    hash: wordFrom(hash, 'the hash of a block'),
    timestampMs: Number(seconds) * 1_000,
  };
}

/** What a call returned that returns one word. */
export function wordFrom(value: unknown, what = 'a word'): Hash {
  if (value === '0x') throw new WeftError('ethereum/no-contract', 'there is no such contract');
  if (isHex(value, WORD)) return value.toLowerCase() as Hash;
  throw malformed(what);
}

export function u64From(value: unknown): bigint {
  const number = BigInt(wordFrom(value));
  if (number < 1n << 64n) return number;
  throw malformed('an integer of 64 bits');
}

/** Whatever a call returned. */
export function bytesFrom(value: unknown): Uint8Array {
  if (isHex(value)) return bytesFromHex(value);
  throw malformed('bytes');
}

export interface LogFilter {
  address: Address;
  topic: Hash;
  from: bigint;
  to: bigint;
}

/** Ascending by index; none but those that were asked for. */
export function inboxLogsFrom(value: unknown, filter: LogFilter): InboxLog[] {
  if (!Array.isArray(value)) throw malformed('a list of logs');
  if (value.length > MAX_INBOX_LOGS) {
    throw new WeftError('ethereum/too-large', `${value.length} logs`, { limit: MAX_INBOX_LOGS });
  }
  const logs = value.map((log) => inboxLogFrom(log, filter));
  return logs.sort((a, b) => (a.index < b.index ? -1 : 1));
}

function inboxLogFrom(value: unknown, filter: LogFilter): InboxLog {
  const log = Object(value) as Record<string, unknown>;
  const block = quantityFrom(log.blockNumber);
  const isAsked =
    isHex(log.address, 20) &&
    log.address.toLowerCase() === filter.address &&
    block >= filter.from &&
    block <= filter.to &&
    log.removed !== true;
  const topics = Array.isArray(log.topics) ? log.topics : [];
  if (!isAsked || topics.length !== 3) throw malformed('a log');
  if (wordFrom(topics[0]) !== filter.topic) throw malformed('the topic of a log');
  const kind = u64From(topics[2]);
  if (kind > 255n) throw malformed('the kind of an event');
  return { block, index: u64From(topics[1]), kind: Number(kind), data: dataFrom(log.data) };
}

/** The content of `abi.encode(bytes)`. */
function dataFrom(value: unknown): Uint8Array {
  if (!isHex(value) || value.length > 2 + 2 * MAX_LOG_BYTES) throw malformed('the data of a log');
  const encoded = bytesFromHex(value as Hex);
  const length = uintFromBytes(encoded.subarray(WORD, 2 * WORD));
  const data = encoded.slice(2 * WORD, 2 * WORD + Number(length));
  if (!equalBytes(abiEncode([data]), encoded)) throw malformed('the data of a log');
  return data;
}

function malformed(what: string): WeftError {
  return new WeftError('ethereum/malformed', `an answer without ${what}`);
}

const WORD = 32;
const MAX_LOG_BYTES = 2 * WORD + MAX_INBOX_EVENT_BYTES;
/** So that milliseconds are exact. */
const MAX_SECONDS = BigInt(Number.MAX_SAFE_INTEGER) / 1_000n;
