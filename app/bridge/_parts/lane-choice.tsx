import type { Lane } from '../../../lib/client/bridge/transfer.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { LanePicture } from './lane-picture.tsx';
import { LaneFacts } from './lane-table.tsx';

const words = bridgeMessages.bridge;
const LANES: readonly Lane[] = ['gateway', 'vault'];

/** Whom to trust, where it is chosen, risks in the same size as benefits. */
export function LaneChoice({
  lane,
  windowMs,
  isDisabled,
  onChoose,
}: {
  lane: Lane;
  windowMs: number | undefined;
  isDisabled: boolean;
  onChoose(lane: Lane): void;
}) {
  return (
    <fieldset disabled={isDisabled} className="min-w-0">
      <legend className="mb-2.5 text-sm font-strong">{words.lane}</legend>
      <div className="grid grid-cols-2 gap-3 max-desk:grid-cols-1">
        {LANES.map((each) => (
          <label
            key={each}
            className="relative block cursor-pointer rounded-[14px] border border-hairline-strong bg-cloth-top px-4 pt-3.5 pb-4 [--ground:var(--cloth-top)] hover:border-outline has-checked:border-dye-3 has-checked:inset-ring has-checked:inset-ring-dye-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="lane"
              value={each}
              checked={lane === each}
              onChange={() => onChoose(each)}
              className="peer absolute opacity-0"
            />
            <span
              aria-hidden="true"
              className="absolute top-[15px] right-3.5 size-[18px] rounded-full border-[1.5px] border-outline peer-checked:border-[5.5px] peer-checked:border-dye-3"
            />
            <span className="block font-title">{words.lanes[each].name}</span>
            <LanePicture lane={each} />
            <LaneFacts lane={each} windowMs={windowMs} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
