import { test as base, expect, type Page } from '@playwright/test';
import { createPublicClient, hashTypedData, http, recoverTypedDataAddress } from 'viem';
import { launchProfile, type Profile } from './support/launch-profile.ts';
import { type ServedPage, servePage } from './support/serve-page.ts';
import { startAnvil } from './support/start-anvil.ts';
import { answerBeside } from './support/wallet-control.ts';

const ACCOUNT_1 = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266';
const ACCOUNT_2 = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8';
const LOCAL_CHAIN = '0x7a69';

/** Collects announcements as a site does, and offers the wallet's requests to the test. */
const PAGE = `<!doctype html><title>Site</title><script>
  window.announced = [];
  window.heard = [];
  addEventListener('eip6963:announceProvider', (event) => {
    announced.push(event.detail);
    for (const name of ['accountsChanged', 'chainChanged']) {
      event.detail.provider.on(name, (value) => heard.push({ name, value }));
    }
  }, { once: true });
  dispatchEvent(new Event('eip6963:requestProvider'));
  window.ask = (method, params) => announced[0].provider.request({ method, params }).then(
    (result) => ({ result }),
    ({ code, message }) => ({ code, message }),
  );
</script>`;

type Answer = { result: unknown } | { code: number; message: string };

declare global {
  interface Window {
    announced: { info: { name: string; rdns: string; icon: string; uuid: string } }[];
    heard: { name: string; value: unknown }[];
    ask(method: string, params?: unknown): Promise<Answer>;
  }
}

const test = base.extend<{ profile: Profile }, { site: ServedPage; rpcUrl: string }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
    async ({}, use) => {
      const site = await servePage(PAGE);
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  rpcUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures here.
    async ({}, use) => {
      const { rpcUrl, process } = await startAnvil();
      await use(rpcUrl);
      await process.stop();
    },
    { scope: 'worker' },
  ],
  profile: async ({ site }, use, info) => {
    const profile = await launchProfile({ folder: info.outputPath('profile') });
    await profile.page.goto(site.origin);
    await use(profile);
    await profile.close();
  },
});

test('announces itself by EIP-6963 with a name, an icon and its reverse domain', async ({
  profile,
}) => {
  const info = await profile.page.evaluate(() => window.announced[0]?.info);
  expect(info).toMatchObject({ name: 'MetaMask', rdns: 'io.metamask' });
  expect(info?.icon).toMatch(/^data:image\/svg\+xml,/);
  expect(info?.uuid).toMatch(/^[0-9a-f-]{36}$/);
});

test('shares the accounts that were picked, with the origin that asked, until revoked', async ({
  profile,
  site,
}) => {
  const { page, wallet } = profile;
  expect(await ask(page, 'eth_accounts')).toEqual({ result: [] });
  const connected = ask(page, 'eth_requestAccounts');
  const question = await wallet.question();
  await expect(question.getByRole('heading', { name: 'Connect with this site' })).toBeVisible();
  await expect(answerBeside(question, 'Site')).toHaveText(site.origin);
  await question.getByRole('checkbox', { name: 'Account 2' }).check();
  const second = await ask(page, 'wallet_requestPermissions', [{ eth_accounts: {} }]);
  expect(second).toMatchObject({ code: -32002 });
  expect(wallet.questionCount()).toBe(1);
  await wallet.approve('Connect');
  expect(await connected).toEqual({ result: [ACCOUNT_1, ACCOUNT_2] });

  await wallet.selectAccount(2);
  await expect
    .poll(() => page.evaluate(() => window.heard.at(-1)))
    .toEqual({ name: 'accountsChanged', value: [ACCOUNT_2, ACCOUNT_1] });

  await page.reload();
  expect(await ask(page, 'eth_accounts')).toEqual({ result: [ACCOUNT_2, ACCOUNT_1] });
  await ask(page, 'wallet_revokePermissions', [{ eth_accounts: {} }]);
  expect(await ask(page, 'eth_accounts')).toEqual({ result: [] });
});

test('a question that is cancelled or closed is a rejection', async ({ profile }) => {
  const { page, wallet } = profile;
  const cancelled = ask(page, 'eth_requestAccounts');
  await wallet.cancel();
  expect(await cancelled).toMatchObject({ code: 4001 });

  const closed = ask(page, 'eth_requestAccounts');
  await wallet.dismiss();
  expect(await closed).toMatchObject({ code: 4001 });
  expect(await ask(page, 'eth_accounts')).toEqual({ result: [] });
});

test('while locked it shares nothing, and asks to unlock before it connects', async ({
  profile,
}) => {
  const { page, wallet } = profile;
  await connect(profile);
  await wallet.setLocked(true);
  expect(await ask(page, 'eth_accounts')).toEqual({ result: [] });
  const refused = await ask(page, 'personal_sign', ['0x6869', ACCOUNT_1]);
  expect(refused).toMatchObject({ code: 4100 });

  const unlocked = ask(page, 'eth_requestAccounts');
  await wallet.approve('Unlock');
  expect(await unlocked).toEqual({ result: [ACCOUNT_1] });
});

