/** What the contracts are made with and nobody can change later. Times in seconds, bonds in wei. */
export interface ContractRules {
  /** Without a checkpoint for so long, anybody may declare the chain dead. */
  silence: bigint;
  /** From then until it may be sealed. */
  grace: bigint;
  /** From the start of a Vault exit to its end. */
  window: bigint;
  exitBond: bigint;
  challengeBond: bigint;
}

const DAY = 86_400n;

export const DEFAULT_RULES: ContractRules = {
  silence: 30n * DAY,
  grace: 7n * DAY,
  window: 7n * DAY,
  exitBond: 10n ** 17n,
  challengeBond: 10n ** 17n,
};
