import { memo } from 'react';
import type { Address } from '../core/bytes.ts';
import { swatchPattern } from './swatch-pattern.ts';

/** An account's patch of cloth. Decoration beside the address, which is always written. */
export const Swatch = memo(function Swatch({
  address,
  size = 20,
}: {
  address: Address;
  size?: number;
}) {
  const pattern = swatchPattern(address);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={size > 24 ? 'rounded-control' : 'rounded-[5px]'}
    >
      <rect width="20" height="20" fill={pattern.ground} />
      {pattern.over.flatMap((row, r) =>
        row.map((isOver, c) => {
          const key = `${r}/${c}`;
          const fill = pattern.dyes[r];
          return isOver ? (
            <rect
              key={key}
              x={c * 5 - 0.3}
              y={r * 5 + 0.9}
              width="5.6"
              height="3.2"
              rx="1"
              fill={fill}
            />
          ) : (
            <rect
              key={key}
              x={c * 5 + 1.1}
              y={r * 5 - 0.2}
              width="2.8"
              height="5.4"
              rx="1"
              fill={fill}
              opacity=".45"
            />
          );
        }),
      )}
    </svg>
  );
});