test('starts on the main network and adds another only if its node answers', async ({
  profile,
  rpcUrl,
}) => {
  const { page, wallet } = profile;
  expect(await ask(page, 'eth_chainId')).toEqual({ result: '0x1' });
  const unknown = await ask(page, 'wallet_switchEthereumChain', [{ chainId: LOCAL_CHAIN }]);
  expect(unknown).toMatchObject({ code: 4902 });

  const silent = await ask(page, 'wallet_addEthereumChain', [network('http://127.0.0.1:9')]);
  expect(silent).toMatchObject({ code: -32602 });
  const lying = { ...network(rpcUrl), chainId: '0x7a6a' };
  expect(await ask(page, 'wallet_addEthereumChain', [lying])).toMatchObject({ code: -32602 });
  expect(wallet.questionCount()).toBe(0);

  const added = ask(page, 'wallet_addEthereumChain', [network(rpcUrl)]);
  await expect(answerBeside(await wallet.question(), 'Chain ID')).toHaveText('31337');
  await wallet.approve('Approve');
  expect(await added).toEqual({ result: null });
  expect(await ask(page, 'eth_chainId')).toEqual({ result: LOCAL_CHAIN });
  expect(await page.evaluate(() => window.heard)).toContainEqual({
    name: 'chainChanged',
    value: LOCAL_CHAIN,
  });

  const back = ask(page, 'wallet_switchEthereumChain', [{ chainId: '0x1' }]);
  await wallet.approve('Switch network');
  expect(await back).toEqual({ result: null });
});

test('refuses typed data for another chain or its own account without asking', async ({
  profile,
}) => {
  const { page, wallet } = profile;
  await connect(profile);
  const elsewhere = await signTypedData(page, ACCOUNT_1, typedData(31_337n, ACCOUNT_2));
  expect(elsewhere).toMatchObject({ code: -32603 });
  expect(elsewhere).toHaveProperty('message', expect.stringContaining('must match'));
  const ownAccount = await signTypedData(page, ACCOUNT_1, typedData(1n, ACCOUNT_2));
  expect(ownAccount).toHaveProperty('message', expect.stringContaining('internal accounts'));
  const notShared = await signTypedData(page, ACCOUNT_2, typedData(1n, CONTRACT));
  expect(notShared).toMatchObject({ code: 4100 });
  expect(wallet.questionCount()).toBe(0);
});

test('shows typed data in readable rows and signs what it showed', async ({ profile }) => {
  const { page, wallet } = profile;
  await connect(profile);
  const data = typedData(1n, CONTRACT);
  const signed = signTypedData(page, ACCOUNT_1, data);
  const question = await wallet.question();
  await expect(answerBeside(question, 'Method')).toHaveText('eth_signTypedData_v4');
  await expect(answerBeside(question, 'Signs')).toHaveText(ACCOUNT_1);
  await expect(answerBeside(question, 'chainId')).toHaveText('1');
  await expect(question.getByRole('heading', { name: 'Order' })).toBeVisible();
  await expect(answerBeside(question, 'amount')).toHaveText('12345678901234567890');
  await expect(answerBeside(question, 'items.1.name')).toHaveText('thread');
  await wallet.approve('Confirm');

  const answer = await signed;
  const signature = 'result' in answer ? answer.result : undefined;
  expect(signature).toMatch(/^0x[0-9a-f]{130}$/);
  const signer = await recoverTypedDataAddress({ ...data, signature: signature as `0x${string}` });
  expect(signer.toLowerCase()).toBe(ACCOUNT_1);
  expect(hashTypedData(data)).not.toBe(hashTypedData(typedData(2n, CONTRACT)));
});

test('sends a transaction to the node of the active network', async ({ profile, rpcUrl }) => {
  const { page, wallet } = profile;
  await connect(profile);
  const added = ask(page, 'wallet_addEthereumChain', [network(rpcUrl)]);
  await wallet.approve('Approve');
  await added;
  const sent = ask(page, 'eth_sendTransaction', [
    { from: ACCOUNT_1, to: CONTRACT, value: '0xde0b6b3a7640000' },
  ]);
  await expect(answerBeside(await wallet.question(), 'Value in wei')).toHaveText(
    '1000000000000000000',
  );
  await wallet.approve('Confirm');
  expect(await sent).toHaveProperty('result', expect.stringMatching(/^0x[0-9a-f]{64}$/));
  const client = createPublicClient({ transport: http(rpcUrl) });
  await expect
    .poll(() => client.getBalance({ address: CONTRACT }))
    .toBe(1_000_000_000_000_000_000n);
});

const CONTRACT = '0x00000000000000000000000000000000000c0de1';

function ask(page: Page, method: string, params: unknown = []): Promise<Answer> {
  return page.evaluate(([name, values]) => window.ask(name, values), [method, params] as const);
}

async function connect({ page, wallet }: Profile): Promise<void> {
  const connected = ask(page, 'eth_requestAccounts');
  await wallet.approve('Connect');
  await connected;
}

function network(rpcUrl: string) {
  return {
    chainId: LOCAL_CHAIN,
    chainName: 'Local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: [rpcUrl],
  };
}

function typedData(chainId: bigint, verifyingContract: `0x${string}`) {
  return {
    domain: { name: 'Loom', version: '1', chainId, verifyingContract },
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Item: [{ name: 'name', type: 'string' }],
      Order: [
        { name: 'amount', type: 'uint256' },
        { name: 'items', type: 'Item[]' },
      ],
    },
    primaryType: 'Order',
    message: {
      amount: 12_345_678_901_234_567_890n,
      items: [{ name: 'loom' }, { name: 'thread' }],
    },
  } as const;
}

function signTypedData(
  page: Page,
  account: string,
  data: ReturnType<typeof typedData>,
): Promise<Answer> {
  const text = JSON.stringify(data, (_, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return ask(page, 'eth_signTypedData_v4', [account, text]);
}
