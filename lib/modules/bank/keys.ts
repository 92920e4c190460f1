import {
  type Address,
  bytesFromUint,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
} from '../../core/bytes.ts';

/** The asset id of the native coin. */
export const NATIVE: Address = ZERO_ADDRESS;

// Keys of the module's store. The first two are frozen: contracts on Ethereum read them.

/** `01 asset20 account20` -> uint256 balance, 32 bytes; absent for zero. */
export function balanceKey(asset: Address, account: Address): Hex {
  return `0x01${asset.slice(2)}${account.slice(2)}`;
}

/** `02 token20 id32` -> owner20. */
export function ownerKey(token: Address, tokenId: bigint): Hex {
  return `0x02${token.slice(2)}${hexFromBytes(bytesFromUint(tokenId, 32)).slice(2)}`;
}

/** `03 asset20` -> kind u8, supply uint256: 33 bytes; present once an asset has existed. */
export function assetKey(asset: Address): Hex {
  return `0x03${asset.slice(2)}`;
}

/** `04 index u64` -> asset20: every asset but the native coin, in the order they appeared. */
export function listedAssetKey(index: number): Hex {
  return `0x04${hexFromBytes(bytesFromUint(BigInt(index), 8)).slice(2)}`;
}

/** `05` -> u64 number of listed assets. */
export const ASSET_COUNT_KEY: Hex = '0x05';
