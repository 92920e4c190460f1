import {
  type Address,
  type Hash,
  type Hex,
  isHex,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { keccakHex } from '../core/keccak.ts';
import {
  MAX_CHAIN_NAME_LENGTH,
  MAX_COMMITTEE_MEMBERS,
  MAX_EVENT_FIELDS,
  MAX_KEPT_COMMITTEES,
  MAX_STORED_RLP_ITEMS,
  MIN_BLOCK_MS_FLOOR,
} from '../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import { bytesFromText, textFromBytes } from '../core/utf8.ts';
import {
  type Committee,
  committeeFromItem,
  itemFromCommittee,
  type Member,
  totalPower,
} from './committee.ts';
import { HEADER_VERSION, type Header } from './header.ts';
import { fieldsFromItem, itemFromFields } from './receipt.ts';

/** Everything that defines a chain; its hash is in every header and every signature. */
export interface Genesis {
  chainName: string;
  /** Ethereum's chain id: the domain of what wallets sign. */
  ethereumChainId: bigint;
  /** Zero addresses on a chain without Ethereum contracts. */
  contracts: { checkpoints: Address; gateway: Address; vault: Address };
  timestampMs: number;
  /** seed_0: first randomness for leaders. */
  seed: Hash;
  parameters: {
    /** Smallest time between blocks, at least 100. */
    minBlockMs: number;
    /** 0 means one epoch for ever with the founding committee. */
    epochMs: number;
    /** Price of a unit in wei that blocks start from, and below which it never falls. */
    basePriceWei: bigint;
    /** Wei held for each state key a transaction creates. */
    keyDepositWei: bigint;
    /** How long stake stays bound after it was taken back, and evidence is accepted. */
    unbondingMs: number;
    /** Stake that gives one unit of voting power. */
    powerUnitWei: bigint;
    /** Most members of a committee. */
    maxMembers: number;
    /** Most that one member's power counts, as a share of all power; 100 is no cap. */
    maxSharePercent: number;
    /** Smallest time between blocks that hold transfers of Vault coins. */
    coinBlockMs: number;
  };
  /**
   * Sorted by account, keys unique. Each member starts with a founding stake of its power times
   * `powerUnitWei`, which votes and can never leave.
   */
  committee: Committee;
  /** Native coins given at start, sorted by account; only on a chain without Ethereum contracts. */
  allocations: readonly { account: Address; amountWei: bigint }[];
  /** Values that modules read at start, sorted by module; one that is not here has its defaults. */
  settings: readonly { module: string; values: ModuleSettings }[];
}

/** Integers, and bytes such as addresses. */
export type ModuleSettings = Readonly<Record<string, bigint | Hex>>;

/** A module's own values; empty where genesis names none. */
export function settingsOf({ settings }: Genesis, module: string): ModuleSettings {
  return settings.find((each) => each.module === module)?.values ?? {};
}

export function hashOfGenesis(genesis: Genesis): Hash {
  return keccakHex(bytesFromGenesis(genesis));
}

/** `name-1a2b3c4d`: the chain's name and the first four bytes of its genesis hash. */
export function chainIdOf(chainName: string, genesisHash: Hash): string {
  return `${chainName}-${genesisHash.slice(2, 10)}`;
}

/** The root of epoch 0: final by definition, parent of the first block. */
export function genesisHeader(genesis: Genesis, stateRoot: Hash): Header {
  return {
    version: HEADER_VERSION,
    genesisHash: hashOfGenesis(genesis),
    epoch: 0n,
    view: 0n,
    height: 0n,
    parentHash: ZERO_HASH,
    timestampMs: genesis.timestampMs,
    proposer: ZERO_ADDRESS,
    bodyRoot: ZERO_HASH,
    stateRoot,
    outboxRoot: ZERO_HASH,
    coinRoot: ZERO_HASH,
    coinCount: 0n,
    inboxCount: 0n,
    inboxHash: ZERO_HASH,
    mix: genesis.seed,
    nextCommitteeHash: ZERO_HASH,
  };
}

/** @throws WeftError `genesis/invalid` naming the broken rule. */
export function assertGenesis(genesis: Genesis): void {
  const { parameters, committee, contracts, allocations } = genesis;
  const require = (condition: boolean, rule: string) => {
    if (!condition) throw new WeftError('genesis/invalid', `genesis: ${rule}`, { rule });
  };
  require(CHAIN_NAME.test(genesis.chainName), 'chain name of letters, digits, spaces and hyphens');
  require(genesis.chainName.length <= MAX_CHAIN_NAME_LENGTH, 'chain name of at most 64 letters');
  require(isU64(genesis.ethereumChainId), 'Ethereum chain id within 64 bits');
  require(isTime(genesis.timestampMs), 'timestamp in whole milliseconds');
  require(isLowerHex(genesis.seed, 32), 'seed of 32 bytes');
  require(isTime(parameters.minBlockMs), 'block time in whole milliseconds');
  require(isTime(parameters.coinBlockMs), 'time between coin blocks in whole milliseconds');
  require(parameters.minBlockMs >= MIN_BLOCK_MS_FLOOR, 'block time of at least 100 ms');
  require(isTime(parameters.epochMs), 'epoch in whole milliseconds');
  require(isU256(parameters.basePriceWei), 'base price within 256 bits');
  require(isU256(parameters.keyDepositWei), 'key deposit within 256 bits');
  for (const address of Object.values(contracts)) {
    require(isLowerHex(address, 20), 'contract addresses of 20 bytes, lower case');
  }
  assertEpochs(genesis, require);
  require(committee.length >= 1, 'at least one committee member');
  require(committee.length <= MAX_COMMITTEE_MEMBERS, 'at most 100 committee members');
  for (const member of committee) require(isMember(member), 'members with keys and power');
  require(isAscending(committee.map(({ account }) => account)), 'committee sorted by account');
  require(areUnique(committee.map(({ blsKey }) => blsKey)), 'unique BLS keys');
  require(areUnique(committee.map(({ networkKey }) => networkKey)), 'unique network keys');
  const missing = Object.values(contracts).filter((address) => address === ZERO_ADDRESS);
  const isAlone = missing.length === Object.values(contracts).length;
  require(isAlone || missing.length === 0, 'all contract addresses or none');
  require(isAlone || allocations.length === 0, 'no allocations on a chain with contracts');
  for (const { account, amountWei } of allocations) {
    require(isLowerHex(account, 20), 'allocation accounts of 20 bytes, lower case');
    require(amountWei >= 1n && isU256(amountWei), 'allocations of at least one wei');
  }
  require(isAscending(allocations.map(({ account }) => account)), 'allocations sorted by account');
  const supply = allocations.reduce((sum, { amountWei }) => sum + amountWei, 0n);
  require(isU256(supply), 'allocations that sum to at most 256 bits');
  assertSettings(genesis, require);
  const power = totalPower(committee) + supply / parameters.powerUnitWei;
  require(isU64(power), 'a power unit of which all stake there can be is within 64 bits');
}

export function bytesFromGenesis(genesis: Genesis): Uint8Array<ArrayBuffer> {
  const { contracts, parameters } = genesis;
  return encodeRlp([
    bytesFromText(genesis.chainName),
    uintItem(genesis.ethereumChainId),
    [hexItem(contracts.checkpoints), hexItem(contracts.gateway), hexItem(contracts.vault)],
    uintItem(genesis.timestampMs),
    hexItem(genesis.seed),
    [
      uintItem(parameters.minBlockMs),
      uintItem(parameters.epochMs),
      uintItem(parameters.basePriceWei),
      uintItem(parameters.keyDepositWei),
      uintItem(parameters.unbondingMs),
      uintItem(parameters.powerUnitWei),
      uintItem(parameters.maxMembers),
      uintItem(parameters.maxSharePercent),
      uintItem(parameters.coinBlockMs),
    ],
    itemFromCommittee(genesis.committee),
    genesis.allocations.map(({ account, amountWei }) => [hexItem(account), uintItem(amountWei)]),
    genesis.settings.map(({ module, values }) => [bytesFromText(module), itemFromFields(values)]),
  ]);
}

/** @throws WeftError `codec/malformed`, or `genesis/invalid` for a broken rule. */
export function genesisFromBytes(bytes: Uint8Array): Genesis {
  const [name, chainId, contracts, timestamp, seed, parameters, ...rest] = listOf(
    decodeRlp(bytes, MAX_STORED_RLP_ITEMS),
    9,
  );
  const [committee, allocations, settings] = rest;
  const [checkpoints, gateway, vault] = listOf(contracts, 3);
  const [minBlock, epoch, basePrice, keyDeposit, ...staking] = listOf(parameters, 9);
  const [unbonding, powerUnit, maxMembers, maxSharePercent, coinBlock] = staking;
  const genesis: Genesis = {
    chainName: textFromBytes(bytesOf(name)),
    ethereumChainId: uintOf(chainId),
    contracts: {
      checkpoints: hexOf(checkpoints, 20),
      gateway: hexOf(gateway, 20),
      vault: hexOf(vault, 20),
    },
    timestampMs: numberOf(timestamp),
    seed: hexOf(seed, 32),
    parameters: {
      minBlockMs: numberOf(minBlock),
      epochMs: numberOf(epoch),
      basePriceWei: uintOf(basePrice, 32),
      keyDepositWei: uintOf(keyDeposit, 32),
      unbondingMs: numberOf(unbonding),
      powerUnitWei: uintOf(powerUnit, 32),
      maxMembers: numberOf(maxMembers),
      maxSharePercent: numberOf(maxSharePercent),
      coinBlockMs: numberOf(coinBlock),
    },
    committee: committeeFromItem(committee),
    allocations: listOf(allocations).map((item) => {
      const [account, amount] = listOf(item, 2);
      return { account: hexOf(account, 20), amountWei: uintOf(amount, 32) };
    }),
    settings: listOf(settings).map((item) => {
      const [module, values] = listOf(item, 2);
      return { module: textFromBytes(bytesOf(module)), values: settingsFromItem(values) };
    }),
  };
  assertGenesis(genesis);
  return genesis;
}

function settingsFromItem(item: RlpItem | undefined): ModuleSettings {
  const entries = Object.entries(fieldsFromItem(item)).map(([name, value]) => {
    if (typeof value !== 'bigint' && !isHex(value)) throw malformed('a setting of another kind');
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

/** What they mean, and which there are, each module says. */
function assertSettings(
  { settings }: Genesis,
  require: (condition: boolean, rule: string) => void,
): void {
  const named = settings.map(({ module }) => module);
  require(named.every((module) => MODULE_NAME.test(module)), 'settings of modules, by name');
  require(isAscending(named), 'settings sorted by module');
  for (const { values } of settings) {
    const entries = Object.entries(values);
    require(entries.length <= MAX_EVENT_FIELDS, 'a bounded number of settings of a module');
    for (const [name, value] of entries) {
      require(SETTING_NAME.test(name), 'settings named by words');
      const isWell = typeof value === 'bigint' ? isU256(value) : isLowerHex(value);
      require(isWell, 'settings within 256 bits, or bytes in lower case');
    }
  }
}

const MODULE_NAME = /^[a-z]{2,32}$/;
const SETTING_NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const CHAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9 -]*$/;

/** Rules about epochs, stake and power. */
function assertEpochs(
  { parameters, committee }: Genesis,
  require: (condition: boolean, rule: string) => void,
): void {
  const { minBlockMs, epochMs, unbondingMs, powerUnitWei } = parameters;
  const { maxMembers, maxSharePercent } = parameters;
  require(epochMs === 0 || epochMs >= minBlockMs, 'epochs of at least one block');
  require(isTime(unbondingMs), 'unbonding in whole milliseconds');
  // The committees of that time are kept beside the current one, and no epoch ends early.
  const isKept = epochMs === 0 || unbondingMs <= (MAX_KEPT_COMMITTEES - 1) * epochMs;
  require(isKept, `unbonding of at most ${MAX_KEPT_COMMITTEES - 1} epochs`);
  require(powerUnitWei >= 1n && isU256(powerUnitWei), 'power unit of at least one wei');
  require(isU256(totalPower(committee) * powerUnitWei), 'founding stake within 256 bits');
  const isSize = Number.isInteger(maxMembers) && maxMembers <= MAX_COMMITTEE_MEMBERS;
  require(isSize && maxMembers >= committee.length, 'room for the founding members, at most 100');
  const isShare = Number.isInteger(maxSharePercent) && maxSharePercent <= 100;
  require(isShare && maxSharePercent >= 1, 'a largest share between 1 and 100 percent');
}

function isMember({ account, blsKey, networkKey, power }: Member): boolean {
  const hasKeys = isLowerHex(blsKey, 48) && isLowerHex(networkKey, 32);
  return isLowerHex(account, 20) && hasKeys && power >= 1n && isU64(power);
}

function isLowerHex(value: string, length?: number): boolean {
  return isHex(value, length) && value === value.toLowerCase();
}

function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isU64(value: bigint): boolean {
  return value >= 0n && value < 1n << 64n;
}

function isU256(value: bigint): boolean {
  return value >= 0n && value < 1n << 256n;
}

function isAscending(values: readonly string[]): boolean {
  return values.every((value, i) => i === 0 || (values[i - 1] as string) < value);
}

function areUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
