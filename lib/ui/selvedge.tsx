import type { NodeStatus, Phase } from '../client/types.ts';
import { cx } from './cx.ts';
import { formatBytes } from './format/format-bytes.ts';
import { formatNumber } from './format/format-number.ts';
import { formatTook } from './format/format-time.ts';
import { messages } from './messages.ts';
import { phaseOf, stateWord, waitWords } from './node-words.ts';

const words = messages.node.strip;

/** The edge every page keeps: the node's state in one word, height, finality, peers. */
export function Selvedge({ status }: { status: NodeStatus | undefined }) {
  const phase = phaseOf(status);
  const isLive = phase === 'live';
  return (
    <aside
      aria-label={words.label}
      data-phase={phase}
      className="sticky bottom-0 z-20 border-t border-hairline bg-cloth-raised text-sm text-ink-2 max-desk:top-14 max-desk:bottom-auto max-desk:-order-1 max-desk:border-t-0 max-desk:border-b max-desk:text-xs"
    >
      <div className="frame flex h-10 items-center gap-[22px] max-desk:h-9 max-desk:justify-between max-desk:gap-3">
        <span
          className="inline-flex items-center gap-2 font-strong whitespace-nowrap text-ink"
          data-strip="state"
        >
          <StateDot phase={phase} hasFailed={status?.problem !== undefined} />
          {stateWord(status)}
        </span>
        <span role="status" className="sr-only">
          {messages.node.phases[phase]}
        </span>
        {status && status.height > 0n && (
          <Pair before={words.height} name="height" isWideOnly={phase === 'syncing'}>
            {formatNumber(status.finalizedHeight)}
          </Pair>
        )}
        {isLive && status?.finalityMs !== undefined && (
          <Pair
            before={words.finalIn}
            name="finality"
            title={messages.milliseconds(status.finalityMs)}
          >
            {formatTook(status.finalityMs)}
          </Pair>
        )}
        {status && (
          <Pair after={words.peers(status.peers.length)} name="peers" isWideOnly={!isLive}>
            {status.peers.length}
          </Pair>
        )}
        {status && status.storageBytes > 0 && (
          <Pair
            after={words.stored}
            name="stored"
            title={messages.bytes(status.storageBytes)}
            isWideOnly
          >
            {formatBytes(status.storageBytes)}
          </Pair>
        )}
        <span className={cx('truncate desk:ml-auto', isLive && 'max-wide:hidden')}>
          {waitWords(status)}
        </span>
      </div>
    </aside>
  );
}

/** A number with its word; on a phone only what fits beside the state. */
function Pair({
  before,
  after,
  isWideOnly,
  name,
  title,
  children,
}: {
  before?: string;
  after?: string;
  isWideOnly?: boolean;
  name: string;
  title?: string;
  children: string | number;
}) {
  return (
    <span
      data-strip={name}
      title={title}
      className={cx('inline-flex gap-1.5 whitespace-nowrap', isWideOnly && 'max-desk:hidden')}
    >
      {before && <span className="text-ink-3">{before}</span>}
      <b className="font-[540] text-ink">{children}</b>
      {after && <span>{after}</span>}
    </span>
  );
}

/** Red only where something failed: a node that was asked to stop did as it was told. */
function StateDot({ phase, hasFailed }: { phase: Phase; hasFailed: boolean }) {
  const looks: Record<Phase, string> = {
    live: 'bg-dye-3',
    starting: 'border-2 border-care-line',
    syncing: 'border-2 border-care-line',
    alone: 'border-2 border-care-line',
    paused: 'border-2 border-outline',
    stopped: hasFailed ? 'border-2 border-fault-line' : 'border-2 border-outline',
  };
  return <span aria-hidden="true" className={cx('size-2 flex-none rounded-full', looks[phase])} />;
}
