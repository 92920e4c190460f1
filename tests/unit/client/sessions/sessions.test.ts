import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActionRegistry } from '../../../../lib/chain/action-registry.ts';
import { decodeTransaction } from '../../../../lib/chain/transaction.ts';
import { sessionMessage } from '../../../../lib/chain/typed-data.ts';
import { closeAllSessions } from '../../../../lib/client/sessions/close-all-sessions.ts';
import { closeSession } from '../../../../lib/client/sessions/close-session.ts';
import { currentSession } from '../../../../lib/client/sessions/current-session.ts';
import { type OpeningStage, openSession } from '../../../../lib/client/sessions/open-session.ts';
import { sendBySession } from '../../../../lib/client/sessions/send-by-session.ts';
import { sessionList } from '../../../../lib/client/sessions/session-list.ts';
import { createSessionStore } from '../../../../lib/client/sessions/session-store.ts';
import { bytesFromHex, type Hash, type Hex } from '../../../../lib/core/bytes.ts';
import { WeftError } from '../../../../lib/core/errors.ts';
import { VALID_FOR_MS } from '../../../../lib/core/limits.ts';
import { MAX_SESSION_MS } from '../../../../lib/core/module-limits.ts';
import { verifyP256 } from '../../../../lib/core/p256.ts';
import { HASH, sampleTransaction } from '../samples.ts';
import { ACCOUNT, createPage, createWallet, installLocks, viewOf } from './browser.ts';

beforeAll(installLocks);

const TERMS = {
  account: ACCOUNT,
  actions: ['QaAsk', 'QaVote'],
  spendMaxWei: 5n,
  validForMs: 60_000,
};
const VOTE = {
  account: ACCOUNT,
  primaryType: 'QaVote',
  fields: { post: 3n, vote: 'up' },
};

let page: ReturnType<typeof createPage>;
beforeEach(() => {
  page = createPage();
});

const kept = () => createSessionStore(page.world.chain.chainId).get(ACCOUNT);

async function open(): Promise<Hash> {
  const id = await openSession(page.client, createWallet(), TERMS);
  page.world.list = [viewOf(id)];
  return id;
}

describe('opening a session', () => {
  it('has the wallet sign the terms, and keeps the key', async () => {
    const stages: OpeningStage[] = [];
    const wallet = createWallet();
    const id = await openSession(page.client, wallet, TERMS, (stage) => stages.push(stage));
    expect(stages).toEqual(['preparing', 'signing', 'sending', 'opening']);
    const asked = wallet.request.mock.calls.filter(([{ method }]) => /sign/.test(method));
    expect(asked).toHaveLength(1);
    const { message, primaryType } = JSON.parse(asked[0]?.[0].params[1]);
    const session = await kept();
    expect(primaryType).toBe('SessionOpen');
    expect(message).toMatchObject({
      publicKey: session?.publicKey,
      actions: 'QaAsk QaVote',
      spendMaxWei: '5',
      expiresMs: `${session?.expiresMs}`,
    });
    expect(session).toMatchObject({ id, account: ACCOUNT, actions: TERMS.actions, nonce: 4n });
  });

  it('keeps a key whose private half nothing can read', async () => {
    await open();
    const { keys } = (await kept()) ?? {};
    expect(keys?.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', keys?.privateKey as CryptoKey)).rejects.toThrow();
  });

  it('keeps no key if the wallet, the node or the chain says no', async () => {
    const { client } = page;
    const rejecting = createWallet(() => Promise.reject({ code: 4001, message: 'no' }));
    await expect(openSession(client, rejecting, TERMS)).rejects.toMatchObject({
      code: 'wallet/rejected',
    });
    expect(page.world.sent).toEqual([]);
    client.send.mockRejectedValueOnce(new WeftError('transaction/cannot-pay', 'no'));
    await expect(openSession(client, createWallet(), TERMS)).rejects.toMatchObject({
      code: 'transaction/cannot-pay',
    });
    const failure = { code: 'session/too-many', message: '', facts: {} };
    client.waitForFinal.mockResolvedValueOnce(sampleTransaction({ status: 'failure', failure }));
    await expect(openSession(client, createWallet(), TERMS)).rejects.toMatchObject(failure);
    client.waitForFinal.mockRejectedValueOnce(new WeftError('transaction/expired', 'late'));
    await expect(openSession(client, createWallet(), TERMS)).rejects.toMatchObject({
      code: 'transaction/expired',
    });
    expect(await kept()).toBeUndefined();
  });

  it('keeps the key if it is not known yet whether it was opened', async () => {
    page.client.waitForFinal.mockRejectedValueOnce(new WeftError('client/timeout', 'slow'));
    await expect(openSession(page.client, createWallet(), TERMS)).rejects.toMatchObject({
      code: 'client/timeout',
    });
    expect(await currentSession(page.client, ACCOUNT)).toMatchObject({ state: 'waiting' });
  });

  it('says so before the wallet is asked where there is no WebCrypto or no storage', async () => {
    const wallet = createWallet();
    const keys = vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValueOnce(new TypeError('no'));
    await expect(openSession(page.client, wallet, TERMS)).rejects.toMatchObject({
      code: 'session-key/unsupported',
    });
    keys.mockRestore();
    const database = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('refused', 'SecurityError');
    });
    await expect(openSession(page.client, wallet, TERMS)).rejects.toMatchObject({
      code: 'storage/unavailable',
    });
    database.mockRestore();
    expect(wallet.request).not.toHaveBeenCalled();
  });
});

