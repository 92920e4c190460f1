import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createPublicClient, createWalletClient, type Hex, http } from 'viem';
import { prepareTransaction } from '../../lib/client/actions/prepare-transaction.ts';
import { signTransaction } from '../../lib/client/actions/sign-transaction.ts';
import { withdrawAction } from '../../lib/client/actions/withdraw-actions.ts';
import { createEthereumClient } from '../../lib/client/bridge/ethereum-client.ts';
import type { EthereumFacts } from '../../lib/client/bridge/ethereum-facts.ts';
import { followEthereum } from '../../lib/client/bridge/follow-ethereum.ts';
import { gatewayAbi } from '../../lib/core/contracts/gateway-abi.generated.ts';
import { networkFileFromJson } from '../../lib/node/network-file.ts';
import type { WeftWindow } from '../e2e/support/node-page.ts';
import { spawnProcess } from '../e2e/support/spawn-process.ts';
import { testAccount } from '../e2e/support/test-accounts.ts';
import { report } from './support/report.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';

// Deposits and withdrawals on the network of `npm start`, whose Ethereum has a block each second
// and calls one final after the next: how long until a page shows them, and a tab credits them.

const ROUNDS = 15;
const POLL_MS = 20;
const READY_MS = 120_000;
const BASE_PORT = 13_000;
const owner = testAccount(8);
const account = owner.address.toLowerCase() as Hex;

const folder = await mkdtemp(join('.weft', 'bench-bridge-'));
const ports = { base: BASE_PORT, ethereum: BASE_PORT + 48, site: BASE_PORT + 49 };
const siteUrl = `http://127.0.0.1:${ports.site}`;
const { process: local } = await spawnProcess(
  process.execPath,
  [
    ...[join('.weft', 'local.js'), '--data', folder, '--base-port', `${ports.base}`],
    ...['--ethereum-port', `${ports.ethereum}`, '--site-port', `${ports.site}`],
  ],
  new RegExp(`https?://[^ ]+:${ports.site}`),
  READY_MS,
);
const file = networkFileFromJson(await (await fetch(`${siteUrl}/network.json`)).json());
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
await rm(folder, { recursive: true });

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
  const before = await balance(page);
  const hash = await wallet.writeContract({
    ...{ address: contracts.gateway, abi: gatewayAbi, functionName: 'depositEth' },
    ...{ args: [account], value: 10n ** 18n, chain: null },
  });
  const { blockNumber } = await chain.waitForTransactionReceipt({ hash });
  const startMs = performance.now();
  await until(() => facts?.events.some(({ transaction }) => transaction === hash) ?? false);
  deposits.seenMs.push(performance.now() - startMs);
  await until(async () => (await balance(page)) > before);
  const finalAt = blockNumber + BigInt(file.ethereum.finalityDepth ?? 0);
  deposits.blocks.push(Math.max(0, Number((await chain.getBlockNumber()) - finalAt)));
}

async function withdraw(): Promise<void> {
  const client = clientOf(page);
  const transaction = await prepareTransaction(client, {
    ...withdrawAction(10n ** 15n, account),
    account,
  });
  const envelope = await signTransaction(client, { request: askOwner }, transaction);
  const height = await page.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    const final = await weft.waitForFinal(await weft.send(encoded));
    return final.height ?? 0n;
  }, envelope);
  const startMs = performance.now();
  const index = facts?.checkpoint?.index ?? -1n;
  await until(() => (facts?.checkpoint?.height ?? 0n) >= height);
  withdrawals.claimableMs.push(performance.now() - startMs);
  withdrawals.checkpoints.push(Number((facts?.checkpoint?.index ?? -1n) - index));
}

/** What signing asks of a client, by the tab. */
function clientOf(tab: Page) {
  return {
    chain: () => tab.evaluate(() => (window as unknown as WeftWindow).weft.chain()),
    account: (address: Hex) =>
      tab.evaluate((key) => (window as unknown as WeftWindow).weft.account(key), address),
    quote: (primaryType: string) =>
      tab.evaluate((type) => (window as unknown as WeftWindow).weft.quote(type), primaryType),
  };
}

async function askOwner({ method, params }: { method: string; params?: unknown }) {
  if (method === 'eth_chainId') return Number(file.ethereum.chainId);
  if (method === 'eth_accounts') return [account];
  const [, typedData] = params as [string, string];
  return owner.signTypedData(JSON.parse(typedData));
}

async function balance(tab: Page): Promise<bigint> {
  const { balanceWei } = await clientOf(tab).account(account);
  return balanceWei;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
