import type { ModuleStore } from '../../chain/module.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';
import { nameKey } from './keys.ts';
import { skeletonOf } from './names.ts';

/** Who has a name, or had it last. */
export interface NameOwner {
  account: Address;
  /** When others may take it; undefined while it is in use. */
  freeFromMs: number | undefined;
}

/** Of the name or of one that looks like it. */
export function getNameOwner(store: Pick<ModuleStore, 'get'>, name: string): NameOwner | undefined {
  const bytes = store.get(nameKey(skeletonOf(name)));
  return bytes && nameOwnerFromBytes(bytes);
}

export function setNameOwner(
  store: ModuleStore,
  name: string,
  { account, freeFromMs }: NameOwner,
): void {
  const owner = bytesFromHex(account);
  const bytes = freeFromMs === undefined ? owner : concatBytes(owner, u64(BigInt(freeFromMs)));
  store.set(nameKey(skeletonOf(name)), bytes);
}

export function nameOwnerFromBytes(bytes: Uint8Array): NameOwner {
  const isInUse = bytes.length === ADDRESS_BYTES;
  return {
    account: hexFromBytes(bytes.subarray(0, ADDRESS_BYTES)),
    freeFromMs: isInUse ? undefined : Number(uintFromBytes(bytes.subarray(ADDRESS_BYTES))),
  };
}

const ADDRESS_BYTES = 20;
