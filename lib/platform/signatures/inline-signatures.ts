import { SIGNATURE_SLICE_MS } from '../../core/limits.ts';
import type { Signatures } from '../../node/ports.ts';
import type { Bls } from './bls.ts';
import { verifyNetworkKeyProof } from './network-key-proof.ts';
import { createP256WebCrypto } from './p256-webcrypto.ts';
import type { Recovery } from './recovery.ts';

export interface InlineSignaturesOptions {
  bls: Bls;
  recover: Recovery;
  /** Lets other work of the thread run; called between slices of a long batch. */
  breathe: () => Promise<void>;
}

/** The port without other threads: long batches are cut into slices of SIGNATURE_SLICE_MS. */
export function createInlineSignatures({
  bls,
  recover,
  breathe,
}: InlineSignaturesOptions): Signatures {
  async function mapInSlices<Item, Result>(
    items: readonly Item[],
    work: (item: Item) => Result,
  ): Promise<Result[]> {
    const results: Result[] = [];
    let sliceEndMs = performance.now() + SIGNATURE_SLICE_MS;
    for (const item of items) {
      if (performance.now() >= sliceEndMs) {
        await breathe();
        sliceEndMs = performance.now() + SIGNATURE_SLICE_MS;
      }
      results.push(work(item));
    }
    return results;
  }

  return {
    verifyAggregates: (checks) => mapInSlices(checks, bls.verifyAggregate),
    verifyPossessions: (claims) =>
      mapInSlices(claims, (claim) => verifyNetworkKeyProof(claim) && bls.verifyPossession(claim)),
    aggregate: async (signatures) => bls.aggregate(signatures),
    recoverAddresses: (items) =>
      mapInSlices(items, ({ digest, signature }) => recover(digest, signature)),
    verifyP256: createP256WebCrypto(),
    close: async () => undefined,
  };
}
