import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { startVitest } from 'vitest/node';
import { editedText } from './bundle-mutant.ts';
import type { Edit, Mutant } from './mutant.ts';

// The test runner with one project for each mutant: the same tests, and one mistake in what they
// import. Mutants come in as JSON, and what failed goes out.

export interface PartOutcome {
  name: string;
  /** Full names of the tests that noticed. */
  failed: string[];
}

const mutants: Mutant[] = JSON.parse(await text(process.stdin));
const root = process.cwd();
const runner = await startVitest('test', [], {
  watch: false,
  config: false,
  root,
  reporters: [{}],
  projects: mutants.map(({ name, edits, test = '' }) => ({
    root,
    plugins: [{ name: 'mutant', enforce: 'pre' as const, transform: mistakeIn(edits) }],
    test: { name, include: [test], isolate: false },
  })),
});
const outcomes: PartOutcome[] = runner.state.getTestModules().map((module) => ({
  name: module.project.name,
  failed: [...module.children.allTests('failed')].map(({ fullName }) => fullName),
}));
await runner.close();
process.exitCode = 0;
process.stdout.write(`\n${JSON.stringify(outcomes)}\n`);

function mistakeIn(edits: readonly Edit[]) {
  return (code: string, id: string): string | undefined => {
    const mine = edits.filter(({ file }) => resolve(file) === id);
    return mine.length > 0 ? mine.reduce(editedText, code) : undefined;
  };
}
