import { expect, type Page } from '@playwright/test';
import type { Hex } from 'viem';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { links } from '../../lib/ui/links.ts';
import { askNode } from './support/ask-forms.ts';
import { expectCode, expectDone, fresh, keyOf } from './support/ask-outcomes.ts';
import { test } from './support/fixtures.ts';
import { accountOf, openNode, type WeftWindow } from './support/node-page.ts';
import { createStolenKey, type StolenAction, type StolenKey } from './support/stolen-key.ts';
import { tellSeeds } from './support/tell-seeds.ts';
import { testAccount } from './support/test-accounts.ts';
import { tryEnvelope } from './support/try-action.ts';

// What somebody can do who has the bytes of a session's key, which no browser gives away: what the
// session was allowed, as long as it is open, and nothing else.

const COIN = 10n ** 18n;
const owner = testAccount(5);
const account = keyOf(owner);
/** More than any page asks for: that the wallet named them does not open them to a session. */
const ACTIONS = [
  ...['QaAsk', 'QaVote', 'QaOfferBounty', 'QaRedeem', 'BankTransfer', 'StakingDelegate'],
  ...['SessionOpen', 'SessionCloseAll'],
];
const asked = (title: string) => ({ title, text: 'By a thief.', tags: 'thief' });

test('a stolen key does nothing but what its session may, and nothing twice', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl + links.ask);
  const key = createStolenKey();
  const session = await key.open(page, owner, { actions: ACTIONS });
  const by = (nonce: bigint, primaryType: string, values: StolenAction['values']) =>
    key.sign(page, { account, session, nonce, primaryType, values });
  const before = await accountOf(page, owner.address);

  const first = await by(0n, 'QaAsk', asked('What may a stolen key do?'));
  const question = (await expectOutcome(page, first, 'done')).post;
  for (const [primaryType, values] of forbidden(key)) {
    await expectOutcome(page, await by(1n, primaryType, values), 'transaction/session-forbids');
  }
  // Named by the wallet and open to sessions, but it would take coins.
  const bounty = { question, amountWei: COIN, days: 1n };
  await expectOutcome(page, await by(1n, 'QaOfferBounty', bounty), 'chain/session-limit');

  await test.step('for nobody else, and with no other key', async () => {
    const vote = { primaryType: 'QaVote', values: { post: question, vote: 'up' }, nonce: 2n };
    const other = await key.sign(page, { ...vote, account: keyOf(fresh(9)), session });
    await expectOutcome(page, other, 'transaction/unknown-session');
    const forged = await createStolenKey().sign(page, { ...vote, account, session });
    await expectOutcome(page, forged, 'transaction/unknown-session');
    const borrowed = replaced(forged, publicKeyOf(forged), key.publicKey);
    await expectOutcome(page, borrowed, 'transaction/wrong-signature');
  });

  await test.step('a replay changes nothing, nor after the key was opened again', async () => {
    await expectRefusedReplay(page, first);
    await expectDone(page, { from: owner, primaryType: 'SessionClose', values: { session } });
    await expectRefusedReplay(page, first);
    const late = await by(2n, 'QaAsk', asked('What after it was closed?'));
    await expectOutcome(page, late, 'transaction/unknown-session');
    const second = await key.open(page, owner, { actions: ACTIONS });
    expect(second).not.toBe(session);
    await expectRefusedReplay(page, first);
    const moved = replaced(first, session, second);
    await expectOutcome(page, moved, 'transaction/wrong-signature');
  });
  expect(await accountOf(page, owner.address)).toMatchObject({ balanceWei: before.balanceWei });
  await expectQuestions(page, ['What may a stolen key do?']);
});

