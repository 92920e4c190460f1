import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesFromHex, concatBytes, type Hex, hexFromBytes } from '../../core/bytes.ts';
import type { PossessionCheck } from '../../node/ports.ts';
import { badBlsSecret, isBlsSecret, mayBePossession } from './bls.ts';

// A proof of possession shows that whoever registers a key knows its secret, without which sums of
// keys could be forged. It has a domain of its own (draft-irtf-cfrg-bls-signature-05, section 3.3)
// and, besides the key, names the chain and the account, so that it cannot be used elsewhere.
// Native libraries do not offer the domain; the JavaScript one is slow, which is fine for what a
// key does once.

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
const DOMAIN = 'BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_';

function hashedClaim({ blsKey, genesisHash, account }: PossessionClaim) {
  const message = concatBytes(
    bytesFromHex(blsKey),
    bytesFromHex(genesisHash),
    bytesFromHex(account),
  );
  return scheme.hash(message, DOMAIN);
}
