import { join } from 'node:path';
import { createTestClient, http, publicActions } from 'viem';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { anvilPath } from './anvil-path.ts';
import type { ChildProcesses } from './child-processes.ts';
import { LOCAL_ACCOUNTS } from './local-accounts.ts';

export const ETHEREUM_LOG = 'ethereum.log';
/** What the local Ethereum was when it ended, or a moment before it was killed. */
export const ETHEREUM_STATE = 'ethereum.json';
/** From a transaction to the block above its own. */
export const LOCAL_ETHEREUM_BLOCK_MS = 1_000;

/** Less than the chain takes to apply an event: it is hardly ever ahead of what is kept. */
const SAVE_EVERY_SECONDS = 2;
/** When nothing happens: exits end by the time of blocks. Each makes the saved state longer. */
const IDLE_BLOCK_MS = 12_000;
/** Older ones are for nobody here; anvil would keep each in a file of its own. */
const STATES_IN_MEMORY = 128;
const NAME = 'the local Ethereum';

/**
 * Starts an Ethereum that goes on from the state in the folder.
 * @throws WeftError `local/child-failed`
 */
export async function startLocalEthereum(
  children: ChildProcesses,
  { folder, host, port }: { folder: string; host: string; port: number },
): Promise<void> {
  const parameters = [
    ...['--host', host, '--port', `${port}`, '--hardfork', 'prague'],
    ...['--accounts', `${LOCAL_ACCOUNTS.count}`, '--prune-history', `${STATES_IN_MEMORY}`],
    // A block is final by Ethereum's word two blocks later rather than 64.
    ...['--slots-in-an-epoch', '1'],
    ...['--state', join(folder, ETHEREUM_STATE), '--state-interval', `${SAVE_EVERY_SECONDS}`],
  ];
  try {
    await children.start({
      ...{ name: NAME, program: anvilPath(), parameters, restarts: true },
      logFile: join(folder, ETHEREUM_LOG),
      isReady: (line) => line.includes('Listening on'),
    });
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const advice = 'If it cannot read what it kept, begin both anew: npm start -- --fresh';
    throw new WeftError('local/child-failed', `${message} ${advice}`, { name: NAME });
  }
  mineNowAndThen(`http://${host}:${port}`);
}

/**
 * Anvil mines each transaction at once, and nothing else. What is missing are blocks above those,
 * by which they become final, blocks by which time passes, and one for a transaction that came
 * while it mined: it overlooks that sometimes, until the next block. Whoever turns its mining off
 * (`evm_setAutomine`) has what is sent wait.
 */
function mineNowAndThen(url: string): void {
  const client = createTestClient({ mode: 'anvil', transport: http(url) }).extend(publicActions);
  let idleMs = 0;
  const look = async () => {
    if (!(await client.getAutomine())) return;
    const { transactions } = await client.getBlock();
    const { pending } = await client.getTxpoolStatus();
    idleMs += LOCAL_ETHEREUM_BLOCK_MS;
    if (transactions.length === 0 && pending === 0 && idleMs < IDLE_BLOCK_MS) return;
    idleMs = 0;
    await client.mine({ blocks: 1 });
  };
  // While it is started again nobody answers; the next look finds it.
  setInterval(() => void look().catch(() => undefined), LOCAL_ETHEREUM_BLOCK_MS).unref();
}
