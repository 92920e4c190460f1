/** Where something stands: by `rank`, and by id among those of the same rank. */
export interface Place {
  rank: number | bigint;
  id: number;
}

/** Ids in an order that is kept while ranks change. */
export interface Shelf {
  /** Puts an id at its rank; takes it away without one. */
  put(id: number, rank: Place['rank'] | undefined): void;
  /** From the highest rank down, below `after` if given; of equal ones the newest first. */
  fromTop(after?: Place): Iterable<Place>;
  has(id: number): boolean;
  size(): number;
}

export function createShelf(): Shelf {
  const byId = new Map<number, Place>();
  // Sorted when somebody first asks, and kept so: while an index is built nobody does.
  let sorted: Place[] | undefined;

  return {
    put(id, rank) {
      const before = byId.get(id);
      if (before?.rank === rank) return;
      if (before) {
        sorted?.splice(indexOf(sorted, before), 1);
        byId.delete(id);
      }
      if (rank === undefined) return;
      const place = { rank, id };
      sorted?.splice(indexOf(sorted, place), 0, place);
      byId.set(id, place);
    },
    *fromTop(after) {
      sorted ??= [...byId.values()].sort(comparePlaces);
      const end = after ? indexOf(sorted, after) : sorted.length;
      for (let at = end - 1; at >= 0; at--) yield sorted[at] as Place;
    },
    has: (id) => byId.has(id),
    size: () => byId.size,
  };
}

/** First index whose place is not below. */
function indexOf(places: readonly Place[], place: Place): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(places[middle] as Place, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Negative if `a` is below `b`. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id - b.id;
}
