import * as v from 'valibot';
import { address, count, hash, name, natural } from './schema-parts.ts';

/** The constants of a chain, as its node tells them. */
export const chainSchema = v.object({
  chainId: name,
  chainName: name,
  genesisHash: hash,
  ethereumChainId: natural,
  coinSymbol: name,
  names: v.array(v.object({ account: address, name })),
  keylessAccounts: v.array(address),
  domain: v.object({
    name,
    version: name,
    chainId: natural,
    verifyingContract: v.optional(address),
    salt: v.optional(hash),
  }),
  actions: v.array(
    v.object({
      primaryType: name,
      module: name,
      fields: v.array(v.object({ name, type: name })),
      units: count,
      unitsPerItem: count,
      maxBytes: count,
      bySession: v.boolean(),
    }),
  ),
});
