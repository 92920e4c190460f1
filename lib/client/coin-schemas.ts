import * as v from 'valibot';
import { type Address, isHex } from '../core/bytes.ts';
import { MAX_COIN_FILE_BYTES, MAX_KEPT_COINS } from '../core/module-limits.ts';

// Requests about coins of the Vault.

const address = v.pipe(
  v.custom<Address>((value) => isHex(value, 20), 'hexadecimal'),
  v.transform((value) => value.toLowerCase() as Address),
);
const natural = v.pipe(v.bigint(), v.minValue(0n));
const slot = v.pipe(natural, v.maxValue(2n ** 64n - 1n));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const coin = v.object({
  slot,
  kind: v.picklist([0, 1, 2]),
  token: address,
  value: natural,
  owner: address,
  birth: natural,
  parent: natural,
  state: v.picklist(['pending', 'final', 'secured', 'tainted']),
  waitsFor: v.optional(
    v.picklist(['coin-block', 'checkpoint', 'history', 'exits', 'renewal', 'look', 'ethereum']),
  ),
  pendingTo: v.optional(address),
  openExits: natural,
  checked: count,
  of: count,
});

const coins = v.object({
  count: natural,
  coins: v.pipe(v.array(coin), v.maxLength(2 * MAX_KEPT_COINS)),
});

const file = v.object({
  name: v.pipe(v.string(), v.maxLength(64)),
  text: v.pipe(v.string(), v.maxLength(MAX_COIN_FILE_BYTES)),
  isWhole: v.boolean(),
});

export const coinRequestSchemas = {
  coins: { params: v.object({ account: address }), result: coins },
  coin: { params: v.object({ slot }), result: v.nullable(coin) },
  coinFile: {
    params: v.object({ slot, transfersOnly: v.optional(v.boolean()) }),
    result: file,
  },
};
