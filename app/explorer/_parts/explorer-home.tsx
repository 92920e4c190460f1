import type { ReactNode } from 'react';
import type {
  Address,
  BlockSummary,
  ChainInfo,
  NodeStatus,
  TransactionView,
} from '../../../lib/client/types.ts';
import { BlockList } from '../../../lib/ui/block-list.tsx';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { secondsFromMs } from '../../../lib/ui/format/format-time.ts';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { Stat } from '../../../lib/ui/stat.tsx';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';

const words = messages.explorer;

export interface ExplorerHomeProps {
  status: NodeStatus | undefined;
  chain: ChainInfo | undefined;
  /** Newest first; undefined while they are read. */
  blocks: readonly BlockSummary[] | undefined;
  transactions: readonly TransactionView[] | undefined;
  /** Reads older blocks; absent when there are none. */
  loadOlder?: (() => void) | undefined;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
  search: ReactNode;
}

/** The newest blocks and transactions of the copy in this tab. */
export function ExplorerHome({
  status,
  chain,
  blocks,
  transactions,
  loadOlder,
  nowMs,
  nameOf,
  search,
}: ExplorerHomeProps) {
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        aside={status && status.finalizedHeight > 0n && <Proof height={status.finalizedHeight} />}
      />
      {search}
      <ChainStats status={status} chain={chain} />
      <div className="grid grid-cols-2 items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <BlocksCard {...{ chain, blocks, loadOlder, nowMs }} />
        <TransactionsCard {...{ chain, transactions, nowMs, nameOf }} />
      </div>
    </>
  );
}

function BlocksCard({
  chain,
  blocks,
  loadOlder,
  nowMs,
}: Pick<ExplorerHomeProps, 'chain' | 'blocks' | 'loadOlder' | 'nowMs'>) {
  return (
    <Card flush title={words.blocks} aside={<span className="text-xs">{words.threadOver}</span>}>
      {blocks === undefined || chain === undefined ? (
        <Waiting />
      ) : blocks.length === 0 ? (
        <Empty title={words.noBlocks}>{words.noBlocksNext}</Empty>
      ) : (
        <BlockList blocks={blocks} validators={chain.validators} nowMs={nowMs} />
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
  chain,
  transactions,
  nowMs,
  nameOf,
}: Pick<ExplorerHomeProps, 'chain' | 'transactions' | 'nowMs' | 'nameOf'>) {
  return (
    <Card
      flush
      title={words.transactions}
      aside={<span className="text-xs">{words.newestFirst}</span>}
    >
      {transactions === undefined || chain === undefined ? (
        <Waiting />
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
  chain,
}: {
  status: NodeStatus | undefined;
  chain: ChainInfo | undefined;
}) {
  const stats = words.stats;
  return (
    <dl className="my-7 grid min-h-[106px] grid-cols-[repeat(auto-fit,minmax(140px,1fr))] content-start gap-x-6 gap-y-5 border-y border-hairline py-5 max-desk:my-5 max-desk:grid-cols-2 max-desk:py-4">
      {status && (
        <>
          <Stat label={stats.height}>{formatNumber(status.finalizedHeight)}</Stat>
          {status.finalityMs !== undefined && (
            <Stat label={stats.finality} unit={messages.seconds} title={`${status.finalityMs} ms`}>
              {secondsFromMs(status.finalityMs)}
            </Stat>
          )}
          {chain && <Stat label={stats.validators}>{formatNumber(chain.validators.length)}</Stat>}
          <Stat label={stats.entries}>{formatNumber(status.stateKeys)}</Stat>
          <Stat label={stats.pending}>{formatNumber(status.pendingTransactions)}</Stat>
        </>
      )}
    </dl>
  );
}

function Waiting() {
  return (
    <div className="px-6 pt-2 pb-6 max-desk:px-4">
      <Bones reason={words.loading} rows={5} />
    </div>
  );
}
