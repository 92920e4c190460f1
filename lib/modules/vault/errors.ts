import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

export type VaultErrorCode =
  | 'vault/no-contracts'
  | 'vault/unknown-coin'
  | 'vault/coin-locked'
  | 'vault/transfer-pending'
  | 'vault/wrong-parent'
  | 'vault/birth-ahead'
  | 'vault/not-owner'
  | 'vault/wrong-recipient'
  | 'vault/wrong-signature'
  | 'vault/last-coin-block-passed'
  | 'vault/coin-block-full'
  | 'vault/no-coin-blocks-left';

/** This chain has no contracts on Ethereum, so it has no coins. */
export function noContracts() {
  return vaultError('vault/no-contracts', 'this chain has no Vault');
}

/** No coin has this slot, or it left through an exit. */
export function unknownCoin(slot: bigint) {
  return vaultError('vault/unknown-coin', 'no such coin', { slot });
}

/** The coin has open exits on Ethereum. */
export function coinLocked(slot: bigint, openExits: bigint) {
  return vaultError('vault/coin-locked', 'the coin has open exits', { slot, openExits });
}

/** The coin moved in the open coin block already. */
export function transferPending(slot: bigint, coinBlock: bigint) {
  return vaultError('vault/transfer-pending', 'the coin is on its way', { slot, coinBlock });
}

/** The transfer spends another than the coin's last. */
export function wrongParent(expected: bigint, given: bigint) {
  return vaultError('vault/wrong-parent', 'the transfer spends another', { expected, given });
}

/** Ethereum knew more coin blocks at deposit than there are here. */
export function birthAhead(birth: bigint, coinBlock: bigint) {
  return vaultError('vault/birth-ahead', 'the coin begins in a later coin block', {
    birth,
    coinBlock,
  });
}

/** The transfer is from somebody who does not have the coin. */
export function notOwner(slot: bigint, from: Address) {
  return vaultError('vault/not-owner', 'the coin belongs to somebody else', { slot, from });
}

/** The zero address and the Vault, for which the contract refuses the transfer. */
export function wrongRecipient(to: Address) {
  return vaultError('vault/wrong-recipient', 'nobody could take the coin out', { to });
}

/** The signature is not one that the contract takes as the owner's over this transfer. */
export function wrongSignature(from: Address, signer: Address | 'nobody') {
  return vaultError('vault/wrong-signature', 'not signed by the owner', { from, signer });
}

/** The signature counts up to an earlier coin block than the one that is open. */
export function lastCoinBlockPassed(lastCoinBlock: bigint, coinBlock: bigint) {
  return vaultError('vault/last-coin-block-passed', 'the signature counts no longer', {
    lastCoinBlock,
    coinBlock,
  });
}

/** The open coin block holds as many transfers as one may. */
export function coinBlockFull(coinBlock: bigint) {
  return vaultError('vault/coin-block-full', 'the coin block has no room', { coinBlock });
}

/** Contracts accept no header with another coin block. */
export function noCoinBlocksLeft() {
  return vaultError('vault/no-coin-blocks-left', 'there can be no more coin blocks');
}

function vaultError(
  code: VaultErrorCode,
  message: string,
  facts: Record<string, bigint | string> = {},
) {
  const asText = Object.entries(facts).map(([name, value]) => [name, value.toString()] as const);
  return new WeftError<VaultErrorCode>(code, message, Object.fromEntries(asText));
}