describe('the longest session', () => {
  it('is a little shorter than the chain allows, whose clock may be behind', async () => {
    const terms = { ...TERMS, validForMs: MAX_SESSION_MS };
    await openSession(page.client, createWallet(), terms);
    const { expiresMs } = (await kept()) as { expiresMs: number };
    expect(expiresMs - Date.now()).toBeLessThan(MAX_SESSION_MS - 50_000);
    expect(expiresMs - Date.now()).toBeGreaterThan(MAX_SESSION_MS - 90_000);
  });
});

describe('the session of this browser', () => {
  it('is open once the chain has it, with the limits that the chain says', async () => {
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'none' });
    const id = await open();
    page.world.list = [viewOf(OTHER), viewOf(id, { spentWei: 2n })];
    expect(await currentSession(page.client, ACCOUNT)).toEqual({
      state: 'open',
      session: { ...viewOf(id, { spentWei: 2n, expiresMs: expect.any(Number) }), account: ACCOUNT },
    });
  });

  it('waits while its opening is not final, and while the node is behind', async () => {
    const id = await open();
    const { openedBy } = (await kept()) as { openedBy: Hash };
    page.world.list = [];
    const pending = sampleTransaction({ status: 'pending', final: false });
    page.world.transactions.set(openedBy, pending);
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'waiting', id });
    page.world.transactions.set(openedBy, sampleTransaction({ status: 'success', final: true }));
    page.world.phase = 'syncing';
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'waiting', id });
  });

  it('was revoked if the chain has it no more, and its key stays until that is sure', async () => {
    await open();
    const { openedBy } = (await kept()) as { openedBy: Hash };
    page.world.list = [];
    page.world.transactions.set(openedBy, sampleTransaction({ status: 'success', final: true }));
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'none', why: 'revoked' });
    expect(await kept()).toBeDefined();
  });

  it('is forgotten when its time is over', async () => {
    await open();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TERMS.validForMs });
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'none', why: 'expired' });
    expect(await currentSession(page.client, ACCOUNT)).toEqual({ state: 'none' });
    vi.useRealTimers();
  });

  it('is of no account but its own', async () => {
    await open();
    expect(await currentSession(page.client, OTHER.slice(0, 42) as Hex)).toEqual({ state: 'none' });
  });
});

