import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface TimelineEntry {
  key: string;
  title: string;
  /** At the right: when it was. */
  aside?: ReactNode;
  children?: ReactNode;
  state: 'done' | 'now' | 'later' | 'bad';
}

/** One thread with a knot where something became true: dashed ahead, solid behind. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="text-sm">
      {entries.map((entry, i) => (
        <li
          key={entry.key}
          data-entry={entry.key}
          data-state={entry.state}
          aria-current={entry.state === 'now' ? 'step' : undefined}
          className="relative pb-4 pl-[30px] text-ink-2 last:pb-0"
        >
          {i < entries.length - 1 && <Line done={entry.state === 'done'} />}
          <Knot state={entry.state} />
          <div className="flex items-baseline justify-between gap-3">
            <b className={cx(entry.state !== 'later' && 'text-ink')}>{entry.title}</b>
            {entry.aside && <span className="text-xs whitespace-nowrap">{entry.aside}</span>}
          </div>
          {entry.children}
        </li>
      ))}
    </ol>
  );
}

function Line({ done }: { done: boolean }) {
  return (
    <i
      aria-hidden="true"
      className={cx(
        'absolute top-3 -bottom-2 left-[7px] w-0.5',
        done
          ? 'bg-dye-3'
          : 'bg-[repeating-linear-gradient(var(--hairline-strong)_0_4px,transparent_4px_8px)]',
      )}
    />
  );
}

const KNOTS: Record<TimelineEntry['state'], string> = {
  done: 'border-dye-3 bg-dye-3',
  now: 'border-dye-3 bg-ground ring-4 ring-dye-wash',
  later: 'border-hairline-strong bg-ground',
  bad: 'border-fault bg-ground ring-4 ring-fault-wash',
};

function Knot({ state }: { state: TimelineEntry['state'] }) {
  return (
    <i
      aria-hidden="true"
      className={cx('absolute top-[5px] left-0.5 size-3 rounded-full border-2', KNOTS[state])}
    />
  );
}
