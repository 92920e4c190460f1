import blst from '@chainsafe/blst';
import { bytesFromHex, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { MAX_DECODED_BLS_KEYS } from '../../core/limits.ts';
import {
  type Bls,
  badBlsSecret,
  isBlsSecret,
  malformedSignature,
  mayBeAggregate,
  maySum,
} from './bls.ts';
import { createDecodedKeys } from './decoded-keys.ts';
import { verifyProofOfPossession } from './proof-of-possession.ts';

/** BLS by the native blst library, for Node.js. */
export function createBlsNative(): Bls {
  const decodedKey = createDecodedKeys(decodeKey, MAX_DECODED_BLS_KEYS);

  return {
    verifyAggregate(check) {
      if (!mayBeAggregate(check)) return false;
      const signature = decodeSignature(check.signature);
      if (!signature) return false;
      const points: blst.PublicKey[] = [];
      for (const key of check.keys) {
        const decoded = decodedKey(key);
        if (!decoded) return false;
        points.push(decoded);
      }
      return orUndefined(() => blst.fastAggregateVerify(check.message, points, signature)) ?? false;
    },
    verifyPossession: ({ proof, ...claim }) => verifyProofOfPossession(claim, proof),
    aggregate(signatures) {
      if (!maySum(signatures)) throw malformedSignature();
      const sum = orUndefined(() => sumOfPoints(signatures));
      if (!sum) throw malformedSignature();
      return hexFromBytes(sum.toBytes());
    },
    createSigner(secret) {
      if (!isBlsSecret(secret)) throw badBlsSecret();
      const key = blst.SecretKey.fromBytes(bytesFromHex(secret));
      return {
        publicKey: hexFromBytes(key.toPublicKey().toBytes()),
        sign: (message) => hexFromBytes(key.sign(message).toBytes()),
      };
    },
  };
}

/** The points may be any of the curve; their sum has to be in the subgroup. */
function sumOfPoints(signatures: readonly Hex[]): blst.Signature {
  const points = signatures.map((signature) => blst.Signature.fromBytes(bytesFromHex(signature)));
  const sum = blst.aggregateSignatures(points);
  sum.sigValidate(false);
  return sum;
}

function decodeKey(key: Hex): blst.PublicKey | undefined {
  return orUndefined(() => blst.PublicKey.fromBytes(bytesFromHex(key), true));
}

function decodeSignature(signature: Hex): blst.Signature | undefined {
  return orUndefined(() => blst.Signature.fromBytes(bytesFromHex(signature), true, true));
}

/** The library throws for points outside the curve or the subgroup. */
function orUndefined<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
