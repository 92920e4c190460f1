import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPostings } from '../../../../lib/modules/qa/index-postings.ts';

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('add', 'add', 'remove', 'each'),
    word: fc.nat(600),
    entry: fc.nat(9),
  }),
  { maxLength: 200 },
);

it('entries of a word are those that were added and not removed, whenever somebody asked', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const postings = createPostings();
      const known = new Map<number, Set<number>>();
      for (const { what, word, entry } of all) {
        const entries = known.get(word) ?? new Set();
        known.set(word, entries);
        if (what === 'add' && !entries.has(entry)) {
          postings.add(word, entry);
          entries.add(entry);
        } else if (what === 'remove') {
          expect(postings.remove(word, entry)).toBe(entries.delete(entry));
        } else if (what === 'each') {
          const told: number[] = [];
          postings.each(word, (each) => told.push(each));
          expect(told.sort()).toEqual([...entries].sort());
        }
        expect(postings.count(word)).toBe(entries.size);
      }
    }),
  );
});
