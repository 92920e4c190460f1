import { WeftError } from '../../core/errors.ts';
import { LOG_RANGES_BEFORE_GROWTH, MAX_LOG_RANGE_BLOCKS } from '../../core/limits.ts';
import type { EthereumSource, InboxLog } from '../ports.ts';

/** Reads logs in ranges of as many blocks as an endpoint allows. */
export interface LogRanges {
  /** Logs from a block on, up to `last` at most; `to` is where the endpoint let the range end. */
  read(from: bigint, last: bigint): Promise<{ to: bigint; logs: InboxLog[] }>;
}

/** A refused range is halved at once; one twice as large is tried after many that were not. */
export function createLogRanges(source: Pick<EthereumSource, 'inboxLogs'>): LogRanges {
  let size = MAX_LOG_RANGE_BLOCKS;
  let granted = 0;

  function resize(wanted: bigint): void {
    size = wanted < MAX_LOG_RANGE_BLOCKS ? wanted : MAX_LOG_RANGE_BLOCKS;
    granted = 0;
  }

  async function read(from: bigint, last: bigint) {
    for (;;) {
      const to = from + size - 1n < last ? from + size - 1n : last;
      try {
        const logs = await source.inboxLogs({ from, to });
        if (++granted >= LOG_RANGES_BEFORE_GROWTH) resize(size * 2n);
        return { to, logs };
      } catch (thrown) {
        if (!isRefusal(thrown) || to === from) throw thrown;
        resize((to - from + 1n) / 2n);
      }
    }
  }

  return { read };
}

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof WeftError && thrown.code === 'ethereum/range-refused';
}
