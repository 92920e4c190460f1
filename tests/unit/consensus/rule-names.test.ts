import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../lib/consensus/engine.ts';

/** Names after a number and a dot, as a list that states the rules has them. */
function namesIn(path: string, pattern: RegExp): string[] {
  const text = readFileSync(new URL(`../../../lib/consensus/${path}`, import.meta.url), 'utf8');
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}

describe('the rules', () => {
  const names = RULES.map((rule) => rule.name);

  it('are functions with the names that the README gives them, in its order', () => {
    expect(namesIn('README.md', /^\d+\. \*\*(\w+)\*\*/gm)).toEqual(names);
  });

  it('are listed at the engine in the same order', () => {
    expect(namesIn('engine.ts', /^ \* \d+\. (\w+) /gm)).toEqual(names);
  });
});
