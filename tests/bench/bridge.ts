import { createPublicClient, createWalletClient, type Hex, http } from 'viem';
import { withdrawAction } from '../../lib/client/actions/withdraw-actions.ts';
import { createEthereumClient } from '../../lib/client/bridge/ethereum-client.ts';
import type { EthereumFacts } from '../../lib/client/bridge/ethereum-facts.ts';
import { followEthereum } from '../../lib/client/bridge/follow-ethereum.ts';
import { gatewayAbi } from '../../lib/core/contracts/gateway-abi.generated.ts';
import { accountOf } from '../e2e/support/node-page.ts';
import { testAccount } from '../e2e/support/test-accounts.ts';
import { actByTab } from './support/act-by-tab.ts';
import { report } from './support/report.ts';
import { startLocal } from './support/start-local.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';

// Deposits and withdrawals on the network of `npm start`, whose Ethereum has a block each second
// and calls one final after the next: how long until a page shows them, and a tab credits them.

const ROUNDS = 15;
const POLL_MS = 20;
const owner = testAccount(8);
const account = owner.address.toLowerCase() as Hex;

const local = await startLocal('bridge', 13_000);
const { file, siteUrl } = local;
const { contracts } = file.genesis;
const transport = http(file.ethereum.rpcUrls[0]);
const chain = createPublicClient({ transport, pollingInterval: POLL_MS, cacheTime: 0 });
const wallet = createWalletClient({ account: owner, transport });
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(`${siteUrl}/`);
await untilJoined(page, 1n);
let facts: EthereumFacts | undefined;
const stop = followEthereum({
  ...{ contracts, account, ethereum: file.ethereum, client: createEthereumClient(file.ethereum) },
  receivers: () => [],
  onFacts: (next) => {
    facts = next;
  },
  onProblem: ({ message }) => process.stderr.write(`${message}\n`),
});

const deposits = { seenMs: [] as number[], blocks: [] as number[] };
for (let round = 0; round < ROUNDS; round++) await deposit();
const withdrawals = { claimableMs: [] as number[], checkpoints: [] as number[] };
for (let round = 0; round < ROUNDS; round++) await withdraw();
stop();
await browser.close();
await local.stop();

const target = (limit: number) => ({ limit, direction: 'at most' }) as const;
report([
  {
    what: 'deposit in a block of Ethereum to shown as pending, p95',
    measured: percentile(deposits.seenMs, 0.95),
    unit: 'ms',
    target: target(2_000),
  },
  {
    what: 'blocks of Ethereum from final to credited in a tab, most',
    measured: Math.max(...deposits.blocks),
    unit: 'blocks',
    target: target(2),
  },
  {
    what: 'withdrawal final to claimable, median',
    measured: median(withdrawals.claimableMs),
    unit: 'ms',
  },
  {
    what: 'checkpoints from final to claimable, most',
    measured: Math.max(...withdrawals.checkpoints),
    unit: 'checkpoints',
    target: target(1),
  },
]);

async function deposit(): Promise<void> {
  const before = await balance();
  const hash = await wallet.writeContract({
    ...{ address: contracts.gateway, abi: gatewayAbi, functionName: 'depositEth' },
    ...{ args: [account], value: 10n ** 18n, chain: null },
  });
  const { blockNumber } = await chain.waitForTransactionReceipt({ hash });
  const startMs = performance.now();
  await until(() => facts?.events.some(({ transaction }) => transaction === hash) ?? false);
  deposits.seenMs.push(performance.now() - startMs);
  await until(async () => (await balance()) > before);
  const finalAt = blockNumber + BigInt(file.ethereum.finalityDepth ?? 0);
  deposits.blocks.push(Math.max(0, Number((await chain.getBlockNumber()) - finalAt)));
}

async function withdraw(): Promise<void> {
  const action = withdrawAction(10n ** 15n, account);
  const height = await actByTab(page, owner, file.ethereum.chainId, action);
  const startMs = performance.now();
  const index = facts?.checkpoint?.index ?? -1n;
  await until(() => (facts?.checkpoint?.height ?? 0n) >= height);
  withdrawals.claimableMs.push(performance.now() - startMs);
  withdrawals.checkpoints.push(Number((facts?.checkpoint?.index ?? -1n) - index));
}

async function balance(): Promise<bigint> {
  const { balanceWei } = await accountOf(page, account);
  return balanceWei;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
