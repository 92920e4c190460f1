import { join } from 'node:path';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { anvilPath } from './anvil-path.ts';
import type { ChildOptions, ChildProcesses } from './child-processes.ts';
import { LOCAL_ACCOUNTS } from './local-accounts.ts';

export const ETHEREUM_LOG = 'ethereum.log';
/** What the local Ethereum was when it ended, or a few seconds before it was killed. */
export const ETHEREUM_STATE = 'ethereum.json';
export const LOCAL_ETHEREUM_BLOCK_SECONDS = 2;

const SAVE_EVERY_SECONDS = 5;
/** Older ones are for nobody here; anvil would keep each in a file of its own. */
const STATES_IN_MEMORY = 128;

/**
 * Starts an Ethereum that goes on from the state in the folder. It mines each transaction at once,
 * and a block now and then: windows pass by the time of blocks, and anvil sometimes overlooks a
 * transaction that comes while it mines, until the next block.
 * @throws WeftError `local/child-failed`
 */
export async function startLocalEthereum(
  children: ChildProcesses,
  { folder, host, port }: { folder: string; host: string; port: number },
): Promise<void> {
  const options: ChildOptions = {
    name: 'the local Ethereum',
    program: anvilPath(),
    parameters: [
      ...['--host', host, '--port', `${port}`, '--hardfork', 'prague'],
      ...['--accounts', `${LOCAL_ACCOUNTS.count}`],
      ...['--mixed-mining', '--block-time', `${LOCAL_ETHEREUM_BLOCK_SECONDS}`],
      // Then a block is final two blocks later rather than 64.
      ...['--slots-in-an-epoch', '1'],
      ...['--prune-history', `${STATES_IN_MEMORY}`],
      ...['--state', join(folder, ETHEREUM_STATE), '--state-interval', `${SAVE_EVERY_SECONDS}`],
    ],
    logFile: join(folder, ETHEREUM_LOG),
    isReady: (line) => line.includes('Listening on'),
    restarts: true,
  };
  try {
    await children.start(options);
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const advice =
      'If it cannot read what it kept, begin Ethereum and chain anew: npm start -- --fresh';
    throw new WeftError('local/child-failed', `${message} ${advice}`, { name: options.name });
  }
}
