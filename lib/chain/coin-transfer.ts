import { abiEncode } from '../core/abi.ts';
import { type Address, bytesFromHex, concatBytes, type Hash, hexFromBytes } from '../core/bytes.ts';
import { keccak256, keccakHex } from '../core/keccak.ts';
import { bytesFromText } from '../core/utf8.ts';

/** Depths of the trees whose roots stand for coin transfers: slots of a block, and coin blocks. */
export const SLOT_DEPTH = 64;
export const COIN_BLOCK_DEPTH = 32;
/** Contracts accept no header with more: their records hold the count in 32 bits. */
export const MAX_COIN_BLOCKS = 2n ** 32n - 1n;

/** A Vault coin's way from one owner to the next, signed by the one who gives it (EIP-712). */
export interface CoinTransfer {
  slot: bigint;
  /** Coin block of the transfer it spends; for the first the coin's birth. */
  parent: bigint;
  from: Address;
  to: Address;
  /** The signature counts up to this coin block. */
  lastCoinBlock: bigint;
}

/** Where a Vault stands: a signature for one counts for no other. */
export interface VaultDomain {
  ethereumChainId: bigint;
  vault: Address;
}

/** What the owner signs and the coin block's tree holds. */
export function digestOfCoinTransfer(domain: VaultDomain, transfer: CoinTransfer): Hash {
  const { slot, parent, from, to, lastCoinBlock } = transfer;
  const struct = keccak256(abiEncode([TRANSFER_TYPE, slot, parent, from, to, lastCoinBlock]));
  return keccakHex(concatBytes(PREFIX, separatorOf(domain), struct));
}

function separatorOf({ ethereumChainId, vault }: VaultDomain): Uint8Array {
  return keccak256(abiEncode([DOMAIN_TYPE, NAME, VERSION, ethereumChainId, vault]));
}

function hashOfText(text: string): Hash {
  return hexFromBytes(keccak256(bytesFromText(text)));
}

const PREFIX = bytesFromHex('0x1901');
const TRANSFER_TYPE = hashOfText(
  'CoinTransfer(uint64 slot,uint64 parent,address from,address to,uint64 lastCoinBlock)',
);
const DOMAIN_TYPE = hashOfText(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
);
const NAME = hashOfText('Vault');
const VERSION = hashOfText('1');
