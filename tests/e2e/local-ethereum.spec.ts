import { expect } from '@playwright/test';
import { createPublicClient, createWalletClient, http, parseAbi, parseEther } from 'viem';
import { test } from './support/fixtures.ts';
import { LONG_EPOCH_MS, type Network, startNetwork } from './support/network.ts';
import { accountOf, openNode } from './support/node-page.ts';
import { testAccount } from './support/test-accounts.ts';

const PEOPLE = 10;
const VALIDATORS = 4;
const DEPOSITED_MS = 30_000;

test(
  'chain and Ethereum go on together, stopped or killed',
  { tag: '@long' },
  async ({ openProfile }, info) => {
    test.setTimeout(240_000);
    const folder = info.outputPath('network');
    let network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS });
    try {
      const { page } = await openProfile({ wallet: false });
      await openNode(page, network.siteUrl);
      await test.step('what test accounts deposited is theirs in a tab that checked it', async () => {
        for (let index = 0; index < PEOPLE + VALIDATORS; index++) {
          const { balanceWei } = await accountOf(page, testAccount(index).address);
          expect(balanceWei).toBe(parseEther(index < PEOPLE ? '1000' : '1'));
        }
      });
      const { basePort } = network;
      const start = async () => {
        network = await startNetwork(folder, { epochMs: LONG_EPOCH_MS, basePort });
      };
      await deposit(network);
      const count = await appliedCount(network);
      await network.stop();
      await start();
      expect(await appliedCount(network)).toBe(count);

      await deposit(network);
      await network.kill();
      await start();
      expect(await appliedCount(network)).toBe(count + 1);
      await deposit(network);
    } finally {
      await network.stop();
    }
  },
);

/** Until the chain has credited it. */
async function deposit(network: Network): Promise<void> {
  const transport = http(network.ethereumUrl);
  const account = testAccount(1);
  const before = await appliedCount(network);
  const hash = await createWalletClient({ account, transport }).writeContract({
    address: network.file.genesis.contracts.gateway,
    abi: parseAbi(['function depositEth(address to) payable']),
    functionName: 'depositEth',
    args: [account.address],
    value: 1n,
    chain: null,
  });
  await createPublicClient({ transport }).waitForTransactionReceipt({ hash });
  await expect.poll(() => appliedCount(network), { timeout: DEPOSITED_MS }).toBe(before + 1);
}

async function appliedCount({ seeds: [seed] }: Network): Promise<number> {
  return Number((await seed?.status())?.ethereum?.appliedCount);
}
