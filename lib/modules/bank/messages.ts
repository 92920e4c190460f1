import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { noRecipient, notAToken, zeroAmount } from './errors.ts';
import { NATIVE } from './keys.ts';

export type TransferFields = { to: Address; amountWei: bigint };
export type TransferTokenFields = { token: Address; to: Address; amountSmallestUnits: bigint };
export type TransferNftFields = { token: Address; tokenId: bigint; to: Address };

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

/** Recovering the signature takes about 200 microseconds of a worker, the rest is state. */
const TRANSFER_UNITS = 250;

export const transferMessage: Message<TransferFields> = {
  primaryType: 'BankTransfer',
  fields: [
    { name: 'to', type: 'address' },
    { name: 'amountWei', type: 'uint256' },
  ],
  units: TRANSFER_UNITS,
  maxNewKeys: 1,
  validate({ to, amountWei }) {
    assertRecipient(to);
    assertAmount(amountWei);
  },
  describe: ({ to, amountWei }, sender) => `${sender} sends ${formatCoins(amountWei)} to ${to}`,
};

export const transferTokenMessage: Message<TransferTokenFields> = {
  primaryType: 'BankTransferToken',
  fields: [
    { name: 'token', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'amountSmallestUnits', type: 'uint256' },
  ],
  units: TRANSFER_UNITS,
  maxNewKeys: 1,
  validate({ token, to, amountSmallestUnits }) {
    if (token === NATIVE) throw notAToken();
    assertRecipient(to);
    assertAmount(amountSmallestUnits);
  },
  describe: ({ token, to, amountSmallestUnits }, sender) =>
    `${sender} sends ${amountSmallestUnits} smallest units of token ${token} to ${to}`,
};

export const transferNftMessage: Message<TransferNftFields> = {
  primaryType: 'BankTransferNft',
  fields: [
    { name: 'token', type: 'address' },
    { name: 'tokenId', type: 'uint256' },
    { name: 'to', type: 'address' },
  ],
  units: TRANSFER_UNITS,
  maxNewKeys: 0,
  validate: ({ to }) => assertRecipient(to),
  describe: ({ token, tokenId, to }, sender) =>
    `${sender} sends number ${tokenId} of collection ${token} to ${to}`,
};

function assertRecipient(to: Address): void {
  if (to === ZERO_ADDRESS) throw noRecipient();
}

function assertAmount(amount: bigint): void {
  if (amount === 0n) throw zeroAmount();
}
