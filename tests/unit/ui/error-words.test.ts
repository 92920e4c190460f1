import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsByArea, errorsByCode } from '../../../lib/ui/english/errors.ts';
import { errorWords, failureWord, hasErrorWords } from '../../../lib/ui/error-words.ts';

/** Every `area/reason` literal that is passed to an error or named in a union of codes. */
function codesOfTheCodeBase(): string[] {
  const files = ['lib', 'workers'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('ui/'))
      .map((path) => join(root, path)),
  );
  const literals = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
      .replace(/from '[^']+'/g, '')
      .replace(/import\([^)]*\)/g, '');
    return [...text.matchAll(/(?:'|code: ')([a-z][a-z-]*\/[a-z][a-z-]*)'/g)].map(
      (match) => match[1] as string,
    );
  });
  return [...new Set(literals)].filter((code) => !NO_ERRORS.has(code)).sort();
}

/** Look like codes and are none. */
const NO_ERRORS = new Set(['application/json', 'text/plain', 'wagmi/actions', 'viem/accounts']);

describe('error words', () => {
  const codes = codesOfTheCodeBase();

  it('finds the codes of the code base', () => {
    expect(codes.length).toBeGreaterThan(40);
    expect(codes).toContain('storage/full');
    expect(codes).toContain('bank/insufficient-balance');
  });

  it('has words for every one of them', () => {
    expect(codes.filter((code) => !hasErrorWords(code))).toEqual([]);
  });

  it('has no words for codes that nobody raises', () => {
    const built = /^(consensus|wallet|transaction)\//;
    const stale = Object.keys(errorsByCode).filter(
      (code) => !codes.includes(code) && !built.test(code),
    );
    expect(stale).toEqual([]);
  });

  it('says what happened, what was not lost and what to do, as plain sentences', () => {
    for (const words of [...Object.values(errorsByCode), ...Object.values(errorsByArea)]) {
      const [happened, safe, next] = words;
      expect(happened).toMatch(/^[A-Z].*[^.]$/);
      expect(safe).toMatch(/^[A-Z].*\.$/);
      expect(next).toMatch(/^[A-Z].*\.$/);
      expect(words.join(' ')).not.toMatch(/!|oops|sorry/i);
    }
  });

  it('prefers the words of the code to those of its area, and always says something', () => {
    const facts = {};
    expect(errorWords({ code: 'storage/full', message: '', facts }).happened).toContain('space');
    expect(errorWords({ code: 'storage/odd', message: '', facts }).happened).toContain('database');
    expect(errorWords({ code: 'odd', message: '', facts }).next).not.toBe('');
  });

  it('says why nobody pays for a transaction, where that is known', () => {
    const words = (reason?: string) =>
      errorWords({
        code: 'transaction/nobody-pays',
        message: '',
        facts: reason === undefined ? {} : { reason },
      }).happened;
    expect(words('sponsor/out-of-coins')).toContain('run out of coins');
    expect(words('sponsor/odd')).toBe(words());
    expect(words()).toContain('Nobody pays');
  });

  it('shortens a failure to its reason', () => {
    const error = { code: 'bank/insufficient-balance', message: '', facts: {} };
    expect(failureWord(error)).toBe('insufficient balance');
  });
});
