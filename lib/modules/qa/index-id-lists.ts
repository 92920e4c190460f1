/** Ascending lists of ids, by what they belong to. */
export function createIdLists<Key>() {
  const lists = new Map<Key, number[]>();

  return {
    *counts(): Generator<[Key, number]> {
      for (const [key, list] of lists) yield [key, list.length];
    },
    of: (key: Key): readonly number[] => lists.get(key) ?? NONE,
    add(key: Key, id: number): void {
      const list = lists.get(key);
      if (list) list.splice(placeOf(list, id), 0, id);
      else lists.set(key, [id]);
    },
    remove(key: Key, id: number): void {
      const list = lists.get(key);
      const at = list ? placeOf(list, id) : 0;
      if (list?.[at] !== id) return;
      list.splice(at, 1);
      if (list.length === 0) lists.delete(key);
    },
  };
}

function placeOf(list: readonly number[], id: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NONE: readonly number[] = [];
