import { MAX_STORED_ADDRESSES, STORE_ADDRESSES_MS } from '../../core/limits.ts';
import { bytesFromText, textFromBytes } from '../../core/utf8.ts';
import type { Clock, Storage } from '../../node/ports.ts';
import type { DiallingNetwork } from './create-libp2p-network.ts';

/** Addresses of peers from an earlier run; what cannot be read is done without. */
export async function readStoredAddresses(storage: Storage): Promise<string[]> {
  const rows = await storage.range('peers', { limit: MAX_STORED_ADDRESSES });
  return rows.flatMap(({ value }) => {
    try {
      return [textFromBytes(value)];
    } catch {
      return [];
    }
  });
}

/** Keeps the addresses of peers for the next run, now and then. The result stops it. */
export function keepAddresses(
  network: Pick<DiallingNetwork, 'knownAddresses'>,
  { storage, clock }: { storage: Storage; clock: Clock },
): () => void {
  let cancel = clock.after(STORE_ADDRESSES_MS, keep);

  function keep(): void {
    cancel = clock.after(STORE_ADDRESSES_MS, keep);
    const addresses = network.knownAddresses().slice(0, MAX_STORED_ADDRESSES);
    const writes = addresses.map((address, index) => ({
      bucket: 'peers' as const,
      key: Uint8Array.of(index >> 8, index & 0xff),
      value: bytesFromText(address),
    }));
    // A node whose storage fails is told so by its own writes.
    storage.write(writes).catch(() => undefined);
  }

  return () => cancel();
}
