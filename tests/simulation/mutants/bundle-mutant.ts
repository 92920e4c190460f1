import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { WeftError } from '../../../lib/core/errors.ts';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import type { Edit, Mutant } from './mutant.ts';

/**
 * Builds the simulator with one mistake in it; the sources stay as they are.
 * @throws WeftError `mutant/out-of-date` when an edit does not match exactly once.
 */
export async function bundleMutant({ name, edits }: Mutant, entry: string): Promise<string> {
  const purpose = basename(entry, '.ts');
  const outfile = `.weft/mutants/${purpose}-${name.replace(/\W+/g, '-')}.js`;
  for (const edit of edits) editedText(await readFile(edit.file, 'utf8'), edit);
  return bundleForNode(entry, outfile, [editing(edits)]);
}

function editing(edits: readonly Edit[]): Plugin {
  const paths = new Set(edits.map(({ file }) => resolve(file)));
  return {
    name: 'mutant',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!paths.has(path)) return undefined;
        const mine = edits.filter(({ file }) => resolve(file) === path);
        return { contents: mine.reduce(editedText, await readFile(path, 'utf8')), loader: 'ts' };
      });
    },
  };
}

/** A source text with an edit in it. @throws WeftError `mutant/out-of-date`. */
export function editedText(text: string, { file, search, replace }: Edit): string {
  const matches = text.split(search).length - 1;
  if (matches === 1) return text.replace(search, () => replace);
  const detail = `${matches} matches in ${file} of: ${search}`;
  throw new WeftError('mutant/out-of-date', detail, { file, matches });
}
