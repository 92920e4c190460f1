import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../lib/consensus/engine.ts';

describe('the protocol as its README states it', () => {
  it('is the rules the engine tries, by name and in their order', () => {
    const text = readFileSync('lib/consensus/README.md', 'utf8');
    const stated = [...text.matchAll(/^\d+\. \*\*(\w+)\*\*/gm)].map((match) => match[1]);
    expect(stated).toEqual(RULES.map(({ name }) => name));
  });
});