test('seeds refuse the same when they are told past every node', async ({
  network,
  openProfile,
}) => {
  const { page } = await openProfile({ wallet: false });
  await openNode(page, network.siteUrl + links.ask);
  const key = createStolenKey();
  const session = await key.open(page, owner, { actions: ACTIONS });
  const { balanceWei } = await accountOf(page, owner.address);
  const by = (nonce: bigint, primaryType: string, values: StolenAction['values']) =>
    key.sign(page, { account, session, nonce, primaryType, values });
  const allowed: Hex = await by(0n, 'QaAsk', asked('Do seeds hear me?'));
  const bad: Hex[] = [];
  for (const [primaryType, values] of forbidden(key)) {
    for (const nonce of [0n, 1n]) bad.push(await by(nonce, primaryType, values));
  }
  await tellSeeds(network.folder, [allowed, ...bad, allowed]);
  await expect.poll(() => nonceOf(page, session)).toBe(1n);
  await expectQuestions(page, ['Do seeds hear me?', 'What may a stolen key do?']);
  expect(await accountOf(page, owner.address)).toMatchObject({ balanceWei });
  // Nothing of it waits anywhere: the next number of the session is taken by what comes next.
  const next = await by(1n, 'QaAsk', asked('And is nothing else of mine waiting?'));
  await expectOutcome(page, next, 'done');
  expect(await nonceOf(page, session)).toBe(2n);
});

/** What the session names and no session may, and what this one does not name. */
function forbidden({ publicKey }: StolenKey): [string, StolenAction['values']][] {
  const to: string = keyOf(fresh(8));
  const opening = { publicKey, actions: 'QaAsk', spendMaxWei: COIN };
  const expiresMs = BigInt(Date.now() + 3_600_000);
  return [
    ['BankTransfer', { to, amountWei: COIN }],
    ['QaRedeem', { points: 25n }],
    ['SessionOpen', { ...opening, expiresMs }],
    ['SessionCloseAll', {}],
    ['StakingDelegate', { validator: to, amountWei: COIN }],
    ['QaAnswer', { question: 1n, text: 'Nobody allowed this.' }],
    ['QaSetProfile', { name: 'thief', bio: '' }],
  ];
}

async function expectOutcome(page: Page, envelope: Hex, code: string) {
  const outcome = await tryEnvelope(page, envelope);
  if (code === 'done') expect(outcome.code).toBe('done');
  else expectCode(outcome, code);
  return outcome;
}

async function expectRefusedReplay(page: Page, envelope: Hex): Promise<void> {
  const { code } = await tryEnvelope(page, envelope);
  expect(code).toMatch(/^(transaction\/(nonce-used|unknown-session)|mempool\/known)$/);
}

/** What a reader sees of the tag. */
async function expectQuestions(page: Page, titles: readonly string[]): Promise<void> {
  await page.goto(new URL(links.tag('thief'), page.url()).href);
  const rows = page.getByRole('list', { name: askMessages.list.label }).getByRole('heading');
  await expect(rows).toHaveText([...titles]);
  const { questions } = await askNode<{ questions: unknown[] }>(page, 'list', {
    ...{ order: 'new', author: account, limit: 20 },
  });
  expect(questions.length).toBe(titles.length);
}

async function nonceOf(page: Page, session: Hex): Promise<bigint | undefined> {
  return page.evaluate(
    async ([asking, id]) => {
      const { weft } = window as unknown as WeftWindow;
      const { value } = await weft.query('session', 'list', { account: asking });
      return (value as { id: Hex; nonce: bigint }[]).find((each) => each.id === id)?.nonce;
    },
    [account, session] as const,
  );
}

/** Bytes of an envelope put in the place of others of the same number. */
function replaced(envelope: Hex, from: Hex, to: Hex): Hex {
  expect(envelope).toContain(from.slice(2));
  return envelope.replace(from.slice(2), to.slice(2)) as Hex;
}

/** Before the signature, which ends the envelope, both with a byte or two of their length. */
function publicKeyOf(envelope: Hex): Hex {
  const signature = 2 * (64 + 2);
  return `0x${envelope.slice(-signature - 2 * 65, -signature)}`;
}
