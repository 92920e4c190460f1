import { cx } from './cx.ts';

/** Power that has signed, with the mark it must reach. Words beside it say the same. */
export function PowerMeter({ share, quorumShare }: { share: number; quorumShare: number }) {
  return (
    <div aria-hidden="true" className="relative h-2 rounded bg-hairline">
      <i
        className={cx(
          'absolute inset-y-0 left-0 rounded transition-[width,background-color] duration-(--base) ease-thread',
          share >= quorumShare ? 'bg-dye-3' : 'bg-dye-2',
        )}
        style={{ width: `${Math.min(1, share) * 100}%` }}
      />
      <i
        className="absolute -inset-y-1 w-0.5 rounded-[1px] bg-ink"
        style={{ left: `${quorumShare * 100}%` }}
      />
    </div>
  );
}
