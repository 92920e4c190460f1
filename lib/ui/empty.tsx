import type { ReactNode } from 'react';

/** Pictures of nothing: bare warp, one loose thread, a cut thread. */
const WEFT = {
  bare: undefined,
  loose: 'M2 16c14 0 14 12 29 12s15-18 30-18 15 14 29 14 14-8 28-8',
  cut: 'M2 18h40c6 0 6 7 11 10M118 18H84c-6 0-7-7-13-9',
};

/** Empty is a state with a next step. */
export function Empty({
  picture = 'bare',
  title,
  action,
  children,
}: {
  picture?: keyof typeof WEFT;
  title: string;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const weft = WEFT[picture];
  return (
    <div className="grid justify-items-center gap-1.5 px-6 py-10 text-center text-sm text-ink-2">
      <svg width="120" height="36" viewBox="0 0 120 36" aria-hidden="true" className="mb-2.5">
        {[12, 35, 59, 83, 106].map((x, i) => (
          <rect key={x} x={x} width={i === 2 ? 6 : 4} height="36" rx="2" className="fill-warp" />
        ))}
        {weft && (
          <path
            d={weft}
            fill="none"
            strokeWidth="6"
            strokeLinecap="round"
            className={picture === 'cut' ? 'stroke-warp-lit' : 'stroke-dye-2'}
          />
        )}
      </svg>
      <p className="text-base font-title tracking-[-0.01em] text-ink">{title}</p>
      {children && <p className="max-w-[46ch]">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
