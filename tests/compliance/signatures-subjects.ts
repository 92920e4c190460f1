import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesFromHex, type Hash, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import type { Signatures } from '../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
  fakeAccountSignature,
  fakeNetworkKeyProof,
  fakeP256Key,
  fakeP256Signature,
  fakeProofOfPossession,
} from '../../lib/platform/memory/fake-signatures.ts';
import type { Bls } from '../../lib/platform/signatures/bls.ts';
import { createNetworkKeyProof } from '../../lib/platform/signatures/network-key-proof.ts';
import { createProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';
import type { SignaturesSubject } from './signatures-cases.ts';

/** Real keys over the given adapter. */
export function createRealSubject(signatures: Signatures, bls: Bls): SignaturesSubject {
  return {
    signatures,
    signer: (index) => bls.createSigner(blsSecretOf(index)),
    prove: (index, claim) => createProofOfPossession(blsSecretOf(index), claim),
    proveNetworkKey: (index, claim) => ({
      key: hexFromBytes(ed25519.getPublicKey(bytesFromHex(blsSecretOf(index)))),
      proof: createNetworkKeyProof(blsSecretOf(index), claim),
    }),
    sign,
    signBySession(index, text) {
      const secret = bytesFromHex(keccakHex(Uint8Array.of(index, 2)));
      return {
        publicKey: hexFromBytes(p256.getPublicKey(secret, false)),
        signature: hexFromBytes(p256.sign(text, secret, { lowS: true })),
      };
    },
  };
}

export function createFakeSubject(): SignaturesSubject {
  return {
    signatures: createFakeSignatures(),
    signer: (index) => createFakeSigner(`validator ${index}`),
    prove: (index, claim) =>
      fakeProofOfPossession({ ...claim, blsKey: createFakeSigner(`validator ${index}`).publicKey }),
    proveNetworkKey(index, claim) {
      const key: Hex = `0x${index.toString(16).padStart(64, '0')}`;
      return { key, proof: fakeNetworkKeyProof({ ...claim, key }) };
    },
    signBySession(index, text) {
      const publicKey = fakeP256Key(`${index}`);
      return { publicKey, signature: fakeP256Signature(publicKey, text) };
    },
    sign(index, digest) {
      const address: Hex = `0x${index.toString(16).padStart(40, '0')}`;
      return { address, signature: fakeAccountSignature(address, digest) };
    },
  };
}

export function blsSecretOf(index: number): Hex {
  return `0x00${keccakHex(Uint8Array.of(index)).slice(4)}`;
}

function sign(index: number, digest: Hash) {
  const secret = bytesFromHex(keccakHex(Uint8Array.of(index, 1)));
  const recovered = secp256k1.sign(bytesFromHex(digest), secret, {
    prehash: false,
    format: 'recovered',
  });
  const v = (recovered[0] as number) + 27;
  const key = secp256k1.getPublicKey(secret, false);
  return {
    address: `0x${keccakHex(key.subarray(1)).slice(-40)}` as const,
    signature: hexFromBytes(Uint8Array.of(...recovered.subarray(1), v)),
  };
}
