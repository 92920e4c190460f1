import type { AccountHistory } from './account-history.ts';
import { ethereumProblemFrom } from './ethereum-client.ts';
import type { AccountLogs, BlockRange } from './read-logs.ts';

/**
 * Reads what is new, what is not final yet, and one part of the past; less of it next time where an
 * endpoint finds it too much. Errors: those of reading Ethereum.
 */
export async function readBlocks(
  history: AccountHistory,
  { finalized, head }: { finalized: bigint; head: bigint },
  read: (range: BlockRange) => Promise<AccountLogs>,
): Promise<void> {
  try {
    for (let news = history.news(finalized); news; news = history.news(finalized)) {
      history.addNews(news, await read(news));
    }
    const newest: AccountLogs[] = [];
    for (const range of history.newest(finalized, head)) newest.push(await read(range));
    history.setNewest(...newest);
    const past = history.past();
    if (past) history.addPast(past, await read(past));
  } catch (thrown) {
    const { code } = ethereumProblemFrom(thrown);
    const isAboutSize = code === 'ethereum/refused' || code === 'ethereum/too-large';
    if (!isAboutSize || !history.shrink()) throw thrown;
  }
}
