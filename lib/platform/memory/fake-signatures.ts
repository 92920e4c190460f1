import { p256 } from '@noble/curves/nist.js';
import { uncompressG1 } from '../../core/bls-point.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  isHex,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccak256 } from '../../core/keccak.ts';
import { mayBeP256, type P256Check } from '../../core/p256.ts';
import type { AggregateCheck, BlsSigner, PossessionCheck, Signatures } from '../../node/ports.ts';

// Stand-ins for signatures in simulations: codes keyed by the public key, so everybody could forge
// them, but a thousand times faster than the real ones. As with the real ones, signing is
// deterministic, signatures of one message add up in any order, a foreign share spoils the sum, and
// two bad shares may cancel.

/** A signer with a 48-byte key made from any name: a point of the curve with no known secret. */
export function createFakeSigner(name: string): BlsSigner {
  const publicKey = curvePoint(stretch(textBytes(`key of ${name}`), 48));
  return { publicKey, sign: (message) => codeOf(publicKey, message) };
}

/** The port over fake signatures. */
export function createFakeSignatures(): Signatures {
  return {
    verifyAggregates: async (checks) => checks.map(verifyFakeAggregate),
    verifyPossessions: async (claims) => claims.map(verifyFakePossession),
    aggregate: async (signatures) => aggregateFakeSignatures(signatures),
    recoverAddresses: async (items) => items.map(recoverFakeAddress),
    verifyP256: async (checks) => checks.map(verifyFakeP256),
    close: async () => undefined,
  };
}

export function verifyFakeAggregate({ keys, message, signature }: AggregateCheck): boolean {
  if (keys.length === 0 || !keys.every((key) => isHex(key, 48)) || !isHex(signature, 96)) {
    return false;
  }
  return aggregateFakeSignatures(keys.map((key) => codeOf(key, message))) === signature;
}

function verifyFakePossession({ proof, ...claim }: PossessionCheck): boolean {
  const { blsKey, genesisHash, account } = claim;
  const isFormed = isHex(blsKey, 48) && isHex(genesisHash, 32) && isHex(account, 20);
  return isFormed && isReachable(claim) && fakeProofOfPossession(claim) === proof;
}

function isReachable({ network, ...claim }: Omit<PossessionCheck, 'proof'>): boolean {
  if (!network) return true;
  const isFormed = isHex(network.key, 32) && isHex(network.proof, 64);
  return isFormed && fakeNetworkKeyProof({ ...claim, key: network.key }) === network.proof;
}

/** What `verifyPossessions` of the fake accepts as the proof of a claim. */
export function fakeProofOfPossession(claim: Omit<PossessionCheck, 'proof'>): Hex {
  const { blsKey, genesisHash, account } = claim;
  const parts = [blsKey, genesisHash, account].map(bytesFromHex);
  return codeOf(blsKey, concatBytes(textBytes('possession'), ...parts));
}

/** What it accepts as the proof that an account holds a network key. */
export function fakeNetworkKeyProof({
  genesisHash,
  account,
  key,
}: Pick<PossessionCheck, 'genesisHash' | 'account'> & { key: Hex }): Hex {
  const parts = [key, genesisHash, account].map(bytesFromHex);
  return hexFromBytes(stretch(concatBytes(textBytes('network key'), ...parts), 64));
}

/** Sum modulo 2^768. */
export function aggregateFakeSignatures(signatures: readonly Hex[]): Hex {
  if (signatures.length === 0 || !signatures.every((signature) => isHex(signature, 96))) {
    throw new WeftError('signatures/malformed', 'not a list of 96-byte signatures');
  }
  const sum = signatures.reduce((total, signature) => total + BigInt(signature), 0n);
  return hexFromBytes(bytesFromUint(BigInt.asUintN(768, sum), 96));
}

/** What `recoverAddresses` of the fake accepts as the signature of `account`: 65 bytes. */
export function fakeAccountSignature(account: Address, digest: Hash): Hex {
  const code = keccak256(concatBytes(bytesFromHex(account), bytesFromHex(digest)));
  code[0] = 0;
  return hexFromBytes(
    concatBytes(new Uint8Array(12), bytesFromHex(account), code, Uint8Array.of(27)),
  );
}

function recoverFakeAddress({ digest, signature }: { digest: Hash; signature: Hex }) {
  if (!isHex(digest, 32) || !isHex(signature, 65)) return undefined;
  const account: Address = `0x${signature.slice(26, 66)}`;
  return fakeAccountSignature(account, digest) === signature ? account : undefined;
}

/** A key of a session, made from any name: a point of the curve. */
export function fakeP256Key(name: string): Hex {
  return hexFromBytes(p256.getPublicKey(keccak256(textBytes(`session ${name}`)), false));
}

/** What `verifyP256` of the fake accepts: 64 bytes, in the form of a real one. */
export function fakeP256Signature(publicKey: Hex, message: Uint8Array): Hex {
  const code = stretch(concatBytes(bytesFromHex(publicKey), message), 64);
  code[0] = 0;
  code[32] = 0;
  return hexFromBytes(code);
}

function verifyFakeP256(check: P256Check): boolean {
  const { publicKey, message, signature } = check;
  return mayBeP256(check) && fakeP256Signature(publicKey, message) === signature;
}

function codeOf(publicKey: Hex, message: Uint8Array): Hex {
  return hexFromBytes(stretch(concatBytes(bytesFromHex(publicKey), message), 96));
}

/** The first point at or after an x coordinate: the chain computes with both of a key's. */
function curvePoint(x: Uint8Array): Hex {
  const bytes = Uint8Array.from(x);
  // Below the prime, with the flag of a compressed point.
  bytes[0] = 0x80 | ((bytes[0] as number) & 0x0f);
  for (let last = 0; ; last++) {
    bytes[47] = last;
    const point = hexFromBytes(bytes);
    if (uncompressG1(point)) return point;
  }
}

function stretch(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  let block = keccak256(seed);
  for (let size = 0; size < length; size += 32) {
    blocks.push(block);
    block = keccak256(block);
  }
  return concatBytes(...blocks).slice(0, length);
}

function textBytes(text: string): Uint8Array {
  return Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
}
