import {
  createPublicClient,
  createWalletClient,
  erc721Abi,
  type Hex,
  http,
  type TransactionReceipt,
} from 'viem';
import { LOCAL_ERC721 } from '../../contracts/deploy/local/local-contracts.ts';
import { withdrawNftsAction } from '../../lib/client/actions/withdraw-actions.ts';
import { createEthereumClient } from '../../lib/client/bridge/ethereum-client.ts';
import type { EthereumFacts } from '../../lib/client/bridge/ethereum-facts.ts';
import { followEthereum } from '../../lib/client/bridge/follow-ethereum.ts';
import { CLAIMS_PER_TRANSACTION } from '../../lib/client/bridge/limits.ts';
import { MAX_CALL_BYTES, MAX_LIST_ITEMS, MAX_SENT_GAS } from '../../lib/core/limits.ts';
import type { ClaimCall } from '../../lib/node/checkpoints/claim-calls.ts';
import { depositNfts } from '../e2e/support/deposit-nfts.ts';
import type { WeftWindow } from '../e2e/support/node-page.ts';
import { testAccount } from '../e2e/support/test-accounts.ts';
import { actByTab } from './support/act-by-tab.ts';
import { report } from './support/report.ts';
import { startLocal } from './support/start-local.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';

// As many tokens of a collection as one action names, on the network of `npm start`: deposited,
// taken out together, and claimed as a page claims them, by the calls that a tab's node makes.

const POLL_MS = 50;
/** Between two questions of the wallet nobody should wait. */
const PROOFS_MS = 500;
const owner = testAccount(8);
const account = owner.address.toLowerCase() as Hex;
const token = LOCAL_ERC721.address;

const local = await startLocal('nfts', 13_100);
const { file, rpcUrl } = local;
const { contracts } = file.genesis;
const transport = http(rpcUrl);
const chain = createPublicClient({ transport, pollingInterval: POLL_MS, cacheTime: 0 });
const wallet = createWalletClient({ account, transport });
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(`${local.siteUrl}/`);
await untilJoined(page, 1n);

const startMs = performance.now();
const { ids, inboxCount } = await depositNfts({
  ...{ ethereumUrl: rpcUrl, contracts, account, count: MAX_LIST_ITEMS },
});
await until(async () => (await creditedCount()) >= inboxCount);
const depositedMs = performance.now() - startMs;

let facts: EthereumFacts | undefined;
const stop = followEthereum({
  ...{ contracts, account, receivers: () => [], ethereum: file.ethereum },
  client: createEthereumClient(file.ethereum),
  onFacts: (next) => {
    facts = next;
  },
  onProblem: ({ message }) => process.stderr.write(`${message}\n`),
});
await until(() => facts?.isComplete ?? false);
const firstCheckpoint = facts?.checkpoint?.index ?? -1n;
const withdrawMs = performance.now();
const action = withdrawNftsAction(token, ids, account);
const height = await actByTab(page, owner, file.ethereum.chainId, action);
const finalMs = performance.now() - withdrawMs;
await until(() => (facts?.checkpoint?.height ?? 0n) >= height);
const checkpoints = Number((facts?.checkpoint?.index ?? -1n) - firstCheckpoint);
stop();

const claims: { receipt: TransactionReceipt; bytes: number; proofMs: number; count: number }[] = [];
const claimMs = performance.now();
for (let open = ids.map((_, i) => BigInt(i)); open.length > 0; ) {
  const call = await askTab(open.slice(0, CLAIMS_PER_TRANSACTION));
  const hash = await wallet.sendTransaction({ to: call.to, data: call.data, chain: null });
  const receipt = await chain.waitForTransactionReceipt({ hash });
  claims.push({ receipt, bytes: call.data.length / 2, ...call });
  const done = new Set(call.indexes);
  open = open.filter((index) => !done.has(index));
}
const claimedMs = performance.now() - claimMs;
const owned = await chain.readContract({
  ...{ address: token, abi: erc721Abi, functionName: 'balanceOf', args: [account] },
});
await browser.close();
await local.stop();

const gas = claims.map(({ receipt }) => Number(receipt.gasUsed));
const allGas = gas.reduce((sum, each) => sum + each, 0);
const proofMs = claims.map((claim) => claim.proofMs);
const atMost = (limit: number) => ({ limit, direction: 'at most' }) as const;
report([
  {
    what: 'tokens claimed on Ethereum, of those taken out together',
    measured: Number(owned),
    unit: 'tokens',
    target: { limit: ids.length, direction: 'at least' },
  },
  { what: 'deposited until credited in a tab', measured: depositedMs / 1_000, unit: 's' },
  { what: 'signed until final', measured: finalMs, unit: 'ms' },
  {
    what: 'checkpoints from final to claimable',
    measured: checkpoints,
    unit: 'checkpoints',
    target: atMost(1),
  },
  {
    what: 'transactions that claim all',
    measured: claims.length,
    unit: 'transactions',
    target: atMost(Math.ceil(ids.length / CLAIMS_PER_TRANSACTION)),
  },
  {
    what: 'bytes of one, most',
    measured: Math.max(...claims.map(({ bytes }) => bytes)),
    unit: 'bytes',
    target: atMost(MAX_CALL_BYTES),
  },
  {
    what: 'gas of one, most',
    measured: Math.max(...gas),
    unit: 'gas',
    target: atMost(Number(MAX_SENT_GAS)),
  },
  { what: 'gas of all', measured: allGas, unit: 'gas' },
  { what: 'gas per token', measured: allGas / ids.length, unit: 'gas' },
  { what: 'a tab makes one, median', measured: median(proofMs), unit: 'ms' },
  {
    what: 'a tab makes one, p95',
    measured: percentile(proofMs, 0.95),
    unit: 'ms',
    target: atMost(PROOFS_MS),
  },
  {
    what: 'proof and call data of a token, in a tab',
    measured: proofMs.reduce((sum, each) => sum + each, 0) / ids.length,
    unit: 'ms',
  },
  { what: 'all claimed, a block of Ethereum each', measured: claimedMs / 1_000, unit: 's' },
]);

/** As the page asks before each question to the wallet. */
async function askTab(indexes: readonly bigint[]) {
  const { call, ms } = await page.evaluate(async (asked) => {
    const { weft } = window as unknown as WeftWindow;
    const before = performance.now();
    const { calls } = await weft.claimCalls(asked);
    return { call: calls[0], ms: performance.now() - before };
  }, indexes);
  const { to, data, indexes: paid } = call as ClaimCall;
  return { to, data, indexes: paid, count: paid.length, proofMs: ms };
}

/** Events of Ethereum that the tab's node has applied. */
function creditedCount(): Promise<bigint> {
  return page.evaluate(async (key) => {
    const { weft } = window as unknown as WeftWindow;
    return (await weft.bridge(key)).inboxCount;
  }, account);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}
