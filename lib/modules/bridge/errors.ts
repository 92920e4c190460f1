import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';

export type BridgeErrorCode =
  | 'bridge/no-contracts'
  | 'bridge/no-recipient'
  | 'bridge/to-gateway'
  | 'bridge/keyless-recipient'
  | 'bridge/zero-amount'
  | 'bridge/no-tokens'
  | 'bridge/not-a-token'
  | 'bridge/unknown-token';

function failure(code: BridgeErrorCode, message: string, facts: WeftError['facts'] = {}) {
  return new WeftError<BridgeErrorCode>(code, message, facts);
}

/** A chain that has no contracts on Ethereum: nothing came from there, nothing goes there. */
export function noContracts() {
  return failure('bridge/no-contracts', 'this chain is not connected with Ethereum');
}

/** The zero address, which nobody owns. */
export function noRecipient() {
  return failure('bridge/no-recipient', 'the zero address receives nothing');
}

/** The Gateway pays nothing to itself: such a withdrawal could never be claimed. */
export function toGateway() {
  return failure('bridge/to-gateway', 'the Gateway itself receives nothing');
}

/** An account of this chain itself, for which no key signs on Ethereum either. */
export function keylessRecipient(to: Address) {
  return failure('bridge/keyless-recipient', 'nobody has a key to that account', { to });
}

export function zeroAmount() {
  return failure('bridge/zero-amount', 'the amount is zero');
}

/** A list of no tokens. */
export function noTokens() {
  return failure('bridge/no-tokens', 'no token is named');
}

/** Ether, which has its own action and its own words. */
export function notAToken() {
  return failure('bridge/not-a-token', 'ether is not a token');
}

/** Nothing of this asset, or of this kind, ever came here. */
export function unknownToken(token: Address) {
  return failure('bridge/unknown-token', 'this token is not on this chain', { token });
}
