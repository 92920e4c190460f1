import library from 'bls-eth-wasm';
import { bytesFromHex, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { MAX_DECODED_BLS_KEYS } from '../../core/limits.ts';
import {
  type Bls,
  badBlsSecret,
  isBlsSecret,
  malformedSignature,
  mayBeAggregate,
  mayBePossession,
  maySum,
  POSSESSION_DOMAIN,
  possessionMessage,
  SIGNATURE_DOMAIN,
} from './bls.ts';
import { createDecodedKeys } from './decoded-keys.ts';

/** BLS by herumi's WebAssembly, for browsers. Loading it takes tens of milliseconds, once. */
export async function createBlsWasm(): Promise<Bls> {
  loading ??= load();
  await loading;
  const keys = createDecodedKeys(decodeKey, MAX_DECODED_BLS_KEYS);

  return {
    verifyAggregate(check) {
      if (!mayBeAggregate(check)) return false;
      const signature = decode(new library.Signature(), check.signature);
      if (!signature) return false;
      const sum = sumOfKeys(check.keys, keys);
      return sum !== undefined && !sum.isZero() && sum.verify(signature, check.message);
    },
    verifyPossession({ proof, ...claim }) {
      if (!mayBePossession({ proof, ...claim })) return false;
      const signature = decode(new library.Signature(), proof);
      const key = decodeKey(claim.blsKey);
      if (!signature || !key || key.isZero()) return false;
      return inDomain(POSSESSION_DOMAIN, () => key.verify(signature, possessionMessage(claim)));
    },
    aggregate(signatures) {
      const sum = maySum(signatures) ? sumOfPoints(signatures) : undefined;
      if (!sum?.isValidOrder()) throw malformedSignature();
      return hexFromBytes(sum.serialize());
    },
    createSigner(secret) {
      if (!isBlsSecret(secret)) throw badBlsSecret();
      const key = new library.SecretKey();
      key.deserialize(bytesFromHex(secret));
      return {
        publicKey: hexFromBytes(key.getPublicKey().serialize()),
        sign: (message) => hexFromBytes(key.sign(message).serialize()),
      };
    },
  };
}

type PublicKey = InstanceType<typeof library.PublicKey>;

/** The library is one per thread and initialises itself in place. */
let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  await library.init(library.BLS12_381);
  library.verifyPublicKeyOrder(true);
  library.verifySignatureOrder(true);
}

/** The domain is a setting of the whole library; nothing else of this thread runs in between. */
function inDomain(domain: string, verify: () => boolean): boolean {
  // Present, but missing from the library's types.
  const { setDstG2 } = library as unknown as { setDstG2(domain: string): void };
  setDstG2(domain);
  try {
    return verify();
  } finally {
    setDstG2(SIGNATURE_DOMAIN);
  }
}

/**
 * Added here one by one, because the library's own sum copies all keys to a stack of 1 MiB and
 * breaks at several thousand.
 */
function sumOfKeys(keys: readonly Hex[], decoded: (key: Hex) => PublicKey | undefined) {
  let sum: PublicKey | undefined;
  for (const key of keys) {
    const point = decoded(key);
    if (!point) return undefined;
    if (sum) sum.add(point);
    else sum = point.clone();
  }
  return sum;
}

/** Of any points of the curve; whether each is in the subgroup would cost most of the time. */
function sumOfPoints(signatures: readonly Hex[]) {
  const sum = new library.Signature();
  library.verifySignatureOrder(false);
  try {
    for (const signature of signatures) {
      const point = decode(new library.Signature(), signature);
      if (!point) return undefined;
      sum.add(point);
    }
    return sum;
  } finally {
    library.verifySignatureOrder(true);
  }
}

function decodeKey(key: Hex): PublicKey | undefined {
  return decode(new library.PublicKey(), key);
}

/** Checks the curve equation and, unless the library is told otherwise, the subgroup. */
function decode<Point extends { deserialize(bytes: Uint8Array): void }>(point: Point, hex: Hex) {
  try {
    point.deserialize(bytesFromHex(hex));
    return point;
  } catch {
    return undefined;
  }
}