describe('sending by a session', () => {
  it('signs for this session and chain with a low s, and asks no wallet', async () => {
    const id = await open();
    const before = Date.now();
    await sendBySession(page.client, VOTE);
    expect(page.client.prepare).toHaveBeenCalledWith({
      ...{ account: ACCOUNT, primaryType: 'QaVote', session: id },
      items: expect.any(Number),
    });
    const { transaction } = decodeTransaction(REGISTRY, bytesFromHex(page.world.sent[1] as Hex));
    const { publicKey } = (await kept()) as { publicKey: Hex };
    expect(transaction).toMatchObject({ ...VOTE, feeMax: 500n, session: { id, publicKey } });
    expect(transaction.validUntilMs - before).toBeGreaterThanOrEqual(VALID_FOR_MS);
    const message = sessionMessage({ ...page.world.chain.domain, version: '1' }, VOTE_TYPE, {
      ...transaction,
      session: { id, publicKey },
    });
    expect(verifyP256({ publicKey, message, signature: transaction.signature })).toBe(true);
  });

  it('pays nothing while somebody pays', async () => {
    await open();
    page.world.free = 'grant';
    await sendBySession(page.client, VOTE);
    const { transaction } = decodeTransaction(REGISTRY, bytesFromHex(page.world.sent[1] as Hex));
    expect(transaction.feeMax).toBe(0n);
  });

  it('gives each its own number, however many are sent at one moment', async () => {
    await open();
    page.world.nonce = 0n;
    page.client.send.mockImplementation(async (envelope) => {
      await new Promise((resolve) => setTimeout(resolve));
      page.world.sent.push(envelope);
      page.world.nonce += 1n;
      return OTHER;
    });
    const votes = Array.from({ length: 20 }, () => sendBySession(page.client, VOTE));
    await Promise.all(votes);
    const nonces = page.world.sent.slice(1).map((envelope) => {
      return decodeTransaction(REGISTRY, bytesFromHex(envelope)).transaction.nonce;
    });
    expect(nonces).toEqual(votes.map((_, index) => BigInt(index)));
  });

  it('goes on after one that the node refused', async () => {
    await open();
    page.client.send.mockRejectedValueOnce(new WeftError('transaction/session-limit', 'no'));
    const [first, second] = await Promise.allSettled([
      sendBySession(page.client, VOTE),
      sendBySession(page.client, VOTE),
    ]);
    expect(first).toMatchObject({ reason: { code: 'transaction/session-limit' } });
    expect(second?.status).toBe('fulfilled');
  });

  it('needs a session whose time is not over', async () => {
    await expect(sendBySession(page.client, VOTE)).rejects.toMatchObject({
      code: 'session-key/none',
    });
    await open();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + TERMS.validForMs });
    await expect(sendBySession(page.client, VOTE)).rejects.toMatchObject({
      code: 'session-key/expired',
    });
    vi.useRealTimers();
  });
});

describe('closing', () => {
  it('has the wallet sign it, and forgets the key if it was here', async () => {
    const id = await open();
    const wallet = createWallet();
    await closeSession(page.client, wallet, { account: ACCOUNT, id: OTHER });
    expect(await kept()).toBeDefined();
    await closeSession(page.client, wallet, { account: ACCOUNT, id });
    expect(await kept()).toBeUndefined();
    const signed = wallet.request.mock.calls.flatMap(([{ method, params }]) =>
      /sign/.test(method) ? [JSON.parse(params[1]).message.session] : [],
    );
    expect(signed).toEqual([OTHER, id]);
  });

  it('ends all at once', async () => {
    await open();
    await closeAllSessions(page.client, createWallet(), ACCOUNT);
    expect(await kept()).toBeUndefined();
    expect(page.world.sent).toHaveLength(2);
  });

  it('keeps the key if the wallet or the node says no', async () => {
    const id = await open();
    const rejecting = createWallet(() => Promise.reject({ code: 4001, message: 'no' }));
    const closing = closeSession(page.client, rejecting, { account: ACCOUNT, id });
    await expect(closing).rejects.toMatchObject({ code: 'wallet/rejected' });
    page.client.send.mockRejectedValueOnce(new WeftError('client/timeout', 'slow'));
    const closingAll = closeAllSessions(page.client, createWallet(), ACCOUNT);
    await expect(closingAll).rejects.toMatchObject({ code: 'client/timeout' });
    expect(await kept()).toBeDefined();
  });
});

describe('the list of sessions', () => {
  it('leaves out those that are over, which the chain still has', async () => {
    page.world.list = [viewOf(OTHER, { expiresMs: Date.now() }), viewOf(HASH)];
    expect((await sessionList(page.client, ACCOUNT)).map(({ id }) => id)).toEqual([HASH]);
  });

  it('is refused if it is none', async () => {
    for (const value of [undefined, {}, [{}], [{ ...viewOf(OTHER), spentWei: -1n }]]) {
      const query = async () => ({ value, height: 1n });
      await expect(sessionList({ query }, ACCOUNT)).rejects.toMatchObject({
        code: 'client/malformed',
      });
    }
  });
});

const OTHER: Hash = `0x${'0b'.repeat(32)}`;
const VOTE_TYPE = {
  primaryType: 'QaVote',
  fields: [
    { name: 'post', type: 'uint64' },
    { name: 'vote', type: 'string' },
  ],
} as const;
const REGISTRY = createActionRegistry([
  {
    name: 'qa',
    version: 1,
    actions: [
      {
        ...VOTE_TYPE,
        units: 1,
        maxNewKeys: 0,
        validate: () => undefined,
        execute: () => undefined,
        describe: () => '',
      },
    ],
    genesis: () => undefined,
  },
]);
