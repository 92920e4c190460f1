import type { ActionContext, Module } from '../../../lib/chain/module.ts';
import { bytesFromUint, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';

/** A module of the tests that creates and deletes keys, fails by name, and has a bug on demand. */
export const shelf: Module = {
  name: 'shelf',
  version: 1,
  uses: ['bank'],
  actions: [
    action('ShelfPut', put),
    { ...action('ShelfSave', put), usesReserve: true },
    action('ShelfTake', (context, { from, count }) => {
      for (let n = 0n; n < (count as bigint); n++) {
        context.store.set(slot((from as bigint) + n), new Uint8Array(0));
      }
    }),
    action('ShelfFail', (context, { from }) => {
      context.store.set(slot(from as bigint), Uint8Array.of(1));
      context.emit('put', { from: from as bigint });
      throw new WeftError('shelf/broken', 'the shelf broke', { weight: 3, from: `${from}` });
    }),
    action('ShelfBug', () => {
      throw new TypeError('a bug');
    }),
    action('ShelfAssert', () => {
      throw new WeftError('internal/assertion', 'a broken assertion');
    }),
    action('ShelfLater', async (context, { from }) => {
      await Promise.resolve();
      context.store.set(slot(from as bigint), Uint8Array.of(2));
    }),
  ],
};

export function slot(n: bigint): Hex {
  return hexFromBytes(bytesFromUint(n, 8));
}

type Execute = Module['actions'][number]['execute'];

function put(context: ActionContext, { from, count }: Parameters<Execute>[1]): void {
  for (let n = 0n; n < (count as bigint); n++) {
    context.store.set(slot((from as bigint) + n), Uint8Array.of(1));
  }
  context.emit('put', { from: from as bigint });
}

function action(primaryType: string, execute: Execute): Module['actions'][number] {
  return {
    primaryType,
    fields: [
      { name: 'from', type: 'uint256' },
      { name: 'count', type: 'uint256' },
    ],
    units: 100,
    maxNewKeys: 8,
    validate({ count }) {
      if ((count as bigint) > 8n) throw new WeftError('shelf/too-many', 'at most eight');
    },
    execute: (context: ActionContext, fields) => execute(context, fields),
    describe: ({ from, count }) => `${primaryType} ${count} from ${from}`,
  };
}
