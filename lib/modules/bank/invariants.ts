import type { Module } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { uintFromBytes } from '../../core/bytes.ts';
import { type Asset, assetFromBytes, FUNGIBLE } from './balances.ts';

/** Per asset: what accounts hold is exactly what exists. Fees and deposits are held by accounts. */
export const bankInvariants: Module['invariants'] = ({ entries }) => {
  const held = new Map<string, bigint>();
  const assets = new Map<string, Asset>();
  const add = (asset: string, amount: bigint) => held.set(asset, (held.get(asset) ?? 0n) + amount);
  for (const [key, value] of entries()) {
    const asset = key.slice(4, 44);
    if (key.startsWith('0x01')) {
      assert(value.length === 32 && uintFromBytes(value) > 0n, 'a balance is a positive word');
      add(asset, uintFromBytes(value));
    } else if (key.startsWith('0x02')) {
      assert(value.length === 20, 'an owner is an address');
      add(asset, 1n);
    } else if (key.startsWith('0x03')) {
      assets.set(asset, assetFromBytes(value));
    }
  }
  for (const asset of held.keys()) assert(assets.has(asset), 'what is held has a supply');
  for (const [asset, { kind, supply }] of assets) {
    const what = kind === FUNGIBLE ? 'balances' : 'tokens';
    assert((held.get(asset) ?? 0n) === supply, `${what} of 0x${asset} sum to the supply`);
  }
};
