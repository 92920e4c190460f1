import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Thread } from './thread.tsx';

export type ChipKind = 'plain' | 'final' | 'pending' | 'care' | 'fault';

const KINDS: Record<ChipKind, string> = {
  plain: 'bg-cloth-sunken text-ink-2',
  final: 'bg-dye-wash text-dye-3',
  pending: 'text-ink-2 inset-ring inset-ring-hairline-strong',
  care: 'bg-care-wash text-care',
  fault: 'bg-fault-wash text-fault',
};

/** A state in one or two words. Pending and final carry their thread. */
export function Chip({ kind = 'plain', children }: { kind?: ChipKind; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex h-6 flex-none items-center gap-1.5 rounded-chip px-[9px] text-xs font-[540] whitespace-nowrap',
        KINDS[kind],
      )}
    >
      {(kind === 'final' || kind === 'pending') && <Thread tight={kind === 'final'} />}
      {children}
    </span>
  );
}
