import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Gzip bytes of what a first visit loads, read from the exported site in `out/`. */
export function bundleSizes(folder = 'out') {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const pageScripts = new Set(
    [...html.matchAll(/<script[^>]+src="\/([^"]+\.js)"[^>]*>/g)]
      .filter((match) => !match[0].includes('noModule'))
      .map((match) => match[1] as string),
  );
  const chunks = filesUnder(join(folder, '_next')).filter((path) => path.endsWith('.js'));
  const workers = chunks
    .map((path) => ({ path, size: gzipBytes(path), text: readFileSync(path, 'utf8') }))
    .filter((chunk) => !pageScripts.has(chunk.path.slice(folder.length + 1)));
  return {
    firstPageJavaScript: sum([...pageScripts].map((path) => gzipBytes(join(folder, path)))),
    nodeWorker: sum(workers.filter((chunk) => chunk.text.includes('gossipsub')).map((c) => c.size)),
  };
}

function gzipBytes(path: string): number {
  return gzipSync(readFileSync(path)).length;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
