import type { ReactNode } from 'react';
import type {
  Address,
  BlockSummary,
  ChainInfo,
  ErrorObject,
  NodeStatus,
  TransactionView,
} from '../../../lib/client/types.ts';
import { BlockList } from '../../../lib/ui/block-list.tsx';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import type { Committees } from '../../../lib/ui/committees.ts';
import { Empty } from '../../../lib/ui/empty.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { secondsFromMs } from '../../../lib/ui/format/format-time.ts';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { readWords } from '../../../lib/ui/node-words.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { Stat } from '../../../lib/ui/stat.tsx';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';

const words = messages.explorer;

export interface ExplorerHomeProps {
  status: NodeStatus | undefined;
  chain: ChainInfo | undefined;
  committees: Committees;
  /** Newest first; undefined while they are read. */
  blocks: readonly BlockSummary[] | undefined;
  transactions: readonly TransactionView[] | undefined;
  /** Reads older blocks; absent when there are none. */
  loadOlder?: (() => void) | undefined;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
  search: ReactNode;
  /** Why nothing can be read. */
  error?: ErrorObject | undefined;
}

/** The newest blocks and transactions of the copy in this tab. */
export function ExplorerHome({
  status,
  chain,
  committees,
  blocks,
  transactions,
  loadOlder,
  nowMs,
  nameOf,
  search,
  error,
}: ExplorerHomeProps) {
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        aside={status && status.finalizedHeight > 0n && <Proof height={status.finalizedHeight} />}
      />
      {search}
      {error ? (
        <div className="mt-7">
          <ErrorNotice error={error} />
        </div>
      ) : (
        <>
          <ChainStats status={status} committees={committees} />
          <div className="grid grid-cols-2 items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
            <BlocksCard {...{ status, committees, blocks, loadOlder, nowMs }} />
            <TransactionsCard {...{ status, chain, transactions, nowMs, nameOf }} />
          </div>
        </>
      )}
    </>
  );
}

function BlocksCard({
  status,
  committees,
  blocks,
  loadOlder,
  nowMs,
}: Pick<ExplorerHomeProps, 'status' | 'committees' | 'blocks' | 'loadOlder' | 'nowMs'>) {
  return (
    <Card flush title={words.blocks} aside={<span className="text-xs">{words.threadOver}</span>}>
      {blocks === undefined ? (
        <Waiting status={status} />
      ) : blocks.length === 0 ? (
        <Empty title={words.noBlocks}>{words.noBlocksNext}</Empty>
      ) : (
        <BlockList blocks={blocks} committees={committees} nowMs={nowMs} />
      )}
      {loadOlder && (
        <div className="border-t border-hairline px-3 py-3 max-desk:px-1">
          <Button size="small" kind="quiet" onClick={loadOlder}>
            {words.older}
          </Button>
        </div>
      )}
    </Card>
  );
}

function TransactionsCard({
  status,
  chain,
  transactions,
  nowMs,
  nameOf,
}: Pick<ExplorerHomeProps, 'status' | 'chain' | 'transactions' | 'nowMs' | 'nameOf'>) {
  return (
    <Card
      flush
      title={words.transactions}
      aside={<span className="text-xs">{words.newestFirst}</span>}
    >
      {transactions === undefined || chain === undefined ? (
        <Waiting status={status} />
      ) : transactions.length === 0 ? (
        <Empty
          picture="loose"
          title={words.noTransactions}
          action={
            <LinkButton href={links.wallet} size="small">
              {messages.wallet.open}
            </LinkButton>
          }
        >
          {words.noTransactionsNext}
        </Empty>
      ) : (
        <TransactionList
          transactions={transactions}
          unit={chain.coinSymbol}
          nowMs={nowMs}
          nameOf={nameOf}
        />
      )}
    </Card>
  );
}

function ChainStats({
  status,
  committees,
}: {
  status: NodeStatus | undefined;
  committees: Committees;
}) {
  const stats = words.stats;
  const committee = status && committees.get(status.epoch);
  return (
    <dl className="my-7 grid min-h-[97px] grid-cols-[repeat(auto-fit,minmax(140px,1fr))] content-start gap-x-6 gap-y-5 border-y border-hairline py-5 max-desk:my-5 max-desk:grid-cols-2 max-desk:py-4">
      {status && (
        <>
          <Stat label={stats.height}>{formatNumber(status.finalizedHeight)}</Stat>
          <FinalityStat finalityMs={status.finalityMs} />
          {committee && (
            <Stat label={stats.validators}>{formatNumber(committee.members.length)}</Stat>
          )}
          <Stat label={stats.entries}>{formatNumber(status.stateKeys)}</Stat>
          <Stat label={stats.pending}>{formatNumber(status.pendingTransactions)}</Stat>
        </>
      )}
    </dl>
  );
}

/** Keeps its place while nothing was measured, so that the others do not move when it is. */
function FinalityStat({ finalityMs }: { finalityMs: number | undefined }) {
  const { finality, unmeasured } = words.stats;
  return finalityMs === undefined ? (
    <Stat label={finality}>
      <span className="text-sm font-text tracking-[0em] text-ink-2">{unmeasured}</span>
    </Stat>
  ) : (
    <Stat label={finality} unit={messages.seconds} title={messages.milliseconds(finalityMs)}>
      {secondsFromMs(finalityMs)}
    </Stat>
  );
}

function Waiting({ status }: { status: NodeStatus | undefined }) {
  return (
    <div className="px-6 pt-2 pb-6 max-desk:px-4">
      <Bones reason={readWords(status)} rows={5} />
    </div>
  );
}
