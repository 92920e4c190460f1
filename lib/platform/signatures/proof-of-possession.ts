import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesFromHex, type Hex, hexFromBytes } from '../../core/bytes.ts';
import type { PossessionCheck } from '../../node/ports.ts';
import {
  badBlsSecret,
  isBlsSecret,
  mayBePossession,
  POSSESSION_DOMAIN,
  possessionMessage,
} from './bls.ts';

// A proof of possession shows that whoever registers a key knows its secret, without which sums of
// keys could be forged. It has a domain of its own (draft-irtf-cfrg-bls-signature-05, section 3.3),
// which the native library does not offer; the JavaScript one is slow, which is fine for what a key
// does once.

export type PossessionClaim = Omit<PossessionCheck, 'proof'>;

/** 96 bytes compressed. Throws `signatures/bad-secret`. */
export function createProofOfPossession(secret: Hex, claim: Omit<PossessionClaim, 'blsKey'>): Hex {
  if (!isBlsSecret(secret)) throw badBlsSecret();
  const scalar = bytesFromHex(secret);
  const blsKey = hexFromBytes(scheme.getPublicKey(scalar).toBytes());
  return hexFromBytes(scheme.sign(hashedClaim({ ...claim, blsKey }), scalar).toBytes());
}

/** False for anything malformed. */
export function verifyProofOfPossession(claim: PossessionClaim, proof: Hex): boolean {
  if (!mayBePossession({ ...claim, proof })) return false;
  try {
    return scheme.verify(bytesFromHex(proof), hashedClaim(claim), bytesFromHex(claim.blsKey));
  } catch {
    return false;
  }
}

const scheme = bls12_381.longSignatures;

function hashedClaim(claim: PossessionClaim) {
  return scheme.hash(possessionMessage(claim), POSSESSION_DOMAIN);
}
