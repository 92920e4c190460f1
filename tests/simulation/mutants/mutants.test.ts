import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleMutant, editedText } from './bundle-mutant.ts';
import { EQUIVALENTS } from './equivalents.ts';
import { MUTANTS } from './mutants.ts';
import { runMutants } from './run-mutants.ts';

// A simulation that cannot fail proves nothing: each mistake in the source must be noticed.

/**
 * Each is the first to notice something in the source as it ships; I8 only in the simulated driver,
 * which stands where the node writes its blocks (`in-node.ts` has the mistake in the real one).
 */
const PROMISES = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'I12', 'I13'];

/**
 * One in eight, and for each promise one that it has to notice first. All of them, by
 * `npm run simulate:mutants`, take six minutes.
 */
const first = new Map([...MUTANTS].reverse().map((mutant) => [mutant.first, mutant]));
const sample = MUTANTS.filter((mutant, i) => i % 8 === 0 || first.get(mutant.first) === mutant);

describe('mistakes', () => {
  it('are all noticed, and each promise notices some', { timeout: 900_000 }, async () => {
    const verdicts = await runMutants(sample);
    const survivors = verdicts.filter(({ killedBy }) => !killedBy).map(({ name }) => name);
    expect(survivors).toEqual([]);
    const noticing = new Set(verdicts.map(({ killedBy }) => killedBy?.invariant));
    expect([...PROMISES, 'I15', 'time'].filter((promise) => !noticing.has(promise))).toEqual([]);
  });

  it('have names of their own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it.each(EQUIVALENTS)('that nothing can show are in the source: $name', ({ edits }) => {
    for (const edit of edits) {
      const source = readFileSync(edit.file, 'utf8');
      expect(editedText(source, edit)).not.toBe(source);
    }
  });

  it('are out of date when the source is no longer the one they change', async () => {
    const edits = [{ file: 'lib/consensus/rules.ts', search: 'no such text', replace: '' }];
    await expect(bundleMutant({ name: 'stale', edits }, 'unused.ts')).rejects.toThrow('0 matches');
  });
});
