import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type NoticeKind = 'plain' | 'care' | 'fault';

const KINDS: Record<NoticeKind, { box: string; lit: string }> = {
  plain: { box: 'bg-cloth-sunken', lit: 'text-ink' },
  care: { box: 'bg-care-wash', lit: 'text-care' },
  fault: { box: 'bg-fault-wash', lit: 'text-fault' },
};

/** What happened, what was not lost, what to do. */
export function Notice({
  kind = 'plain',
  title,
  actions,
  children,
}: {
  kind?: NoticeKind;
  title: string;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  const { box, lit } = KINDS[kind];
  const Icon = kind === 'plain' ? Info : TriangleAlert;
  return (
    <div
      role={kind === 'fault' ? 'alert' : 'status'}
      className={cx('flex gap-3 rounded-field px-4 py-3.5 text-sm text-ink-2', box)}
    >
      <Icon size={17} aria-hidden="true" className={cx('mt-px', lit)} />
      <div className="min-w-0 flex-1">
        <b className={cx('block', lit)}>{title}</b>
        {children}
        {actions && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
