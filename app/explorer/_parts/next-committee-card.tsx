import type { CommitteeView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { formatNumber, formatPercent } from '../../../lib/ui/format/format-number.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { type CommitteeChange, committeeChanges } from './committee-changes.ts';

const words = messages.block.nextCommittee;

/** Who votes after the last block of an epoch, and what that changes. */
export function NextCommitteeCard({
  epoch,
  before,
  after,
}: {
  /** The one that begins. */
  epoch: bigint;
  /** Committees of the block's epoch and of the next; undefined while they are read. */
  before: CommitteeView | undefined;
  after: CommitteeView | undefined;
}) {
  return (
    <Card
      flush
      className="mb-6 max-desk:mb-4"
      title={words.title(epoch)}
      aside={<span className="text-xs max-desk:hidden">{words.note}</span>}
    >
      {before && after ? (
        <ul
          aria-label={words.title(epoch)}
          className="grid grid-cols-[repeat(auto-fit,minmax(280px,1fr))] overflow-hidden border-t border-hairline text-sm"
        >
          {committeeChanges(before, after).map((change) => (
            <Member key={change.account} change={change} totalPower={after.totalPower} />
          ))}
        </ul>
      ) : (
        <div className="px-6 pb-6 max-desk:px-4">
          <Bones reason={messages.explorer.loading} rows={2} />
        </div>
      )}
    </Card>
  );
}

function Member({ change, totalPower }: { change: CommitteeChange; totalPower: bigint }) {
  const { account, name, kind, power } = change;
  return (
    <li
      data-next-member={account}
      data-change={kind}
      className="-mb-px -ml-px flex min-h-10 items-center gap-2.5 border-b border-l border-hairline px-6 py-1.5 max-desk:px-4"
    >
      <span className="min-w-0 flex-1">
        <AccountAddress address={account} name={name} />
      </span>
      {kind !== 'stays' && <Chip kind={kind === 'leaves' ? 'care' : 'plain'}>{words[kind]}</Chip>}
      <span className="text-right text-ink-2">
        {kind === 'leaves'
          ? words.none
          : words.power(power, formatPercent(Number(power) / Number(totalPower)))}
        {(kind === 'gains' || kind === 'loses') && (
          <span className="block text-xs">{words.was(formatNumber(change.powerBefore))}</span>
        )}
      </span>
    </li>
  );
}
