import { ChevronLeft, ChevronRight, type LucideIcon } from 'lucide-react';
import type { Address, BlockDetail, ChainInfo } from '../../../lib/client/types.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { type Committees, isBoundary } from '../../../lib/ui/committees.ts';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { formatMoment, secondsFromMs } from '../../../lib/ui/format/format-time.ts';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';
import { CertificateCard } from './certificate-card.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { HeaderCard } from './header-card.tsx';
import { NextCommitteeCard } from './next-committee-card.tsx';

const words = messages.block;

interface HeadProps {
  block: BlockDetail;
  finalizedHeight: bigint;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
}

/** One block: who signed it, what its header says, what it did. */
export function BlockView({
  block,
  chain,
  committees,
  finalizedHeight,
  nowMs,
  nameOf,
}: HeadProps & {
  chain: ChainInfo;
  /** Of the block's epoch, of the next after a boundary, and of those that evidence is about. */
  committees: Committees;
}) {
  const next = block.epoch + 1n;
  return (
    <>
      <PageTitle of={words.named(block.height)} />
      <Crumb here={words.title} />
      <BlockHead block={block} finalizedHeight={finalizedHeight} nowMs={nowMs} nameOf={nameOf} />
      <CertificateCard block={block} committee={committees.get(block.epoch)} />
      {isBoundary(block) && (
        <NextCommitteeCard
          epoch={next}
          before={committees.get(block.epoch)}
          after={committees.get(next)}
        />
      )}
      {block.evidence.length > 0 && (
        <EvidenceCard evidence={block.evidence} committees={committees} />
      )}
      <div className="grid grid-cols-2 items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <HeaderCard block={block} unit={chain.coinSymbol} nameOf={nameOf} />
        <Card
          flush
          title={messages.explorer.transactions}
          aside={<span className="text-xs">{formatNumber(block.transactionCount)}</span>}
        >
          {block.transactions.length === 0 ? (
            <Empty title={words.empty}>{words.emptyNext}</Empty>
          ) : (
            <TransactionList
              transactions={block.transactions}
              unit={chain.coinSymbol}
              nameOf={nameOf}
            />
          )}
        </Card>
      </div>
    </>
  );
}

function BlockHead({ block, finalizedHeight, nowMs, nameOf }: HeadProps) {
  const by = nameOf(block.proposer) ?? shortHex(block.proposer);
  return (
    <div className="mb-7">
      <div className="mb-2.5 flex items-start justify-between gap-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-display leading-none tracking-[-0.045em]">
            <span className="sr-only">{words.title} </span>
            {formatNumber(block.height)}
          </h1>
          <Chip kind="final">
            {block.finalityMs === undefined
              ? messages.loom.depth.final
              : words.finalIn(secondsFromMs(block.finalityMs))}
          </Chip>
          {isBoundary(block) && <Chip>{words.boundary(block.epoch)}</Chip>}
        </div>
        <div className="flex gap-2">
          <Step
            to={block.height > 1n ? block.height - 1n : undefined}
            label={words.previous}
            icon={ChevronLeft}
          />
          <Step
            to={block.height < finalizedHeight ? block.height + 1n : undefined}
            label={words.next}
            icon={ChevronRight}
          />
        </div>
      </div>
      <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
        {words.line(formatMoment(block.timestampMs, nowMs), by, block.transactionCount)}
        <Proof />
      </p>
      {isBoundary(block) && <p className="text-sm text-ink-2">{words.boundaryWords}</p>}
      {block.missedViews > 0 && (
        <p className="text-sm text-care">{words.missed(block.missedViews)}</p>
      )}
    </div>
  );
}

/** To the block beside this one. It keeps its place at either end, so that nothing jumps. */
function Step({
  to,
  label,
  icon: Icon,
}: {
  to: bigint | undefined;
  label: string;
  icon: LucideIcon;
}) {
  const picture = <Icon size={17} aria-hidden="true" />;
  return to === undefined ? (
    <Button square disabled aria-label={label}>
      {picture}
    </Button>
  ) : (
    <LinkButton square href={links.block(to)} label={label}>
      {picture}
    </LinkButton>
  );
}
