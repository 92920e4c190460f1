import type { Lane } from '../../../lib/client/bridge/transfer.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { LanePicture } from './lane-picture.tsx';

const words = bridgeMessages.bridge.lanes;

/** Whom each lane trusts, before anything is connected. */
export function LaneTable() {
  return (
    <div className="grid grid-cols-2 gap-6 max-desk:grid-cols-1">
      {(['gateway', 'vault'] as const).map((lane) => (
        <section key={lane} aria-label={words[lane].name}>
          <h3>{words[lane].name}</h3>
          <LanePicture lane={lane} />
          <LaneFacts lane={lane} />
        </section>
      ))}
    </div>
  );
}

/**
 * Who could take it, how long leaving takes, and what it is good for. Only Ethereum knows how long
 * the window of this chain is.
 */
export function LaneFacts({ lane, windowMs }: { lane: Lane; windowMs?: number | undefined }) {
  const window = windowMs === undefined ? undefined : formatSpan(windowMs);
  const leave = lane === 'gateway' ? words.gateway.leave : words.vault.leave(window);
  const facts = [
    [words.whoLabel, words[lane].who],
    [words.leaveLabel, leave],
    [words.goodLabel, words[lane].good],
  ] as const;
  return (
    <dl className="text-sm">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="mt-2 text-xs text-ink-3">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
