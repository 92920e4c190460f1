import { cx } from './cx.ts';

/** How much is done; words beside it say the same. */
export function ProgressBar({
  share,
  half = false,
  tight = false,
}: {
  share: number;
  /** A mark in the middle. */
  half?: boolean;
  /** In the colour of what is final. */
  tight?: boolean;
}) {
  return (
    <div aria-hidden="true" className="relative h-1.5 overflow-hidden rounded-[3px] bg-hairline">
      <i
        className={cx('block h-full rounded-[3px]', tight ? 'bg-dye-3' : 'bg-dye-2')}
        style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
      />
      {half && <i className="absolute inset-y-0 left-1/2 w-0.5 bg-ground" />}
    </div>
  );
}
