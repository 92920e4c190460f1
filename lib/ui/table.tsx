import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface Column {
  key: string;
  title: string;
  isNumber?: boolean;
}

export interface TableRow {
  key: string;
  cells: readonly ReactNode[];
}

const EDGE = 'first:pl-6 last:pr-6 max-desk:first:pl-4 max-desk:last:pr-4';

/** Scrolls inside itself, by finger and by keyboard, instead of shrinking its text. */
export function Table({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
    <section className="overflow-x-auto -outline-offset-2" tabIndex={0} aria-label={label}>
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cx(
                  'border-b border-hairline px-3 py-2 font-medium whitespace-nowrap text-ink-3',
                  EDGE,
                  column.isNumber ? 'text-right' : 'text-left',
                )}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="group hover:bg-cloth-sunken/55">
              {row.cells.map((cell, i) => (
                <td
                  key={columns[i]?.key}
                  className={cx(
                    'h-11 border-b border-hairline px-3 whitespace-nowrap group-last:border-b-0',
                    EDGE,
                    columns[i]?.isNumber && 'text-right',
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
