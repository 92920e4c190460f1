import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { contractsUnder, sourcesUnder } from './sources.ts';

const MAX_LINES_PER_FILE = 400;
const MAX_LINES_PER_FUNCTION = 70;
const MAX_COLUMNS = 100;
const MAX_MEDIAN_LINES = 100;

const product = sourcesUnder('app', 'lib', 'workers', 'contracts');
const contracts = contractsUnder('contracts');
const everything = [...product, ...sourcesUnder('tests'), ...contracts];

describe('the tidy house', () => {
  it('has sources to look at', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(contracts.length).toBeGreaterThan(10);
  });

  it('keeps files short', () => {
    const long = everything.filter((file) => file.lines.length > MAX_LINES_PER_FILE);
    expect(long.map((file) => `${file.path}: ${file.lines.length}`)).toEqual([]);
    const lengths = product.map((file) => file.lines.length).sort((a, b) => a - b);
    expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(MAX_MEDIAN_LINES);
  });

  it('keeps lines narrow', () => {
    const wide = everything.flatMap((file) =>
      file.lines.flatMap((line, i) =>
        line.length > MAX_COLUMNS && !/https?:\/\/|\bd="|['"`][^'"`]{60}/.test(line)
          ? [`${file.path}:${i + 1}`]
          : [],
      ),
    );
    expect(wide).toEqual([]);
  });

  it('keeps functions short', () => {
    expect(product.flatMap(longFunctions)).toEqual([]);
  });

  it('throws typed errors, and leaves nothing for later', () => {
    const banned = anyOf(
      /throw new Error\(/,
      /@ts-(ignore|nocheck|expect-error)/,
      /\bas any\b|: any\b/,
      /\bTODO\b|\bFIXME\b/,
      /\.only\(|\b(it|test|describe)\.(skip|todo)\(/,
    );
    const found = everything
      .filter((file) => !file.path.includes('tests/architecture'))
      .flatMap((file) =>
        file.lines.flatMap((line, i) => (banned.test(line) ? [`${file.path}:${i + 1}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = product
      .map((file) => file.path.split('/').pop() as string)
      .filter((name) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.(tsx?|mjs|cjs|js)$/.test(name));
    expect(odd).toEqual([]);
  });

  it('keeps a process in a hundred lines', () => {
    const processes = sourcesUnder('workers').filter((file) => file.path.endsWith('.ts'));
    const long = processes.filter((file) => file.lines.length > 101);
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('keeps clocks, chance and the world out of the pure floors', () => {
    const impure = anyOf(
      /\bDate\b|\bperformance\b|\bsetTimeout\b|\bsetInterval\b/,
      /Math\.random|\bcrypto\./,
      /\bfetch\(|\bglobalThis\b/,
    );
    const found = sourcesUnder('lib/core', 'lib/chain', 'lib/consensus', 'lib/modules').flatMap(
      (file) =>
        file.lines.flatMap((line, i) =>
          impure.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${file.path}:${i + 1}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });
});

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

function longFunctions(file: { path: string; lines: string[] }): string[] {
  const source = ts.createSourceFile(
    file.path,
    file.lines.join('\n'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (last - first + 1 > MAX_LINES_PER_FUNCTION) found.push(`${file.path}:${first + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
