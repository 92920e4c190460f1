import { useState } from 'react';
import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { SponsorRow } from './sponsor-row.tsx';

const words = sponsorMessages.free;
const FIRST_SHOWN = 4;

/** Who sponsors, oldest first as they are asked, and what each wants for it. */
export function SponsorList({
  grants,
  ...row
}: {
  grants: readonly GrantView[];
  account: Address;
  balanceWei: bigint;
  postUnits: bigint;
  unit: string;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? grants : grants.slice(0, FIRST_SHOWN);
  return (
    <section aria-label={words.sponsors} className="border-t border-hairline">
      <h3 className="px-6 pt-4 pb-2 text-sm max-desk:px-4">{words.sponsors}</h3>
      {grants.length === 0 && (
        <p className="px-6 pb-5 text-sm text-ink-2 max-desk:px-4">{words.noSponsors}</p>
      )}
      <ul>
        {shown.map((grant) => (
          <SponsorRow key={grant.id} grant={grant} {...row} />
        ))}
      </ul>
      {shown.length < grants.length && (
        <div className="border-t border-hairline px-6 py-3.5 max-desk:px-4">
          <Button size="small" onClick={() => setWhole(true)}>
            {words.showAll(grants.length)}
          </Button>
        </div>
      )}
    </section>
  );
}
