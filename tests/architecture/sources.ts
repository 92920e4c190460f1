import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface SourceFile {
  path: string;
  lines: string[];
}

/** Tracked and new source files below the given folders, with their text. */
export function sourcesUnder(...folders: string[]): SourceFile[] {
  return filesUnder(/\.(ts|tsx|mjs|cjs|js)$/, folders).filter(
    ({ path }) => !path.includes('.generated.'),
  );
}

/** The same of Solidity. */
export function contractsUnder(...folders: string[]): SourceFile[] {
  return filesUnder(/\.sol$/, folders);
}

function filesUnder(name: RegExp, folders: string[]): SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
    { encoding: 'utf8' },
  );
  return listed
    .split('\n')
    .filter((path) => name.test(path))
    .flatMap((path) => {
      try {
        return [{ path, lines: readFileSync(path, 'utf8').split('\n') }];
      } catch {
        return []; // listed by git but deleted in the working tree
      }
    });
}
