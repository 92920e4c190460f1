import type { BlockDetail, CommitteeView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { powerOf, shareOf } from '../../../lib/ui/committees.ts';
import { cx } from '../../../lib/ui/cx.ts';
import { formatNumber, formatPercent } from '../../../lib/ui/format/format-number.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PowerMeter } from '../../../lib/ui/meter.tsx';
import { WeaveRow } from '../../../lib/ui/weave-row.tsx';

const words = messages.block;

/** The certificate of a block as a woven row, and every validator's part in it. */
export function CertificateCard({
  block,
  committee,
}: {
  block: BlockDetail;
  /** Of the block's epoch; undefined when this node has forgotten it. */
  committee: CommitteeView | undefined;
}) {
  const { certificate } = block;
  return (
    <Card
      flush
      className="mb-6 max-desk:mb-4"
      title={words.certificate}
      aside={<span className="text-xs max-desk:hidden">{words.certificateNote}</span>}
    >
      <div className="px-6 pt-2 pb-4 max-desk:px-4">
        <div className="mb-3">
          <WeaveRow block={block} committee={committee} size="page" />
        </div>
        {committee && <Power committee={committee} signers={certificate.signers} />}
        {certificate.kind === 'finalization' && certificate.view > block.view && (
          <p className="mt-2 text-xs text-ink-2">{words.laterView(certificate.view)}</p>
        )}
        {certificate.kind === 'notarization' && (
          <p className="mt-2 text-xs text-ink-2">{words.throughChild(certificate.view)}</p>
        )}
      </div>
      {committee && <Members block={block} committee={committee} />}
    </Card>
  );
}

function Power({ committee, signers }: { committee: CommitteeView; signers: readonly number[] }) {
  const { quorumPower, totalPower } = committee;
  const power = powerOf(committee, signers);
  const share = shareOf(committee, power);
  return (
    <>
      <PowerMeter share={share} quorumShare={shareOf(committee, quorumPower)} />
      <div className="mt-2 flex justify-between gap-3 text-xs text-ink-2">
        <span>{words.powerOf(formatPercent(share), power, totalPower)}</span>
        <span>{words.quorum(quorumPower)}</span>
      </div>
    </>
  );
}

function Members({ block, committee }: { block: BlockDetail; committee: CommitteeView }) {
  const signed = new Set(block.certificate.signers);
  return (
    <ul
      aria-label={words.validators}
      className="grid grid-cols-[repeat(auto-fit,minmax(280px,1fr))] overflow-hidden border-t border-hairline text-sm"
    >
      {committee.members.map((validator) => {
        const hasSigned = signed.has(validator.index);
        return (
          <li
            key={validator.index}
            data-validator={validator.index}
            data-signed={hasSigned}
            className="-mb-px -ml-px flex min-h-10 items-center gap-2.5 border-b border-l border-hairline px-6 max-desk:px-4"
          >
            <span className="min-w-0 flex-1">
              <AccountAddress address={validator.account} name={validator.name} />
              {validator.account === block.proposer && (
                <span className="ml-1.5 text-xs text-ink-2">{words.proposed}</span>
              )}
            </span>
            <span className="text-ink-2">{formatNumber(validator.power)}</span>
            <span
              className={cx(
                'w-12 text-right text-xs',
                hasSigned ? 'font-[540] text-dye-3' : 'text-ink-3',
              )}
            >
              {hasSigned ? words.signed : words.later}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
