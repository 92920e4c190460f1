import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { typedQuery } from '../../../lib/client/typed-query.ts';
import { sourceOf } from '../../../lib/react/use-query.ts';

const countQuery = typedQuery<{ of: string }, number>('shelf', 'count', v.number());

describe('an answer that is kept fresh', () => {
  const source = sourceOf(countQuery, { of: 'books' });

  it('is asked for and followed by the same question', async () => {
    const input = { of: 'books' };
    expect(source.subscription).toEqual({ topic: 'query', module: 'shelf', name: 'count', input });
    const client = { query: async () => ({ value: 3, height: 7n }) };
    expect(await source.load(client as never)).toEqual({ value: 3, height: 7n });
  });

  it('is the newest, in whatever order answers come', () => {
    const known = { value: 3, height: 7n };
    expect(source.next({ value: 4, height: 8n }, known)).toEqual({ value: 4, height: 8n });
    expect(source.next({ value: 2, height: 6n }, known)).toBe(known);
    expect(source.merge?.({ value: 2, height: 6n }, known)).toBe(known);
  });

  it('is asked for again when news make no sense, so that the reason is told', async () => {
    expect(source.next({ value: 'odd', height: 8n }, undefined)).toBeUndefined();
    const client = { query: async () => ({ value: 'odd', height: 8n }) };
    const malformed = expect.objectContaining({ code: 'client/malformed' });
    await expect(source.load(client as never)).rejects.toThrow(malformed);
  });
});
