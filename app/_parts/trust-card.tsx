import type { BlockSummary, CommitteeView, NodeStatus } from '../../lib/client/types.ts';
import { Chip } from '../../lib/ui/chip.tsx';
import { type Committees, powerOf } from '../../lib/ui/committees.ts';
import { type Fact, Facts } from '../../lib/ui/facts.tsx';
import { HashText } from '../../lib/ui/hash.tsx';
import { links } from '../../lib/ui/links.ts';
import { messages } from '../../lib/ui/messages.ts';
import { WeaveRow } from '../../lib/ui/weave-row.tsx';

const words = messages.trust;

/** Three claims a person can check, and the certificate they rest on. */
export function TrustCard({
  status,
  committees,
  block,
}: {
  status: NodeStatus;
  committees: Committees;
  block: BlockSummary | undefined;
}) {
  const claims = [
    { title: words.checked, body: words.checkedWords(status.finalizedHeight) },
    { title: words.final, body: words.finalWords(status.finalizedHeight) },
    status.ethereum
      ? { title: words.ethereum, body: words.ethereumWords }
      : { title: words.withoutContracts, body: words.withoutContractsWords },
  ];
  return (
    <section
      id="trust"
      aria-labelledby="trust-title"
      className="grid grid-cols-2 gap-x-12 gap-y-6 rounded-card border border-hairline bg-cloth-raised p-6 max-wide:grid-cols-1 max-desk:px-4 max-desk:py-[18px]"
    >
      <div>
        <h2 id="trust-title" className="mb-[22px] text-xl">
          {words.title}
        </h2>
        <ol>
          {claims.map((claim, i) => (
            <li
              key={claim.title}
              className="grid grid-cols-[30px_1fr] border-t border-hairline py-3.5 first:border-t-0 first:pt-0"
            >
              <span aria-hidden="true" className="font-title text-dye-3">
                {i + 1}
              </span>
              <div>
                <h3>{claim.title}</h3>
                <p className="mt-0.5 text-sm text-ink-2">{claim.body}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
      <div className="rounded-field bg-cloth-sunken p-5 [--ground:var(--cloth-sunken)]">
        {block ? (
          <Certificate committee={committees.get(block.epoch)} block={block} status={status} />
        ) : (
          <>
            <h3>{words.noCertificate}</h3>
            <p className="mt-0.5 text-sm text-ink-2">{words.noCertificateWords}</p>
          </>
        )}
      </div>
    </section>
  );
}

function Certificate({
  committee,
  block,
  status,
}: {
  committee: CommitteeView | undefined;
  block: BlockSummary;
  status: NodeStatus;
}) {
  const { certificate } = block;
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <h3>{words.certificate(block.height)}</h3>
        <Chip kind="final">{messages.loom.depth.final}</Chip>
      </div>
      <div className="mt-3.5 mb-4">
        <WeaveRow block={block} committee={committee} size="panel" />
      </div>
      <Facts
        facts={[
          ...(committee ? signerFacts(committee, certificate.signers) : []),
          {
            label: words.signature,
            value: <HashText hash={certificate.signature} what={messages.things.signature} />,
          },
          {
            label: words.block,
            value: <HashText hash={block.hash} href={links.block(block.height)} />,
          },
          { label: words.stateRoot, value: <HashText hash={status.stateRoot} /> },
        ]}
      />
    </>
  );
}

function signerFacts(committee: CommitteeView, signers: readonly number[]): Fact[] {
  const { members, totalPower, quorumPower } = committee;
  const power = powerOf(committee, signers);
  return [
    { label: words.signedBy, value: words.signers(signers.length, members.length) },
    { label: words.power, value: words.powerOf(power, totalPower, quorumPower) },
  ];
}
