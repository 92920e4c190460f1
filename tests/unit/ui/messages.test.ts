import { describe, expect, it } from 'vitest';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

/** Every text that needs no values, with its path. */
function textsOf(value: unknown, path = 'messages'): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, `${path}.${name}`));
}

describe('messages', () => {
  it('are plain: no exclamation marks, no stray spaces, no "confirmed"', () => {
    const texts = textsOf({ ...messages, ...stakeMessages, ...askMessages });
    expect(texts.length).toBeGreaterThan(150);
    const odd = texts.filter(([, text]) => /!|oops|^\s|\s$| {2}|confirmed/i.test(text));
    expect(odd).toEqual([]);
  });

  it('agree with their number', () => {
    expect(messages.validatorsSigned(3, 4)).toBe('3 of 4 validators signed');
    expect(messages.explorer.transactionCount(1)).toBe('1 transaction');
    expect(messages.explorer.transactionCount(1000)).toBe('1,000 transactions');
    expect(messages.loom.lead(1)).toMatch(/^1 validator is the warp/);
    expect(messages.loom.lead(undefined)).toMatch(/^Validators are the warp/);
    expect(messages.node.strip.syncing(1n)).toBe('Waits for 1 block');
  });

  it('have a word for every phase and every step of the join', () => {
    const phases = ['starting', 'syncing', 'live', 'paused', 'alone', 'stopped'] as const;
    for (const phase of phases) {
      expect(messages.node.phases[phase]).not.toBe('');
      expect(messages.node.hero[phase]).toMatch(/\.$/);
    }
  });
});
