import * as v from 'valibot';
import { REQUIREMENTS } from '../../modules/sponsor/grants.ts';
import { address, hash, name, natural } from '../schema-parts.ts';

// What values of several queries of module `sponsor` consist of.

export const grantView = v.object({
  id: hash,
  opener: address,
  module: name,
  unitsPerAccountPerDay: natural,
  requires: v.picklist(REQUIREMENTS),
  minimumCoinsWei: natural,
  priceMaxWei: natural,
  depositWei: natural,
  paidWei: natural,
  series: natural,
  isOpen: v.boolean(),
  unitsPerDay: natural,
  unitsLeft: natural,
});
