import { describe, expect, it } from 'vitest';
import { bytesFromBlock } from '../../../lib/chain/block.ts';
import { EXECUTION_LIMITS } from '../../../lib/chain/block-execution.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import { MAX_BLOCK_BYTES } from '../../../lib/core/limits.ts';
import {
  alice,
  bob,
  carol,
  contextAt,
  filled,
  GENESIS_MS,
  signed,
  testChain,
  transfer,
  unsigned,
  unsignedTransfer,
} from './fixtures.ts';
import { shelf } from './shelf-module.ts';

const chain = testChain({}, [shelf]);
const { tree } = chain.root;

describe('building a block', () => {
  it('leaves out what is invalid, with the reason, and executes the rest', async () => {
    const good = transfer(chain, alice, bob.account, 1n);
    const gapped = transfer(chain, bob, alice.account, 1n, { nonce: 5n });
    const poor = transfer(chain, carol, alice.account, 1n);
    const next = transfer(chain, alice, bob.account, 2n, { nonce: 1n });
    const parts = await buildBlock(chain, tree, contextAt(1n), [good, good, gapped, poor, next]);
    expect(parts.transactions).toEqual([good, next]);
    expect(parts.skipped.map(({ error }) => error.code)).toEqual([
      'transaction/nonce-used',
      'transaction/nonce-gap',
      'transaction/cannot-pay',
    ]);
    const executed = await executeBlock(chain, tree, contextAt(1n), [good, next]);
    expect(parts.stateRoot).toBe(executed.stateRoot);
    expect(parts.receiptsRoot).toBe(executed.receiptsRoot);
    expect(parts.diff).toEqual(executed.diff);
  });

  it('stops when the block is full', async () => {
    const candidates = [0n, 1n, 2n].map((nonce) =>
      transfer(chain, alice, bob.account, 1n, { nonce }),
    );
    const limits = { ...EXECUTION_LIMITS, units: 500 };
    const parts = await buildBlock(chain, tree, contextAt(1n), candidates, { limits });
    expect(parts.transactions.length).toBe(2);
    expect(parts.skipped).toEqual([]);
  });

  it('propagates bugs instead of skipping them', async () => {
    const bug = signed(chain, alice, unsigned(alice, 'ShelfBug', { from: 0n, count: 0n }));
    await expect(buildBlock(chain, tree, contextAt(1n), [bug])).rejects.toThrow(TypeError);
  });

  it('fits the byte limit of a block with the largest transactions', async () => {
    const wide = testChain({}, [paper]);
    const note = 'x'.repeat(15_000);
    const candidates = Array.from({ length: 75 }, (_, n) =>
      signed(wide, alice, unsigned(alice, 'PaperWrite', { note }, { nonce: BigInt(n) })),
    );
    const parts = await buildBlock(wide, wide.root.tree, contextAt(1n), candidates);
    expect(parts.transactions.length).toBeGreaterThan(60);
    expect(parts.transactions.length).toBeLessThan(75);
    const plan = {
      view: 1n,
      timestampMs: GENESIS_MS + 1_000,
      proposer: contextAt(1n).proposer,
      reveal: filled(96, 1),
      inbox: [],
      evidence: [],
    };
    const block = sealBlock(wide, wide.root.header, plan, parts);
    expect(bytesFromBlock(block).length).toBeLessThanOrEqual(MAX_BLOCK_BYTES);
  });

  it('asks a generator for no more candidates than the block needs', async () => {
    let asked = 0;
    function* candidates() {
      for (let nonce = 0n; ; nonce++) {
        asked++;
        yield unsignedTransfer(chain, alice.account, bob.account, 1n, { nonce });
      }
    }
    const limits = { ...EXECUTION_LIMITS, transactions: 3 };
    await buildBlock(chain, tree, contextAt(1n), candidates(), { limits });
    expect(asked).toBe(4);
  });
});

const paper = {
  name: 'paper',
  version: 1,
  actions: [
    {
      primaryType: 'PaperWrite',
      fields: [{ name: 'note', type: 'string' }],
      units: 1,
      maxNewKeys: 0,
      validate: () => {},
      execute: () => {},
      describe: () => 'writes',
    },
  ],
} as const;
