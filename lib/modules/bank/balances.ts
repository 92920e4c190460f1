import type { ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  EMPTY_BYTES,
  type Hex,
  hexFromBytes,
  uintFromBytes,
} from '../../core/bytes.ts';
import { ASSET_COUNT_KEY, assetKey, balanceKey, listedAssetKey, NATIVE, ownerKey } from './keys.ts';

// What the keys of the bank mean: reading and writing one entry each.

export const FUNGIBLE = 1;
export const NON_FUNGIBLE = 2;
export type AssetKind = typeof FUNGIBLE | typeof NON_FUNGIBLE;

export interface Asset {
  kind: AssetKind;
  /** Smallest units, or the number of non-fungible tokens. */
  supply: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

export function getBalance(store: Readable, asset: Address, account: Address): bigint {
  return uintFrom(store.get(balanceKey(asset, account)));
}

export function setBalance(store: ModuleStore, asset: Address, account: Address, amount: bigint) {
  store.set(balanceKey(asset, account), amount === 0n ? EMPTY_BYTES : bytesFromUint(amount, 32));
}

export function getOwner(store: Readable, token: Address, tokenId: bigint): Address | undefined {
  const bytes = store.get(ownerKey(token, tokenId));
  return bytes && hexFromBytes(bytes);
}

export function setOwner(store: ModuleStore, token: Address, tokenId: bigint, owner: Address) {
  store.set(ownerKey(token, tokenId), bytesFromHex(owner));
}

export function deleteOwner(store: ModuleStore, token: Address, tokenId: bigint): void {
  store.set(ownerKey(token, tokenId), EMPTY_BYTES);
}

export function getAsset(store: Readable, asset: Address): Asset | undefined {
  const bytes = store.get(assetKey(asset));
  return bytes && assetFromBytes(bytes);
}

export function assetFromBytes(bytes: Uint8Array): Asset {
  const kind = bytes[0];
  assert(kind === FUNGIBLE || kind === NON_FUNGIBLE, 'an asset has a kind');
  return { kind, supply: uintFromBytes(bytes.subarray(1)) };
}

/** Adds to the supply of an asset, which appears in the list with its first units. */
export function addSupply(store: ModuleStore, asset: Address, kind: AssetKind, amount: bigint) {
  const known = getAsset(store, asset);
  assert(known === undefined || known.kind === kind, 'an asset never changes its kind');
  setAsset(store, asset, { kind, supply: (known?.supply ?? 0n) + amount });
  if (known === undefined && asset !== NATIVE) listAsset(store, asset);
}

/** Takes from the supply of an asset, which stays in the list. */
export function reduceSupply(store: ModuleStore, asset: Address, amount: bigint): void {
  const known = getAsset(store, asset);
  assert(known && known.supply >= amount, 'no more is burnt than there is');
  setAsset(store, asset, { kind: known.kind, supply: known.supply - amount });
}

/** Assets other than the native coin, oldest first, at most `limit`. */
export function listAssets(store: Readable, limit: number): Address[] {
  const count = Math.min(limit, Number(uintFrom(store.get(ASSET_COUNT_KEY))));
  return Array.from({ length: count }, (_, index) => {
    const bytes = store.get(listedAssetKey(index));
    assert(bytes, 'a listed asset is there');
    return hexFromBytes(bytes);
  });
}

function setAsset(store: ModuleStore, asset: Address, { kind, supply }: Asset): void {
  store.set(assetKey(asset), concatBytes(Uint8Array.of(kind), bytesFromUint(supply, 32)));
}

function listAsset(store: ModuleStore, asset: Address): void {
  const count = uintFrom(store.get(ASSET_COUNT_KEY));
  store.set(listedAssetKey(Number(count)), bytesFromHex(asset as Hex));
  store.set(ASSET_COUNT_KEY, bytesFromUint(count + 1n, 8));
}

function uintFrom(bytes: Uint8Array | undefined): bigint {
  return bytes ? uintFromBytes(bytes) : 0n;
}
