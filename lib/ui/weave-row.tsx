import { memo, useMemo } from 'react';
import type { BlockSummary, CommitteeView } from '../client/types.ts';
import { OVERHANG } from './loom/loom-geometry.ts';
import { warpOvers } from './loom/loom-layout.ts';
import { settsOf } from './loom/sett.ts';
import { messages } from './messages.ts';

const SIZES = {
  row: { width: 280, height: 20, thread: 9, gap: 1.6, warp: 7 },
  panel: { width: 518, height: 44, thread: 15, gap: 2.5, warp: 14 },
  page: { width: 1140, height: 76, thread: 28, gap: 4, warp: 26 },
};

/** One certificate as one row of cloth: over means the validator signed. */
export const WeaveRow = memo(function WeaveRow({
  block,
  committee,
  size,
}: {
  block: Pick<BlockSummary, 'height' | 'view' | 'certificate'>;
  /** Of the block's epoch; while it is not known, only the thread is drawn. */
  committee: CommitteeView | undefined;
  size: keyof typeof SIZES;
}) {
  const { width, height, thread, gap, warp } = SIZES[size];
  const sett = useMemo(() => {
    const space = { left: OVERHANG, right: width - OVERHANG, maxWidth: warp };
    return committee && settsOf([committee], space).get(committee.epoch);
  }, [committee, width, warp]);
  const { signers } = block.certificate;
  const overs = warpOvers(sett, signers);
  const top = (height - thread) / 2;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={messages.validatorsSigned(signers.length, committee?.members.length)}
      className="block h-auto w-full"
      data-weave-row=""
      data-height={`${block.height}`}
      data-view={`${block.view}`}
      data-signers={signers.join(',')}
    >
      {sett?.warps.flatMap((each) =>
        each.yarns.map((yarn) => (
          <rect
            key={yarn.left}
            x={yarn.left}
            width={yarn.width}
            height={height}
            rx={yarn.width / 2}
            className="fill-warp"
          />
        )),
      )}
      <rect y={top - gap} width={width} height={thread + gap * 2} className="fill-ground" />
      <rect y={top} width={width} height={thread} rx={thread / 2} className="fill-dye-3" />
      {overs.map((over) => (
        <g key={over.left}>
          <rect
            x={over.left - gap}
            y={top - gap}
            width={over.width + gap * 2}
            height={thread + gap * 2}
            className="fill-ground"
          />
          <rect
            x={over.left}
            y={top - gap - 0.5}
            width={over.width}
            height={thread + gap * 2 + 1}
            className="fill-warp"
          />
        </g>
      ))}
    </svg>
  );
});
