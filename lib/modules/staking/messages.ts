import type { ActionDefinition, ActionFields, BroughtKeys } from '../../chain/module.ts';
import { formatCoins } from '../../core/amount.ts';
import { type Address, type Hex, isHex, ZERO_HASH } from '../../core/bytes.ts';
import { feeTooHigh, malformedKey, zeroAmount } from './errors.ts';

export type KeyFields = {
  blsKey: Hex;
  proofOfPossession: Hex;
  networkKey: Hex;
  networkKeyProof: Hex;
};
export type RegisterFields = KeyFields & { feePercent: bigint; amountWei: bigint };
export type DelegateFields = { validator: Address; amountWei: bigint };
export type SetFeeFields = { feePercent: bigint };
export type BurnFoundingFields = { amountWei: bigint };
export type NoFields = Record<string, never>;

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

// Measured at their worst by the bench `units`, and rounded up.

/** Recovering the signature, and a list of delegations that is full. */
const STAKE_UNITS = 2_000;
/** The same with every part of each delegation unbonding, and a place in the queue. */
const UNBONDING_UNITS = 2_500;
/** The same, and the list of all candidates. */
const LEAVING_UNITS = 4_500;
/** Recovering the signature, and one record. */
const RECORD_UNITS = 400;
/** The proof of possession takes two pairings in JavaScript, that of the network key far less. */
const PROOF_UNITS = 32_000;
/** Looking for the weakest of all candidates. */
const SEARCH_UNITS = 4_000;

const KEY_FIELDS = [
  { name: 'blsKey', type: 'bytes' },
  { name: 'proofOfPossession', type: 'bytes' },
  { name: 'networkKey', type: 'bytes32' },
  { name: 'networkKeyProof', type: 'bytes' },
] as const;

export const registerMessage: Message<RegisterFields> = {
  primaryType: 'StakingRegister',
  fields: [
    ...KEY_FIELDS,
    { name: 'feePercent', type: 'uint64' },
    { name: 'amountWei', type: 'uint256' },
  ],
  units: PROOF_UNITS + SEARCH_UNITS + STAKE_UNITS,
  maxNewKeys: 7,
  validate(fields) {
    assertKeys(fields);
    assertFee(fields);
  },
  possession: possessionOf,
  describe: ({ feePercent, amountWei }, sender) =>
    `${sender} becomes a candidate for validator with ${formatCoins(amountWei)} of its own ` +
    `and a fee of ${feePercent} %`,
};

export const delegateMessage: Message<DelegateFields> = {
  primaryType: 'StakingDelegate',
  fields: [
    { name: 'validator', type: 'address' },
    { name: 'amountWei', type: 'uint256' },
  ],
  units: STAKE_UNITS,
  maxNewKeys: 4,
  validate: assertAmount,
  describe: ({ validator, amountWei }, sender) =>
    sender === validator
      ? `${sender} adds ${formatCoins(amountWei)} to its own stake`
      : `${sender} delegates ${formatCoins(amountWei)} to validator ${validator}`,
};

export const undelegateMessage: Message<DelegateFields> = {
  primaryType: 'StakingUndelegate',
  fields: [
    { name: 'validator', type: 'address' },
    { name: 'amountWei', type: 'uint256' },
  ],
  units: UNBONDING_UNITS,
  maxNewKeys: 2,
  usesReserve: true,
  validate: assertAmount,
  describe: ({ validator, amountWei }, sender) =>
    sender === validator
      ? `${sender} takes ${formatCoins(amountWei)} of its own stake back`
      : `${sender} takes ${formatCoins(amountWei)} back from validator ${validator}`,
};

export const unregisterMessage: Message<NoFields> = {
  primaryType: 'StakingUnregister',
  fields: [],
  units: LEAVING_UNITS,
  maxNewKeys: 1,
  usesReserve: true,
  validate: () => undefined,
  describe: (_fields, sender) => `${sender} stops being a candidate and takes its own stake back`,
};

export const unjailMessage: Message<NoFields> = {
  primaryType: 'StakingUnjail',
  fields: [],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  usesReserve: true,
  validate: () => undefined,
  describe: (_fields, sender) => `${sender} leaves jail and is a candidate again`,
};

export const setFeeMessage: Message<SetFeeFields> = {
  primaryType: 'StakingSetFee',
  fields: [{ name: 'feePercent', type: 'uint64' }],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  validate: assertFee,
  describe: ({ feePercent }, sender) =>
    `${sender} takes a fee of ${feePercent} % from the next epoch on`,
};

export const replaceKeysMessage: Message<KeyFields> = {
  primaryType: 'StakingReplaceKeys',
  fields: KEY_FIELDS,
  units: PROOF_UNITS + RECORD_UNITS,
  maxNewKeys: 2,
  validate: assertKeys,
  possession: possessionOf,
  describe: (_fields, sender) => `${sender} votes with new keys from the next epoch on`,
};

export const burnFoundingMessage: Message<BurnFoundingFields> = {
  primaryType: 'StakingBurnFounding',
  fields: [{ name: 'amountWei', type: 'uint256' }],
  units: RECORD_UNITS,
  maxNewKeys: 0,
  validate: assertAmount,
  describe: ({ amountWei }, sender) =>
    `${sender} burns ${formatCoins(amountWei)} of its founding stake for ever`,
};

function possessionOf(fields: KeyFields): BroughtKeys {
  const { blsKey, proofOfPossession, networkKey, networkKeyProof } = fields;
  return {
    ...{ blsKey, proof: proofOfPossession },
    network: { key: networkKey, proof: networkKeyProof },
  };
}

function assertKeys(fields: KeyFields): void {
  const { blsKey, proofOfPossession, networkKey, networkKeyProof } = fields;
  if (!isHex(blsKey, 48)) throw malformedKey('blsKey');
  if (!isHex(proofOfPossession, 96)) throw malformedKey('proofOfPossession');
  if (networkKey === ZERO_HASH) throw malformedKey('networkKey');
  if (!isHex(networkKeyProof, 64)) throw malformedKey('networkKeyProof');
}

function assertFee({ feePercent }: SetFeeFields): void {
  if (feePercent > 100n) throw feeTooHigh();
}

function assertAmount({ amountWei }: { amountWei: bigint }): void {
  if (amountWei === 0n) throw zeroAmount();
}
