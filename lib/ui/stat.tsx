import type { ReactNode } from 'react';

/** Label above, unit small, exact value on hover. */
export function Stat({
  label,
  unit,
  title,
  children,
}: {
  label: string;
  unit?: ReactNode;
  title?: string;
  children: ReactNode;
}) {
  return (
    <div>
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd title={title} className="mt-0.5 text-xl font-strong tracking-tight">
        {children}
        {unit && (
          <small className="ml-[3px] text-sm font-text tracking-[0em] text-ink-2">{unit}</small>
        )}
      </dd>
    </div>
  );
}
