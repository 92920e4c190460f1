import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, one line each. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="text-sm">
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="flex items-baseline justify-between gap-5 border-t border-hairline py-2.5 first:border-t-0"
        >
          <dt className="flex-none text-ink-2">{fact.label}</dt>
          <dd className="min-w-0 text-right wrap-anywhere">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
