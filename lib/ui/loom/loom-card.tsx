import { useMemo } from 'react';
import type { Address, Phase } from '../../client/types.ts';
import type { Committees } from '../committees.ts';
import { messages } from '../messages.ts';
import { Proof } from '../proof.tsx';
import { Loom } from './loom.tsx';
import { LoomLegend } from './loom-legend.tsx';
import { LoomList } from './loom-list.tsx';
import { LoomNow } from './loom-now.tsx';
import { loomRows } from './loom-rows.ts';
import type { LoomState } from './loom-state.ts';

const words = messages.loom;
const ANNOUNCE_EVERY_BLOCKS = 8n;
const LISTED_ROWS = 9;

export interface LoomCardProps {
  committees: Committees;
  /** Epoch of the next block; undefined until it is known. */
  epoch: bigint | undefined;
  state: LoomState;
  phase: Phase;
  /** The validator of this tab. */
  own?: Address | undefined;
  nameOf: (address: Address) => string | undefined;
}

/** The signature picture with the same facts in words beside it, as wide as its place allows. */
export function LoomCard({ committees, epoch, state, phase, own, nameOf }: LoomCardProps) {
  const committee = epoch === undefined ? undefined : committees.get(epoch);
  const rows = useMemo(() => loomRows(state).slice(0, LISTED_ROWS), [state]);
  return (
    <section
      aria-labelledby="loom-title"
      className="@container min-w-0 overflow-hidden rounded-card border border-hairline bg-cloth-raised"
    >
      <header className="flex items-start justify-between gap-3 px-6 pt-5 max-desk:px-4 max-desk:pt-[18px]">
        <div>
          <h2 id="loom-title">{words.title}</h2>
          <p className="mt-0.5 text-sm text-ink-2">{words.lead(committee?.members.length)}</p>
        </div>
        {state.blocks.length > 0 && (
          <div className="pt-1 max-desk:hidden">
            <Proof />
          </div>
        )}
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)_392px] max-wide:grid-cols-[minmax(0,1fr)_340px] @max-[44.5rem]:grid-cols-[minmax(0,1fr)_88px]">
        <div className="h-[436px] min-w-0 pt-2 pr-3 pl-6 @max-[44.5rem]:col-start-1 @max-[44.5rem]:row-start-2 @max-[44.5rem]:h-[428px] @max-[44.5rem]:pt-0 @max-[44.5rem]:pr-1 max-desk:pl-4 @max-[36.75rem]:h-[400px]">
          <Loom committees={committees} epoch={epoch} state={state} own={own} />
        </div>
        <div className="h-[436px] pt-2 pr-6 pl-1 text-sm @max-[44.5rem]:contents">
          <div className="flex h-[158px] flex-col justify-end pb-5 @max-[44.5rem]:col-span-2 @max-[44.5rem]:row-start-1 @max-[44.5rem]:h-auto @max-[44.5rem]:px-6 @max-[44.5rem]:pt-4 @max-[44.5rem]:pb-3.5 max-desk:px-4">
            <LoomNow committees={committees} state={state} phase={phase} />
          </div>
          <div className="h-[270px] overflow-hidden @max-[44.5rem]:col-start-2 @max-[44.5rem]:row-start-2 @max-[44.5rem]:mt-[158px] @max-[44.5rem]:pr-6 max-desk:pr-4 @max-[36.75rem]:mt-[112px]">
            <LoomList rows={rows} nameOf={nameOf} />
            {rows.length === 0 && (
              <p className="text-ink-2 @max-[44.5rem]:hidden">{words.nothingOnTrust}</p>
            )}
          </div>
        </div>
      </div>
      <LoomLegend />
      <p className="sr-only" aria-live="polite" data-loom-announcement="">
        {announcement(state)}
      </p>
    </section>
  );
}

/** Changes at every eighth block only: a screen reader is told, not flooded. */
function announcement(state: LoomState): string {
  const height = state.blocks[0]?.height ?? 0n;
  const announced = height - (height % ANNOUNCE_EVERY_BLOCKS);
  return announced > 0n ? words.announce(announced) : '';
}
