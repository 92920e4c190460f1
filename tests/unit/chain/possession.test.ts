import { describe, expect, it } from 'vitest';
import { bindModules } from '../../../lib/chain/bind-modules.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { possessionOf } from '../../../lib/chain/check-transaction.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { council } from './council-module.ts';
import {
  alice,
  bob,
  contextAt,
  filled,
  signed,
  testGenesis,
  transfer,
  unsigned,
} from './fixtures.ts';

const chain = createChain(testGenesis(), [bank, council]);
const fields = { blsKey: filled(48, 1), proof: filled(96, 2) };
const registration = signed(chain, alice, unsigned(alice, 'CouncilRegister', fields));

describe('a BLS key in a transaction', () => {
  it('is claimed by the account for this chain', () => {
    const { genesisHash } = chain;
    const claim = { ...fields, genesisHash, account: alice.account };
    expect(possessionOf(chain, registration)).toEqual(claim);
    expect(possessionOf(chain, transfer(chain, alice, bob.account, 1n))).toBeUndefined();
  });

  it('is known to be proven or not when the action runs', async () => {
    for (const [outcome, isProven] of [
      [{ isKeyProven: true }, true],
      [{ isKeyProven: false }, false],
      [{}, false],
    ] as const) {
      const transaction = { ...registration, ...outcome };
      const block = contextAt(1n);
      const { receipts } = await executeBlock(chain, chain.root.tree, block, [transaction]);
      expect(receipts[0]?.events).toEqual([{ name: 'council.registered', fields: { isProven } }]);
    }
  });
});

it('the stake is in one module at most', () => {
  const journal = createStateJournal(chain.root.tree);
  const twice = [bank, council, { ...council, name: 'senate', actions: [] }];
  const bind = () => bindModules(twice, journal, contextAt(1n), () => {});
  expect(bind).toThrow(expect.objectContaining({ code: 'internal/assertion' }));
});
