import { describe, expect, it } from 'vitest';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { HookContext, Module } from '../../../lib/chain/module.ts';
import { bytesFromReceipts, failureFrom, receiptsFromBytes } from '../../../lib/chain/receipt.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import {
  MAX_EVENT_FIELDS,
  MAX_EVENTS_PER_RECEIPT,
  MAX_EVENTS_PER_TRANSACTION,
} from '../../../lib/core/limits.ts';
import { alice, contextAt, signed, testChain, unsigned } from './fixtures.ts';

/** Each may emit as much before the transactions as after them. */
const MOST_MODULES = MAX_EVENTS_PER_RECEIPT / (2 * MAX_EVENTS_PER_TRANSACTION);

const plain = {
  status: 'success' as const,
  units: 0,
  feeWei: 0n,
  depositWei: 0n,
  refundWei: 0n,
};

describe('receipts', () => {
  it('hold the facts of a failure without its words', () => {
    const error = new WeftError('bank/odd', 'words', { count: 5, name: 'x', sure: false });
    expect(failureFrom(error)).toEqual({
      code: 'bank/odd',
      facts: { count: 5n, name: 'x', sure: false },
    });
  });

  it('have as many fields as the limit and no more', () => {
    const withFields = (count: number) => {
      const names = Array.from({ length: count }, (_, i) => [`field${i}`, true]);
      return [{ ...plain, events: [{ name: 'a.b', fields: Object.fromEntries(names) }] }];
    };
    const most = withFields(MAX_EVENT_FIELDS);
    expect(receiptsFromBytes(bytesFromReceipts(most))).toEqual(most);
    expect(() => bytesFromReceipts(withFields(MAX_EVENT_FIELDS + 1))).toThrow('bounded');
  });

  it('are refused with more events than the limit', () => {
    const withEvents = (count: number) => [
      { ...plain, events: Array(count).fill({ name: 'a.b', fields: {} }) },
    ];
    const most = withEvents(MAX_EVENTS_PER_RECEIPT);
    expect(receiptsFromBytes(bytesFromReceipts(most))).toEqual(most);
    const over = bytesFromReceipts(withEvents(MAX_EVENTS_PER_RECEIPT + 1));
    expect(() => receiptsFromBytes(over)).toThrow('too many events');
  });

  it('of a module that emits without end is a bug of the module', async () => {
    const noisy: Module = {
      name: 'noisy',
      version: 1,
      actions: [
        {
          primaryType: 'NoisyShout',
          fields: [{ name: 'times', type: 'uint64' }],
          units: 1,
          maxNewKeys: 0,
          validate: () => {},
          execute: ({ emit }, { times }) => {
            for (let n = 0n; n < (times as bigint); n++) emit('shouted', {});
          },
          describe: () => 'shouts',
        },
      ],
    };
    const chain = testChain({}, [noisy]);
    const shout = (times: number) => {
      const sent = unsigned(alice, 'NoisyShout', { times: BigInt(times) });
      const signedShout = signed(chain, alice, sent);
      return executeBlock(chain, chain.root.tree, contextAt(1n), [signedShout]);
    };
    await shout(MAX_EVENTS_PER_TRANSACTION);
    await expect(shout(MAX_EVENTS_PER_TRANSACTION + 1)).rejects.toThrow('events within');
  });

  it('of the busiest hooks can be read back', async () => {
    const busy = (name: string): Module => {
      const shout = ({ emit }: HookContext) => {
        for (let n = 0; n < MAX_EVENTS_PER_TRANSACTION; n++) emit('shouted', {});
      };
      return { name, version: 1, actions: [], beginBlock: shout, endBlock: shout };
    };
    const run = (modules: Module[]) => {
      const chain = testChain({}, modules);
      return executeBlock(chain, chain.root.tree, contextAt(1n), []);
    };
    const names = Array.from({ length: MOST_MODULES }, (_, i) => `busy${'y'.repeat(i)}`);
    const { receipts, receiptsBytes } = await run(names.map(busy));
    expect(receipts[0]?.events).toHaveLength(MAX_EVENTS_PER_RECEIPT);
    expect(receiptsFromBytes(receiptsBytes)).toEqual(receipts);
    await expect(run([...names, 'another'].map(busy))).rejects.toThrow('events within');
  });
});
