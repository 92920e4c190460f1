import { attestMessage, NOTARIZE } from '../../../lib/chain/statement.ts';
import { assert } from '../../../lib/core/assert.ts';
import type { Hash, Hex } from '../../../lib/core/bytes.ts';
import type { Bls } from '../../../lib/platform/signatures/bls.ts';

/** Processor time of one thread, in milliseconds. */
export interface BlsCosts {
  /** One aggregate of so many keys that were seen before. */
  verifyMs(keys: number): number;
  /** The sum of so many signatures. */
  aggregateMs(signatures: number): number;
  signMs: number;
}

/** What a library costs on this machine, now; processor time leaves out what others take of it. */
export function measureBlsCosts(bls: Bls): BlsCosts {
  const signers = Array.from({ length: MANY }, (_, index) =>
    bls.createSigner(`0x${(index + 1).toString(16).padStart(64, '0')}`),
  );
  const statement = { kind: NOTARIZE, epoch: 0n, view: 1n, digest: SOME_HASH } as const;
  const message = attestMessage(SOME_HASH, statement);
  const shares = signers.map((signer) => signer.sign(message));
  const verify = (count: number) => {
    const keys = signers.slice(0, count).map(({ publicKey }) => publicKey);
    const signature = bls.aggregate(shares.slice(0, count));
    return processorMs(() => assert(bls.verifyAggregate({ keys, message, signature }), 'signed'));
  };
  const verifyOne = verify(1);
  const perKey = Math.max(0, (verify(MANY) - verifyOne) / (MANY - 1));
  const perSignature = processorMs(() => bls.aggregate(shares)) / MANY;
  return {
    verifyMs: (keys) => verifyOne + (keys - 1) * perKey,
    aggregateMs: (signatures) => signatures * perSignature,
    signMs: processorMs(() => (signers[0] as { sign(m: Uint8Array): Hex }).sign(message)),
  };
}

/** The least of several rounds: whatever makes one slower is not the library. */
function processorMs(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < CALLS; i++) work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000 / CALLS);
  }
  return least;
}

const MANY = 100;
const ROUNDS = 5;
const CALLS = 10;
const SOME_HASH: Hash = `0x${'5a'.repeat(32)}`;
