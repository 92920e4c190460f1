import { MAX_TABLE_COLUMNS } from '../../core/limits.ts';
import type { Align, Block } from './tree.ts';

const DELIMITER = /^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/;

/** The table that begins at a line; undefined when none does. Its rows are counted as blocks. */
export function tableFrom(
  lines: readonly string[],
  at: number,
  parser: { blocksLeft: number },
): { block: Block; next: number } | undefined {
  const [headLine = '', ruleLine = ''] = lines.slice(at, at + 2);
  if (!headLine.includes('|') || !ruleLine.includes('-') || !DELIMITER.test(ruleLine)) {
    return undefined;
  }
  const head = cellsOf(headLine);
  const align = cellsOf(ruleLine).map(alignOf);
  if (head.length !== align.length || head.length > MAX_TABLE_COLUMNS) return undefined;
  const rows: string[][] = [];
  let next = at + 2;
  for (; next < lines.length && lines[next]?.includes('|') && parser.blocksLeft >= 0; next++) {
    const cells = cellsOf(lines[next] ?? '');
    rows.push(head.map((_, i) => cells[i] ?? ''));
    parser.blocksLeft--;
  }
  return { block: { kind: 'table', head, align, rows }, next };
}

/** Between bars; a bar after a backslash is text. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let from =
    line.indexOf('|') === line.length - line.trimStart().length ? line.indexOf('|') + 1 : 0;
  for (let i = from; i <= line.length; i++) {
    const isEnd = i === line.length;
    if (!isEnd && (line[i] !== '|' || line[i - 1] === '\\')) continue;
    const cell = line.slice(from, i).trim();
    if (!isEnd || cell !== '') cells.push(cell.replaceAll('\\|', '|'));
    from = i + 1;
  }
  return cells;
}

function alignOf(cell: string): Align {
  const [left, right] = [cell.startsWith(':'), cell.endsWith(':')];
  if (left && right) return 'center';
  return right ? 'right' : left ? 'left' : undefined;
}
