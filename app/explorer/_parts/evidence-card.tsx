import type { EvidenceView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import type { Committees } from '../../../lib/ui/committees.ts';
import { messages } from '../../../lib/ui/messages.ts';

const words = messages.block.evidence;

/** Proofs in a block that somebody signed two statements that exclude each other. */
export function EvidenceCard({
  evidence,
  committees,
}: {
  evidence: readonly EvidenceView[];
  committees: Committees;
}) {
  return (
    <Card
      flush
      className="mb-6 max-desk:mb-4"
      title={words.title}
      aside={<span className="text-xs max-desk:hidden">{words.note}</span>}
    >
      <ul className="text-sm">
        {evidence.map(({ epoch, view, offence, guilty }) => {
          const members = committees.get(epoch)?.members;
          return (
            <li
              key={`${epoch} ${view} ${offence} ${guilty.join(' ')}`}
              data-evidence={offence}
              className="border-t border-hairline px-6 py-3.5 first:border-t-0 max-desk:px-4"
            >
              <p>{words.offences[offence](view, epoch)}</p>
              <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
                {guilty.map((index) => {
                  const member = members?.[index];
                  return member ? (
                    <AccountAddress key={index} address={member.account} name={member.name} />
                  ) : (
                    <span key={index}>{words.member(index)}</span>
                  );
                })}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
