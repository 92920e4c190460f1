import { createTestClient, http, parseEther } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SENT_UNKNOWN_MS } from '../../lib/client/bridge/limits.ts';
import { lookAtAllSent, type SentLooks } from '../../lib/client/bridge/look-at-sent.ts';
import { SentLog, type TextStorage } from '../../lib/client/bridge/sent-log.ts';
import type { Address, Hash, Hex } from '../../lib/core/bytes.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';

// What becomes of a transaction that a wallet sent, on an Ethereum that makes blocks when told.

const SENT_AT_MS = 1_000_000;
/** Init code that reverts. */
const REVERTS: Hex = '0x60006000fd';

let ethereum: Ethereum;
let anvil: ReturnType<typeof testClient>;

const testClient = () => createTestClient({ mode: 'anvil', transport: http(ethereum.url) });
const lower = ({ address }: { address: string }) => address.toLowerCase() as Address;
const person = () => ethereum.accounts[1] as (typeof ethereum.accounts)[number];

beforeAll(async () => {
  ethereum = await startEthereum();
  anvil = testClient();
  await anvil.setIntervalMining({ interval: 0 });
  await anvil.setAutomine(false);
});
afterAll(() => ethereum.stop());
beforeEach(async () => {
  await anvil.mine({ blocks: 1 });
  const texts = new Map<string, string>();
  browser = {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
  [log, looks] = [new SentLog(browser, KEY), new Map()];
});

async function send(more: { nonce?: number; gwei?: bigint; data?: Hex } = {}): Promise<Hash> {
  const { nonce, gwei = 5n, data } = more;
  const hash = await ethereum.wallet.sendTransaction({
    ...{ account: person(), chain: null, gas: 100_000n },
    ...(data ? { data } : { to: lower(person()), value: parseEther('1') }),
    ...{ maxFeePerGas: gwei * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n },
    ...(nonce !== undefined && { nonce }),
  });
  log.add(hash, { what: 'deposit', ids: [] }, SENT_AT_MS);
  return hash;
}

const KEY = 'sent';
let browser: TextStorage;
let log: SentLog;
let looks: SentLooks;

/** As a page looks at what it sent, so long after it was sent. */
async function look(hash: Hash, { afterMs = 0, finalized = 0n } = {}) {
  const sender = { client: ethereum.client, account: lower(person()), log };
  looks = await lookAtAllSent(sender, { finalized, nowMs: SENT_AT_MS + afterMs }, looks);
  return looks.get(hash)?.state;
}

describe('a transaction that was sent', () => {
  it('waits for a block, is in one, and is forgotten when that cannot be taken back', async () => {
    const hash = await send();
    expect(await look(hash)).toBe('waiting');
    await anvil.mine({ blocks: 1 });
    const { number } = await ethereum.client.getBlock();
    expect(await look(hash)).toBe('included');
    expect(looks.get(hash)?.block).toBe(number);
    expect(log.all()).toHaveLength(1);
    expect(await look(hash, { finalized: number })).toBe('final');
    expect(log.all()).toEqual([]);
  });

  it('that fails in its block is told apart, and stays until a person has seen it', async () => {
    const hash = await send({ data: REVERTS });
    await anvil.mine({ blocks: 1 });
    const { number } = await ethereum.client.getBlock();
    expect(await look(hash, { finalized: number })).toBe('reverted');
    expect(log.all()).toHaveLength(1);
  });

  it('is replaced by another one with its nonce, also where a reload was between', async () => {
    const hash = await send();
    await look(hash);
    const nonce = log.all()[0]?.nonce as number;
    const other = await send({ nonce, gwei: 50n });
    await anvil.mine({ blocks: 1 });
    [log, looks] = [new SentLog(browser, KEY), new Map()];
    expect(await look(hash)).toBe('replaced');
    expect(await look(other)).toBe('included');
  });

  it('is dropped when nobody knew it for a while, and never before', async () => {
    const hash = await send();
    const knownMs = 1_000_000;
    expect(await look(hash, { afterMs: knownMs })).toBe('waiting');
    await anvil.dropTransaction({ hash });
    expect(await look(hash, { afterMs: knownMs + SENT_UNKNOWN_MS })).toBe('waiting');
    expect(await look(hash, { afterMs: knownMs + SENT_UNKNOWN_MS + 1 })).toBe('dropped');
  });
});
