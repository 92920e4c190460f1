import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Tracked and new source files below the given folders, with their text. */
export function sourcesUnder(...folders: string[]): { path: string; lines: string[] }[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...folders],
    { encoding: 'utf8' },
  );
  return listed
    .split('\n')
    .filter((path) => /\.(ts|tsx|mjs|cjs|js)$/.test(path) && !path.includes('.generated.'))
    .flatMap((path) => {
      try {
        return [{ path, lines: readFileSync(path, 'utf8').split('\n') }];
      } catch {
        return []; // listed by git but deleted in the working tree
      }
    });
}
