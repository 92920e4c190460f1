import { type Header, hashOfHeader } from '../../lib/chain/header.ts';
import type { Hash } from '../../lib/core/bytes.ts';

const hashes = new WeakMap<Header, Hash>();

/** Nodes of one process share header objects, so the simulator hashes each of them once. */
export function hashOnce(header: Header): Hash {
  const hash = hashes.get(header) ?? hashOfHeader(header);
  hashes.set(header, hash);
  return hash;
}
