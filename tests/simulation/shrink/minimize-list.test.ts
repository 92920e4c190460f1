import { describe, expect, it } from 'vitest';
import { minimizeList } from './minimize-list.ts';

const HUNDRED = Array.from({ length: 100 }, (_, i) => i);

describe('a list is minimized', () => {
  it.each([[[]], [[0]], [[99]], [[3, 50]], [[0, 1, 2]], [[10, 40, 41, 99]]])(
    'to %j, which it needs',
    (needed) => {
      const stillFails = (items: readonly number[]) => needed.every((one) => items.includes(one));
      expect(minimizeList(HUNDRED, stillFails)).toEqual(needed);
    },
  );

  it('to one of several that would do', () => {
    expect(minimizeList(HUNDRED, (items) => items.length > 0)).toHaveLength(1);
  });

  it('in far fewer runs than there are subsets', () => {
    let runs = 0;
    minimizeList(HUNDRED, (items) => ++runs > 0 && items.includes(7) && items.includes(70));
    expect(runs).toBeLessThan(100);
  });
});
