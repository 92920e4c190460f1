import { describe, expect, it } from 'vitest';
import { AccountHistory } from '../../../../lib/client/bridge/account-history.ts';
import { FIRST_HISTORY_BLOCKS } from '../../../../lib/client/bridge/limits.ts';
import { readBlocks } from '../../../../lib/client/bridge/read-blocks.ts';
import type { AccountLogs, BlockRange } from '../../../../lib/client/bridge/read-logs.ts';
import { WeftError } from '../../../../lib/core/errors.ts';

const FINALIZED = 150n;
const HEAD = FINALIZED + 70n;

/** Something of the account in each block, from an endpoint that gives so many blocks at once. */
function endpointGiving(most: bigint) {
  return async ({ from, to }: BlockRange): Promise<AccountLogs> => {
    const count = to - from + 1n;
    if (count > most) throw new WeftError('ethereum/refused', 'the range is too large');
    const claims = Array.from({ length: Number(count) }, (_, i) => {
      const block = from + BigInt(i);
      return { index: block, block, transaction: '0xab' as const };
    });
    return { events: [], claims, exits: [], ends: [] };
  };
}

describe('reading blocks', () => {
  it('gets all of them from an endpoint that gives fewer than are not final', async () => {
    const history = new AccountHistory(1n);
    const read = endpointGiving(10n);
    for (let looks = 0; !history.isComplete() && looks < 100; looks++) {
      await readBlocks(history, { finalized: FINALIZED, head: HEAD }, read);
    }
    const blocks = history.all().claims.map(({ block }) => block);
    expect(blocks).toEqual(Array.from({ length: Number(HEAD) }, (_, i) => BigInt(i + 1)));
  });

  it('asks for the newest at once where that is little', async () => {
    const asked: BlockRange[] = [];
    const read = endpointGiving(FIRST_HISTORY_BLOCKS);
    await readBlocks(new AccountHistory(1n), { finalized: FINALIZED, head: HEAD }, (range) => {
      asked.push(range);
      return read(range);
    });
    expect(asked[0]).toEqual({ from: FINALIZED + 1n, to: HEAD });
  });

  it('throws when not even one block is given', async () => {
    const history = new AccountHistory(1n);
    const look = () => readBlocks(history, { finalized: 1n, head: 2n }, endpointGiving(0n));
    while (history.shrink());
    await expect(look()).rejects.toMatchObject({ code: 'ethereum/refused' });
  });
});
