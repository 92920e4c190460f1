import { type CoinTransfer, digestOfCoinTransfer } from '../../chain/coin-transfer.ts';
import type { ActionDefinition, ActionFields } from '../../chain/module.ts';
import { type Hex, ZERO_ADDRESS } from '../../core/bytes.ts';
import { parseSignature } from '../../core/secp256k1.ts';
import { wrongRecipient, wrongSignature } from './errors.ts';
import { domainOf } from './parameters.ts';

/** A transfer and the 65 bytes of its owner over `digestOfCoinTransfer`. */
export type TransferFields = Pick<CoinTransfer, keyof CoinTransfer> & { ownerSignature: Hex };

/** An action without its effect: what a wallet shows, what can be checked without state. */
type Message<Fields extends ActionFields> = Omit<ActionDefinition<Fields>, 'execute'>;

/** Two signatures to recover, a dozen entries of state, and its share of closing the coin block. */
const TRANSFER_UNITS = 700;

export const transferMessage: Message<TransferFields> = {
  primaryType: 'VaultTransfer',
  fields: [
    { name: 'slot', type: 'uint64' },
    { name: 'parent', type: 'uint64' },
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'lastCoinBlock', type: 'uint64' },
    { name: 'ownerSignature', type: 'bytes' },
  ],
  units: TRANSFER_UNITS,
  // The receiver's first coin, and a part of the open coin block that was never so full.
  maxNewKeys: 3,
  validate({ to, from, ownerSignature }) {
    if (to === ZERO_ADDRESS) throw wrongRecipient(to);
    if (!parseSignature(ownerSignature)) throw wrongSignature(from, 'nobody');
  },
  cosignature: ({ ownerSignature, ...transfer }, genesis) => ({
    digest: digestOfCoinTransfer(domainOf(genesis), transfer),
    signature: ownerSignature,
  }),
  describe: ({ slot, from, to }) => `${from} sends Vault coin ${slot} to ${to}`,
};
