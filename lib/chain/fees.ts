import { bytesFromUint, type Hex, uintFromBytes } from '../core/bytes.ts';
import { MAX_BLOCK_BYTES, MAX_BLOCK_UNITS, TEXT_BYTES_PER_ITEM } from '../core/limits.ts';
import { utf8Length } from '../core/utf8.ts';
import { CHAIN_DOMAIN } from './action-registry.ts';
import { statePrefix } from './bind-modules.ts';
import type { ActionDefinition, ActionFields, FieldValue, ModuleStore } from './module.ts';

/** Price of a unit in wei in the block that executes on this state. */
export function basePriceOf(state: Pick<ModuleStore, 'get'>): bigint {
  return uintFromBytes(state.get(BASE_PRICE_KEY) ?? new Uint8Array(0));
}

export function setBasePrice(state: ModuleStore, basePriceWei: bigint): void {
  if (basePriceOf(state) === basePriceWei) return;
  const isFree = basePriceWei === 0n;
  state.set(BASE_PRICE_KEY, isFree ? new Uint8Array(0) : bytesFromUint(basePriceWei, 32));
}

/**
 * Price after a block that was so full, in units, as EIP-1559 moves it: towards half-full blocks,
 * by at most an eighth, and never below the genesis price, so an idle chain is not free to fill.
 */
export function nextBasePrice(basePriceWei: bigint, usedUnits: number, floorWei: bigint): bigint {
  const target = BigInt(MAX_BLOCK_UNITS / 2);
  const excess = BigInt(usedUnits) - target;
  const change = (basePriceWei * excess) / target / MAX_CHANGE_DENOMINATOR;
  const next = basePriceWei + (excess > 0n && change === 0n ? 1n : change);
  return next < floorWei ? floorWei : next;
}

/** Fee of an included transaction: all its units at the base price, and the tip. */
export function feeOf(
  units: number,
  basePriceWei: bigint,
  feeMax: bigint,
  depositWei: bigint,
): { baseWei: bigint; tipWei: bigint } {
  const baseWei = BigInt(units) * basePriceWei;
  const rest = feeMax - baseWei - depositWei;
  return { baseWei, tipWei: rest < baseWei ? rest : baseWei };
}

/** Units of an action whose lists have so many items together. */
export function unitsOf(
  { units, unitsPerItem = 0 }: Pick<ActionDefinition, 'units' | 'unitsPerItem'>,
  items: number,
): number {
  return units + unitsPerItem * items;
}

/** Most state keys that an action with so many items can create. */
export function maxNewKeysOf(
  { maxNewKeys, maxNewKeysPerItem = 0 }: Pick<ActionDefinition, 'maxNewKeys' | 'maxNewKeysPerItem'>,
  items: number,
): number {
  return maxNewKeys + Math.ceil(maxNewKeysPerItem * items);
}

/** What makes an action larger: integers of its lists, and each begun piece of its texts. */
export function itemsIn(fields: ActionFields): number {
  return Object.values(fields).reduce<number>((sum, value) => sum + itemsOf(value), 0);
}

function itemsOf(value: FieldValue): number {
  if (typeof value === 'object') return value.length;
  if (typeof value !== 'string') return 0;
  return Math.ceil(utf8Length(value) / TEXT_BYTES_PER_ITEM);
}

/** How full a block is, in units: by its work or by its bytes, whichever is more. */
export function loadOf(units: number, bytes: number): number {
  return Math.max(units, Math.ceil((bytes * MAX_BLOCK_UNITS) / MAX_BLOCK_BYTES));
}

/**
 * A `feeMax` to propose to the account: room for the price to rise through about eight full blocks,
 * a tip, and every key deposit the action may need with the account's own first record.
 */
export function quoteFeeMax(
  { units, maxNewKeys }: { units: number; maxNewKeys: number },
  basePriceWei: bigint,
  keyDepositWei: bigint,
): bigint {
  return BigInt(units) * basePriceWei * QUOTE_FACTOR + BigInt(maxNewKeys + 1) * keyDepositWei;
}

const MAX_CHANGE_DENOMINATOR = 8n;
/** (9/8)^8 is 2.6 times the base fee, and the tip needs one more. */
const QUOTE_FACTOR = 4n;

/** `chain` 00 02. */
const BASE_PRICE_KEY: Hex = `${statePrefix(CHAIN_DOMAIN)}02`;
