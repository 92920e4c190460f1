import {
  createPublicClient,
  createWalletClient,
  http,
  type PublicClient,
  type WalletClient,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { errorObjectFrom, WeftError } from '../../../lib/core/errors.ts';
import {
  LOCAL_ACCOUNTS,
  localAddress,
  localSecret,
} from '../../../lib/platform/nodejs/local-accounts.ts';
import { deployContracts } from '../deploy-contracts.ts';
import { LOCAL_RULES } from './local-contracts.ts';
import { depositsOf, type Step, sponsorSteps, tokenCreations } from './steps.ts';

const RECEIPT_POLL_MS = 20;

/**
 * Puts on the local Ethereum what a new chain finds there: the contracts, tokens, and what each
 * account deposits. What is there already is left as it is, so that one that was interrupted goes
 * on.
 * @throws WeftError `local/other-ethereum` when its contracts are of another chain,
 *   `local/ethereum-refused` when it refuses a transaction; and as `deployContracts`
 */
export async function prepareEthereum(url: string, genesis: Genesis): Promise<void> {
  const transport = http(url);
  const client = createPublicClient({ transport, pollingInterval: RECEIPT_POLL_MS, cacheTime: 0 });
  const wallet = createWalletClient({ transport });
  const deployer = privateKeyToAccount(localSecret(LOCAL_ACCOUNTS.deployer));
  await deployContracts({ client, wallet, deployer, genesis, rules: LOCAL_RULES }).catch(explain);
  const sender = { client, wallet };
  await take(sender, LOCAL_ACCOUNTS.tokenMaker, tokenCreations());
  const { people, validators } = LOCAL_ACCOUNTS;
  await Promise.all([
    ...[...people, ...validators].map((number) =>
      take(sender, number, depositsOf(number, genesis.contracts)),
    ),
    take(sender, LOCAL_ACCOUNTS.sponsor, sponsorSteps(genesis.contracts)),
  ]);
}

/** These are an account's first transactions: its nonce tells how many of them are done. */
async function take(
  { client, wallet }: { client: PublicClient; wallet: WalletClient },
  number: number,
  steps: readonly Step[],
): Promise<void> {
  const account = localAddress(number);
  const done = await client.getTransactionCount({ address: account });
  for (const step of steps.slice(done)) {
    const hash = await wallet.sendTransaction({ account, chain: null, ...step });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status === 'success') continue;
    const message = `The local Ethereum refused transaction ${hash} of account ${account}.`;
    throw new WeftError('local/ethereum-refused', message, { account, hash });
  }
}

function explain(thrown: unknown): never {
  const { code, message } = errorObjectFrom(thrown);
  if (!OF_ANOTHER_CHAIN.has(code)) throw thrown;
  throw new WeftError(
    'local/other-ethereum',
    'The local Ethereum is not the one that this chain belongs to: its contracts are others. Begin ' +
      'both anew: npm start -- --fresh',
    { reason: message },
  );
}

const OF_ANOTHER_CHAIN = new Set([
  'deploy/wrong-account',
  'deploy/address-lost',
  'deploy/other-contract',
]);
