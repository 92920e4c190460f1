import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesFromHex, concatBytes, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { bytesFromText } from '../../core/utf8.ts';
import type { PossessionCheck } from '../../node/ports.ts';
import { mayBeNetworkKeyProof } from './bls.ts';

// A proof that whoever names a network key holds it: an Ed25519 signature (RFC 8032). Everybody
// checks it with this one library, because libraries differ about odd encodings and consensus
// depends on the answer.

/** 64 bytes, for one chain and account alone, by the seed of the key. */
export function createNetworkKeyProof(secret: Hex, claim: Named): Hex {
  const seed = bytesFromHex(secret);
  return hexFromBytes(ed25519.sign(messageOf(claim, ed25519.getPublicKey(seed)), seed));
}

/** False for anything malformed; true when the claim names no network key. */
export function verifyNetworkKeyProof({ network, ...claim }: PossessionCheck): boolean {
  if (network === undefined) return true;
  if (!mayBeNetworkKeyProof(network)) return false;
  const [key, proof] = [bytesFromHex(network.key), bytesFromHex(network.proof)];
  try {
    return ed25519.verify(proof, messageOf(claim, key), key, { zip215: false });
  } catch {
    return false;
  }
}

type Named = Pick<PossessionCheck, 'genesisHash' | 'account'>;

/** The same key signs for other protocols too, each of which has a prefix of its own. */
function messageOf({ genesisHash, account }: Named, key: Uint8Array): Uint8Array {
  return concatBytes(
    bytesFromText('weft validator network key'),
    bytesFromHex(genesisHash),
    bytesFromHex(account),
    key,
  );
}
