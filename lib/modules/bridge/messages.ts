import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { noRecipient, noTokens, notAToken, zeroAmount } from './errors.ts';

export type WithdrawFields = { amountWei: bigint; to: Address };
export type WithdrawTokenFields = { token: Address; amountSmallestUnits: bigint; to: Address };
export type WithdrawNftsFields = { token: Address; tokenIds: readonly bigint[]; to: Address };

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

/** Recovering the signature, the state, and a leaf of the outbox with what the tree keeps of it. */
const WITHDRAW_UNITS = 400;
/** One key of the state less, a leaf, and the words that were signed for it. */
const UNITS_PER_NFT = 100;

export const withdrawMessage: Message<WithdrawFields> = {
  primaryType: 'BridgeWithdraw',
  fields: [
    { name: 'amountWei', type: 'uint256' },
    { name: 'to', type: 'address' },
  ],
  units: WITHDRAW_UNITS,
  maxNewKeys: 3,
  usesReserve: true,
  validate({ amountWei, to }) {
    assertRecipient(to);
    assertAmount(amountWei);
  },
  describe: ({ amountWei, to }, sender) =>
    `${sender} takes ${formatCoins(amountWei)} out to ${to} on Ethereum`,
};

export const withdrawTokenMessage: Message<WithdrawTokenFields> = {
  primaryType: 'BridgeWithdrawToken',
  fields: [
    { name: 'token', type: 'address' },
    { name: 'amountSmallestUnits', type: 'uint256' },
    { name: 'to', type: 'address' },
  ],
  units: WITHDRAW_UNITS,
  maxNewKeys: 3,
  usesReserve: true,
  validate({ token, amountSmallestUnits, to }) {
    if (token === ZERO_ADDRESS) throw notAToken();
    assertRecipient(to);
    assertAmount(amountSmallestUnits);
  },
  describe: ({ token, amountSmallestUnits, to }, sender) =>
    `${sender} takes ${amountSmallestUnits} smallest units of token ${token} ` +
    `out to ${to} on Ethereum`,
};

export const withdrawNftsMessage: Message<WithdrawNftsFields> = {
  primaryType: 'BridgeWithdrawNfts',
  fields: [
    { name: 'token', type: 'address' },
    { name: 'tokenIds', type: 'uint256[]' },
    { name: 'to', type: 'address' },
  ],
  units: WITHDRAW_UNITS,
  unitsPerItem: UNITS_PER_NFT,
  maxNewKeys: 2,
  usesReserve: true,
  validate({ token, tokenIds, to }) {
    if (token === ZERO_ADDRESS) throw notAToken();
    assertRecipient(to);
    if (tokenIds.length === 0) throw noTokens();
  },
  describe: ({ token, tokenIds, to }, sender) => {
    const what = tokenIds.length === 1 ? `number ${tokenIds[0]}` : `${tokenIds.length} tokens`;
    return `${sender} takes ${what} of collection ${token} out to ${to} on Ethereum`;
  },
};

function assertRecipient(to: Address): void {
  if (to === ZERO_ADDRESS) throw noRecipient();
}

function assertAmount(amount: bigint): void {
  if (amount === 0n) throw zeroAmount();
}
