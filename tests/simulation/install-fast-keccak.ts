import { createKeccak } from 'hash-wasm';
import { installKeccak } from '../../lib/core/keccak.ts';

/** The same bytes, ten times faster: a simulation hashes most of the time. */
export async function installFastKeccak(): Promise<void> {
  const hasher = await createKeccak(256);
  installKeccak((bytes) => hasher.init().update(bytes).digest('binary'));
}
