import { afterEach, describe, expect, it } from 'vitest';
import { MAX_WALLET_QUESTIONS } from '../../../lib/core/limits.ts';
import { ABSENT_SOURCE } from '../../../lib/node/absent-source.ts';
import { createWalletBroker } from '../../../lib/platform/browser/wallet-broker.ts';
import { createWalletRequest } from '../../../lib/platform/browser/wallet-request.ts';
import type { EthereumRequest } from '../../../lib/platform/ethereum/ethereum-request.ts';

const READ = { method: 'eth_call', params: [{ to: '0x00' }, 'latest'] };
const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A worker and its page, with a real port between them. */
function setting(wallet?: EthereumRequest) {
  const broker = createWalletBroker();
  broker.lend(wallet);
  const { port1, port2 } = new MessageChannel();
  ends.push(broker.serve(port1));
  return { broker, ask: createWalletRequest(port2) };
}

describe('the wallet of the page, read by the node', () => {
  it('answers what the node asks, each question its own answer', async () => {
    const { ask } = setting(async ({ method, params }) => ({ method, params }));
    const calls = [READ, { method: 'eth_chainId', params: [] }];
    expect(await Promise.all(calls.map(ask))).toEqual(calls);
  });

  it('is absent until one is connected, and again when it is not', async () => {
    const { broker, ask } = setting();
    await expect(ask(READ)).rejects.toMatchObject({ code: ABSENT_SOURCE });
    broker.lend(async () => '0x1');
    expect(await ask(READ)).toBe('0x1');
    broker.lend(undefined);
    await expect(ask(READ)).rejects.toMatchObject({ code: ABSENT_SOURCE });
  });

  it.each([
    'eth_sendTransaction',
    'eth_requestAccounts',
    'personal_sign',
    'eth_signTypedData_v4',
    'wallet_switchEthereumChain',
    'eth_accounts',
  ])('is never asked %s, whatever the node says', async (method) => {
    const asked: string[] = [];
    const { ask } = setting(async (call) => asked.push(call.method));
    await expect(ask({ method, params: [] })).rejects.toMatchObject({ code: 'ethereum/refused' });
    expect(asked).toEqual([]);
  });

  it('hands its errors on, by the codes of endpoints', async () => {
    const refused = Object.assign(new Error('no'), { code: -32_000 });
    const away = Object.assign(new Error('away'), { code: 4900 });
    for (const [thrown, code] of [
      [refused, 'ethereum/refused'],
      [away, 'ethereum/unreachable'],
      ['nonsense', 'ethereum/unreachable'],
    ]) {
      const { ask } = setting(async () => {
        throw thrown;
      });
      await expect(ask(READ)).rejects.toMatchObject({ code });
    }
  });

  it('says so when a wallet answers with what is no plain data', async () => {
    const { ask } = setting(async () => () => 1);
    await expect(ask(READ)).rejects.toMatchObject({ code: 'ethereum/malformed' });
  });

  it('holds MAX_WALLET_QUESTIONS for a wallet that hangs, and begins anew with the next', async () => {
    const { broker, ask } = setting(() => new Promise(() => {}));
    const hanging = Array.from({ length: MAX_WALLET_QUESTIONS }, () => ask(READ));
    await expect(ask(READ)).rejects.toMatchObject({ code: 'ethereum/rate-limited' });
    expect(hanging).toHaveLength(MAX_WALLET_QUESTIONS);
    broker.lend(async () => '0x2');
    expect(await ask(READ)).toBe('0x2');
  });
});
