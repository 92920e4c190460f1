import { describe, expect, it } from 'vitest';
import { minimizeList } from './minimize-list.ts';

const HUNDRED = Array.from({ length: 100 }, (_, i) => i);

describe('a list is minimized', () => {
  it.each([[[]], [[0]], [[99]], [[3, 50]], [[0, 1, 2]], [[10, 40, 41, 99]]])(
    'to %j, which it needs',
    async (needed) => {
      const stillFails = async (items: readonly number[]) =>
        needed.every((one) => items.includes(one));
      expect(await minimizeList(HUNDRED, stillFails)).toEqual(needed);
    },
  );

  it('to one of several that would do', async () => {
    expect(await minimizeList(HUNDRED, async (items) => items.length > 0)).toHaveLength(1);
  });

  it('in far fewer runs than there are subsets', async () => {
    let runs = 0;
    await minimizeList(
      HUNDRED,
      async (items) => ++runs > 0 && items.includes(7) && items.includes(70),
    );
    expect(runs).toBeLessThan(100);
  });
});
