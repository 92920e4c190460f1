import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

export type BankErrorCode =
  | 'bank/insufficient-balance'
  | 'bank/not-owner'
  | 'bank/zero-amount'
  | 'bank/no-recipient'
  | 'bank/not-a-token';

/** The account has less than the transfer takes. */
export function insufficientBalance(asset: Address, balance: bigint, amount: bigint) {
  return new WeftError<BankErrorCode>('bank/insufficient-balance', 'the balance is too small', {
    asset,
    balance: balance.toString(),
    amount: amount.toString(),
  });
}

/** The token belongs to somebody else, or does not exist. */
export function notOwner(token: Address, tokenId: bigint) {
  return new WeftError<BankErrorCode>('bank/not-owner', 'the account does not own this token', {
    token,
    tokenId: tokenId.toString(),
  });
}

/** A transfer of nothing. */
export function zeroAmount() {
  return new WeftError<BankErrorCode>('bank/zero-amount', 'the amount is zero');
}

/** The zero address, which nobody owns. */
export function noRecipient() {
  return new WeftError<BankErrorCode>('bank/no-recipient', 'the zero address receives nothing');
}

/** The native coin, which has its own action and its own words. */
export function notAToken() {
  return new WeftError<BankErrorCode>('bank/not-a-token', 'the native coin is not a token');
}
