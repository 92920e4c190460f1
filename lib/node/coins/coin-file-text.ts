import * as v from 'valibot';
import { COIN_BLOCK_DEPTH, SLOT_DEPTH } from '../../chain/coin-transfer.ts';
import { HEADER_BYTES } from '../../chain/header.ts';
import { bytesFromHex, type Hex, hexFromBytes, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_COIN_FILE_BLOCKS, MAX_COIN_FILE_BYTES } from '../../core/module-limits.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type { CoinFile, FileHeader } from '../../modules/vault/coin-file.ts';
import { bytesFromProof, proofFromBytes } from './coin-records.ts';

// A coin's file as text. Integers are decimal strings, since some exceed what JSON's numbers hold
// exactly; hashes, addresses and proofs are 0x-hex. A proof is its bitmap in 8 bytes and then the
// siblings that it says are given, from the leaf up.

/** JSON, one line for each transfer, header and proof. */
export function textOfCoinFile({ coin, transfers, headers, ...file }: CoinFile): string {
  const content = {
    format: FORMAT,
    version: VERSION,
    ethereumChainId: file.ethereumChainId.toString(),
    vault: file.vault,
    checkpoints: file.checkpoints,
    coin: {
      slot: coin.slot.toString(),
      kind: coin.kind,
      token: coin.token,
      value: coin.value.toString(),
      depositor: coin.depositor,
      birth: coin.birth.toString(),
    },
    transfers: transfers.map(({ from, to, signature, slotProof, blockProof, ...numbers }) => ({
      coinBlock: numbers.coinBlock.toString(),
      parent: numbers.parent.toString(),
      from,
      to,
      lastCoinBlock: numbers.lastCoinBlock.toString(),
      signature,
      slotProof: hexOfProof(slotProof),
      blockProof: hexOfProof(blockProof),
      checkpoint: numbers.checkpoint.toString(),
    })),
    headers: headers.map(({ checkpoint, header }) => ({
      checkpoint: checkpoint.toString(),
      header,
    })),
    before: file.before,
    absences: file.absences.map(hexOfProof),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * Strict: a file of another form is refused, not repaired. Nothing in it is believed by that.
 * @throws WeftError `coin-file/too-large`, `coin-file/not-json`, `coin-file/other-format`,
 * `coin-file/newer-version`, `coin-file/malformed` (facts say where).
 */
export function coinFileFromText(text: string): CoinFile {
  if (text.length > MAX_COIN_FILE_BYTES) {
    throw new WeftError('coin-file/too-large', 'the file is too large', { bytes: text.length });
  }
  const content = jsonFrom(text);
  const { format, version } = Object(content) as Record<string, unknown>;
  if (format !== FORMAT) throw new WeftError('coin-file/other-format', 'no file of a coin');
  if (typeof version === 'number' && version > VERSION) {
    throw new WeftError('coin-file/newer-version', 'the file is of a newer version', { version });
  }
  const result = v.safeParse(schema, content, { abortEarly: true });
  if (result.success) {
    const { format: _, version: __, ...file } = result.output;
    return file;
  }
  const [issue] = result.issues;
  const field = issue.path?.map(({ key }) => String(key)).join('.') ?? '';
  throw new WeftError('coin-file/malformed', `${field}: ${issue.message}`, { field });
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WeftError('coin-file/not-json', 'the file is no JSON');
  }
}

function hexOfProof(proof: SparseProof): Hex {
  return hexFromBytes(bytesFromProof(proof));
}

const hex = (bytes: number) =>
  v.pipe(
    v.custom<Hex>((value) => isHex(value, bytes), `0x and ${2 * bytes} hexadecimal digits`),
    v.transform((value) => value.toLowerCase() as Hex),
  );
const integer = (bits: bigint) =>
  v.pipe(
    v.string(),
    v.regex(/^(0|[1-9]\d{0,77})$/, 'a decimal integer'),
    v.transform((digits) => BigInt(digits)),
    v.check((value) => value >> bits === 0n, 'too large'),
  );
const u64 = integer(64n);
const proof = (depth: number) =>
  v.pipe(
    v.custom<Hex>((value) => isHex(value) && isProof(value, depth), 'a proof'),
    v.transform((value) => proofFromBytes(bytesFromHex(value))),
  );
const list = <Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(item), v.maxLength(most));

const FORMAT = 'weft-coin';
const VERSION = 1;

const schema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  ethereumChainId: u64,
  vault: hex(20),
  checkpoints: hex(20),
  coin: v.strictObject({
    slot: u64,
    kind: v.picklist([0, 1, 2]),
    token: hex(20),
    value: integer(256n),
    depositor: hex(20),
    birth: integer(32n),
  }),
  transfers: list(
    v.strictObject({
      coinBlock: integer(32n),
      parent: u64,
      from: hex(20),
      to: hex(20),
      lastCoinBlock: u64,
      signature: hex(65),
      slotProof: proof(SLOT_DEPTH),
      blockProof: proof(COIN_BLOCK_DEPTH),
      checkpoint: u64,
    }),
    MAX_COIN_FILE_BLOCKS,
  ),
  headers: v.pipe(
    list(v.strictObject({ checkpoint: u64, header: hex(HEADER_BYTES) }), MAX_COIN_FILE_BLOCKS),
    v.check((headers) => isAscending(headers), 'ascending checkpoints'),
  ),
  before: list(hex(32), COIN_BLOCK_DEPTH),
  absences: list(proof(SLOT_DEPTH), MAX_COIN_FILE_BLOCKS),
});

/** None twice: each is asked for on Ethereum. */
function isAscending(headers: readonly FileHeader[]): boolean {
  return headers.every(({ checkpoint }, at) => {
    const before = headers[at - 1];
    return !before || before.checkpoint < checkpoint;
  });
}

/** As many siblings as the bitmap says, within the tree's depth. */
function isProof(value: Hex, depth: number): boolean {
  const siblings = (value.length - 2 - 2 * 8) / (2 * 32);
  if (!Number.isInteger(siblings) || siblings < 0 || siblings > depth) return false;
  return countBits(BigInt(value.slice(0, 18)), depth) === siblings;
}

/** Undefined if one is set beyond the depth. */
function countBits(bitmap: bigint, depth: number): number | undefined {
  if (bitmap >> BigInt(depth) !== 0n) return undefined;
  return [...bitmap.toString(2)].filter((digit) => digit === '1').length;
}
