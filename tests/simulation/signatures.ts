import type { Hex } from '../../lib/core/bytes.ts';
import { createBlsNative } from '../../lib/platform/signatures/bls-native.ts';
import { fakeAggregate, fakeSign, fakeVerify } from './fake-signatures.ts';

/** The signatures of one simulated network, by the number of the validator. */
export interface SimulatedSignatures {
  keyOf(validator: number): Hex;
  sign(validator: number, message: Uint8Array): Hex;
  verify(validators: readonly number[], message: Uint8Array, signature: Hex): boolean;
  /** Undefined when one of them is no signature at all. */
  aggregate(signatures: readonly Hex[]): Hex | undefined;
  /** What cancels a signature when both are added to a sum. */
  negate(signature: Hex): Hex;
}

export function createFakeSignatures(): SimulatedSignatures {
  return {
    keyOf: (validator) => `0x${validator.toString(16).padStart(96, '0')}`,
    sign: fakeSign,
    verify: fakeVerify,
    aggregate: fakeAggregate,
    negate: (signature) =>
      `0x${lanesOf(signature).map(negativeLane).join('')}${signature.slice(34)}`,
  };
}

/** The native library that Node.js processes use. */
export function createRealSignatures(): SimulatedSignatures {
  const bls = createBlsNative();
  const signers = new Map<number, ReturnType<typeof bls.createSigner>>();
  const signerOf = (validator: number) => {
    const secret: Hex = `0x${(validator + 1).toString(16).padStart(64, '0')}`;
    const signer = signers.get(validator) ?? bls.createSigner(secret);
    signers.set(validator, signer);
    return signer;
  };
  return {
    keyOf: (validator) => signerOf(validator).publicKey,
    sign: (validator, message) => signerOf(validator).sign(message),
    verify: (validators, message, signature) => {
      const keys = validators.map((validator) => signerOf(validator).publicKey);
      return bls.verifyAggregate({ keys, message, signature });
    },
    aggregate: (signatures) => {
      try {
        return bls.aggregate(signatures);
      } catch {
        return undefined;
      }
    },
    // Compressed points say in one bit which of the two roots y is.
    negate: (signature) => {
      const first = Number.parseInt(signature.slice(2, 4), 16) ^ SIGN_BIT;
      return `0x${first.toString(16).padStart(2, '0')}${signature.slice(4)}`;
    },
  };
}

function lanesOf(signature: Hex): string[] {
  return [0, 1, 2, 3].map((lane) => signature.slice(2 + lane * 8, 10 + lane * 8));
}

function negativeLane(lane: string): string {
  return (-Number.parseInt(lane, 16) >>> 0).toString(16).padStart(8, '0');
}

const SIGN_BIT = 0x20;
