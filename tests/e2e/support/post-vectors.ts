import { expect, type Page } from '@playwright/test';
import type { HDAccount } from 'viem';
import { SCRIPT_VECTORS } from '../../unit/ui/markdown/script-vectors.ts';
import { expectDone, expectRefused, fresh } from './ask-outcomes.ts';

const MOST_COMMENT_CHARACTERS = 1_000;
const IMAGE = '<img src=x onerror=alert(1)>';

/** A question and all about it, made of nothing but ways to run a script. */
export async function postVectors(page: Page): Promise<{ question: bigint; author: HDAccount }> {
  const author = fresh(0);
  const by = (primaryType: string, values: Readonly<Record<string, string | bigint>>) => ({
    ...{ from: author, primaryType, values },
  });
  const [seen, unseen] = [false, true].map((wanted) =>
    SCRIPT_VECTORS.filter((vector) => hasUnseen(vector) === wanted),
  ) as [string[], string[]];
  expect(unseen.length).toBeGreaterThan(2);
  const title = `${IMAGE} [a](javascript:alert(1)) {{alert(1)}} __proto__`;
  const tags = 'constructor -onload-';
  const text = seen.join('\n\n');
  const refused = by('QaAsk', { title, tags, text: unseen.join('\n\n') });
  await expectRefused(page, refused, 'qa/unseen-character');
  await expectRefused(page, by('QaAsk', { title, tags: '__proto__', text }), 'qa/tags-malformed');
  const question = await expectDone(page, by('QaAsk', { title, tags, text: 'First.' }));
  const edit = { post: question, edits: 0n, title, tags, text };
  await expectDone(page, by('QaEdit', edit));
  await expectDone(page, by('QaAnswer', { question, text: seen.toReversed().join('\n\n') }));
  const comment = { post: question, text: seen.join('\n').slice(0, MOST_COMMENT_CHARACTERS) };
  await expectDone(page, by('QaComment', comment));
  const bio = `${IMAGE} [a](javascript:alert(1)) <svg onload=alert(1)> ![a](//example.com/a.png)`;
  await expectDone(page, by('QaSetProfile', { name: 'constructor', bio }));
  return { question, author };
}

/** The chain takes none of these, wherever they stand. */
function hasUnseen(text: string): boolean {
  return [...text].some((character) => /\p{Cc}/u.test(character) && !'\n\t'.includes(character));
}
