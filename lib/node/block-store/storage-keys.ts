import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  type Hash,
  u64,
} from '../../core/bytes.ts';
import { bytesFromText } from '../../core/utf8.ts';

// The keys of what the node stores. Integers are big-endian, so that order by bytes is by number.

/** Newest committed block: `[height, hash]`. */
export const HEAD_KEY = bytesFromText('head');
/** Newest boundary and its finalization: `[header, certificate]`. */
export const ROOT_KEY = bytesFromText('root');
/** Lowest height whose block is kept. */
export const OLDEST_KEY = bytesFromText('oldest');
/** Number of the format of everything stored. */
export const FORMAT_KEY = bytesFromText('format');
export const GENESIS_KEY = bytesFromText('genesis');
/** A journal was begun. Its newest record is never deleted, so it is not empty any more. */
export const JOURNAL_KEY = bytesFromText('journal');
/** Public key of the validator whose journal is in the database. */
export const SIGNER_KEY = bytesFromText('signer');
/** Offences that no block has told yet. */
export const EVIDENCE_KEY = bytesFromText('evidence');
/** From which height on signatures in blocks are unchecked, and the committees to check them. */
export const UNCHECKED_KEY = bytesFromText('unchecked');
/** A block was found damaged that the next start would not look at. */
export const DAMAGED_KEY = bytesFromText('damaged');
/** Where on Ethereum to look for what follows the events applied: `[count, hash, block]`. */
export const INBOX_KEY = bytesFromText('inbox');
/** What a halted node knew, for replay. */
export const HALT_KEY = bytesFromText('halt');

export function heightKey(height: bigint): Uint8Array {
  return u64(height);
}

export function hashKey(hash: Hash): Uint8Array {
  return bytesFromHex(hash);
}

/** Activity of an account at a height; `accountRange` spans all heights of the account. */
export function activityKey(account: Address, height: bigint): Uint8Array {
  return concatBytes(bytesFromHex(account), u64(height));
}

export function activityRange(account: Address, belowHeight?: bigint) {
  return {
    from: activityKey(account, 0n),
    to: activityKey(account, belowHeight ?? LAST_HEIGHT),
  };
}

/** Parts are chunks; the manifest of the snapshot sorts behind them. */
export function snapshotKey(height: bigint, part: number): Uint8Array {
  return concatBytes(u64(height), bytesFromUint(BigInt(part), 4));
}

export const MANIFEST_PART = 0xffff_ffff;
const LAST_HEIGHT = 0xffff_ffff_ffff_ffffn;
