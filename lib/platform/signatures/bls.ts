import { bytesFromHex, concatBytes, type Hex, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_AGGREGATE_KEYS, MAX_SIGNED_MESSAGE_BYTES } from '../../core/limits.ts';
import type { AggregateCheck, BlsSigner, PossessionCheck } from '../../node/ports.ts';

/**
 * One BLS12-381 library: keys in G1, signatures in G2, ciphersuite
 * BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_ (draft-irtf-cfrg-bls-signature-05). All adapters give
 * the same answer for every input, since consensus depends on it.
 */
export interface Bls {
  /** FastAggregateVerify with KeyValidate of every key; false for anything malformed. */
  verifyAggregate(check: AggregateCheck): boolean;
  /** PopVerify over `possessionMessage`; false for anything malformed. */
  verifyPossession(check: PossessionCheck): boolean;
  /** The sum is in the subgroup; each of the points need not be. Throws `signatures/malformed`. */
  aggregate(signatures: readonly Hex[]): Hex;
  /** From a 32-byte big-endian scalar. Throws `signatures/bad-secret`. */
  createSigner(secret: Hex): BlsSigner;
}

/**
 * The encodings that may be points: compressed, of the right length, and not infinity. Libraries
 * differ in which spellings of infinity they take, and none of them is a usable key or signature.
 */
export function mayBeBlsPoint(value: unknown, length: 48 | 96): value is Hex {
  if (!isHex(value, length)) return false;
  const flags = Number.parseInt(value.slice(2, 4), 16);
  return (flags & COMPRESSED) !== 0 && (flags & INFINITY) === 0;
}

/** What every adapter answers with false before it looks at a point; the same everywhere. */
export function mayBeAggregate({ keys, message, signature }: AggregateCheck): boolean {
  return (
    keys.length > 0 &&
    keys.length <= MAX_AGGREGATE_KEYS &&
    message.length <= MAX_SIGNED_MESSAGE_BYTES &&
    mayBeBlsPoint(signature, 96) &&
    keys.every((key) => mayBeBlsPoint(key, 48))
  );
}

/** As `mayBeAggregate` for a proof of possession. */
export function mayBePossession(check: PossessionCheck): boolean {
  const { blsKey, genesisHash, account, proof, network } = check;
  const isNamed = isHex(genesisHash, 32) && isHex(account, 20);
  const isReachable = network === undefined || mayBeNetworkKeyProof(network);
  return isNamed && isReachable && mayBeBlsPoint(blsKey, 48) && mayBeBlsPoint(proof, 96);
}

/** Likewise for a network key and its proof. */
export function mayBeNetworkKeyProof({ key, proof }: { key: Hex; proof: Hex }): boolean {
  return isHex(key, 32) && isHex(proof, 64);
}

/**
 * What a proof of possession signs: besides the key the chain and the account, so that it cannot be
 * used elsewhere.
 */
export function possessionMessage({
  blsKey,
  genesisHash,
  account,
}: Omit<PossessionCheck, 'proof'>) {
  return concatBytes(bytesFromHex(blsKey), bytesFromHex(genesisHash), bytesFromHex(account));
}

/** What every adapter refuses to add up. */
export function maySum(signatures: readonly Hex[]): boolean {
  return (
    signatures.length > 0 &&
    signatures.length <= MAX_AGGREGATE_KEYS &&
    signatures.every((signature) => mayBeBlsPoint(signature, 96))
  );
}

export function malformedSignature(): WeftError {
  return new WeftError('signatures/malformed', 'not a BLS signature in the prime-order group');
}

export function badBlsSecret(): WeftError {
  return new WeftError('signatures/bad-secret', 'not a BLS secret key');
}

/** A secret key is a scalar in [1, r). */
export function isBlsSecret(secret: unknown): secret is Hex {
  return isHex(secret, 32) && BigInt(secret) > 0n && BigInt(secret) < GROUP_ORDER;
}

/** Domains of signatures and of proofs of possession, as the ciphersuite names them. */
export const SIGNATURE_DOMAIN = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_';
export const POSSESSION_DOMAIN = 'BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_';

const COMPRESSED = 0x80;
const INFINITY = 0x40;
const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;
