import type { ActionContext, HookContext, Module, Stake } from '../../../lib/chain/module.ts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';
import type { BankKeeper } from '../../../lib/modules/bank/keeper.ts';

/**
 * A stake of the tests: whoever is convicted is out, the others rotate their power each epoch, and
 * the fees of every block wait in a pot.
 */
export const council: Module = {
  name: 'council',
  version: 1,
  uses: ['bank'],
  actions: [
    {
      primaryType: 'CouncilDisband',
      fields: [],
      units: 100,
      maxNewKeys: 1,
      validate: () => {},
      execute: ({ store }) => store.set(DISBANDED, Uint8Array.of(1)),
      describe: () => 'nobody is eligible any more',
    },
    {
      primaryType: 'CouncilRegister',
      fields: [
        { name: 'blsKey', type: 'bytes' },
        { name: 'proof', type: 'bytes' },
      ],
      units: 100,
      maxNewKeys: 1,
      validate: () => {},
      possession: ({ blsKey, proof }) => ({ blsKey: blsKey as Hex, proof: proof as Hex }),
      execute: (context: ActionContext) => {
        context.emit('registered', { isProven: context.isKeyProven });
      },
      describe: () => 'brings a key',
    },
  ],
  beginBlock(context) {
    for (const { account, epoch } of context.block.guilty) {
      context.store.set(removedKey(account), Uint8Array.of(1));
      context.emit('removed', { account, epoch });
    }
  },
  stake: (context) => stakeOf(context),
};

/** Holds the fees of every block. */
export const POT: Address = `0x${'70'.repeat(20)}`;

function stakeOf({ store, block, keepers, emit }: HookContext): Stake {
  const isRemoved = (account: Address) => store.get(removedKey(account)) !== undefined;
  return {
    isRemoved,
    nextCommittee() {
      if (store.get(DISBANDED)) return [];
      const left = block.epoch.committee.filter(({ account }) => !isRemoved(account));
      emit('chosen', { members: BigInt(left.length) });
      return left.map((member, index) => ({
        ...member,
        power: 2n + ((block.epoch.number + BigInt(index)) % 3n),
      }));
    },
    reward(_proposer, feesWei) {
      (keepers.bank as BankKeeper).credit(POT, feesWei);
    },
  };
}

function removedKey(account: Address): Hex {
  return `0x01${account.slice(2)}`;
}

const DISBANDED: Hex = '0x02';
