import { abiEncode } from '../core/abi.ts';
import type { Address, Hash } from '../core/bytes.ts';
import { keccakHex } from '../core/keccak.ts';

/** Kinds of assets as contracts name them. */
export const ASSET_ETH = 0;
export const ASSET_ERC20 = 1;
export const ASSET_ERC721 = 2;
export type AssetKind = typeof ASSET_ETH | typeof ASSET_ERC20 | typeof ASSET_ERC721;

/** Depth of the append-only tree of withdrawals, whose root is in the header. */
export const OUTBOX_DEPTH = 32;

/** What the sidechain burnt and the Gateway owes. */
export interface Withdrawal {
  /** Place in the outbox, from 0. */
  index: bigint;
  kind: AssetKind;
  /** Zero for ether. */
  token: Address;
  to: Address;
  /** Amount in the smallest unit, or token id. */
  value: bigint;
}

/** `keccak256(abi.encode(index, kind, token, to, value))`. */
export function leafOfWithdrawal({ index, kind, token, to, value }: Withdrawal): Hash {
  return keccakHex(abiEncode([index, BigInt(kind), token, to, value]));
}
