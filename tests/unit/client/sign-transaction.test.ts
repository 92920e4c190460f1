import { recoverTypedDataAddress } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it, vi } from 'vitest';
import { createActionRegistry } from '../../../lib/chain/action-registry.ts';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { prepareTransaction } from '../../../lib/client/actions/prepare-transaction.ts';
import { signAndSend } from '../../../lib/client/actions/sign-and-send.ts';
import { transferAction } from '../../../lib/client/actions/transfer-action.ts';
import type { ChainInfo, Prepared } from '../../../lib/client/types.ts';
import { walletErrorFrom } from '../../../lib/client/wallet-error.ts';
import { type Address, bytesFromHex, type Hex } from '../../../lib/core/bytes.ts';
import { MAX_TRANSACTION_BYTES, VALID_FOR_MS } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { HASH } from './samples.ts';

const owner = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const account = owner.address.toLowerCase() as Address;
const TO: Address = `0x${'22'.repeat(20)}`;

const CHAIN: ChainInfo = {
  chainId: 'weft-01020304',
  chainName: 'weft',
  genesisHash: HASH,
  ethereumChainId: 31_337n,
  coinSymbol: 'WEFT',
  names: [],
  keylessAccounts: [],
  domain: { name: 'weft', version: '1', chainId: 31_337n },
  actions: bank.actions.map(({ primaryType, fields, units }) => ({
    primaryType,
    module: bank.name,
    fields: fields.map((field) => ({ ...field })),
    units,
    unitsPerItem: 0,
    maxBytes: MAX_TRANSACTION_BYTES,
    bySession: false,
  })),
};

const PREPARED: Prepared = {
  basePriceWei: 1n,
  units: 250,
  feeMaxWei: 500n,
  nonce: 4n,
  free: null,
};

const client = {
  chain: async () => CHAIN,
  prepare: async () => PREPARED,
};

/** A wallet on one network with one account. */
function createWallet(changes: Record<string, (params: unknown) => unknown> = {}) {
  const methods: Record<string, (params: unknown) => unknown> = {
    eth_chainId: () => '0x7a69',
    eth_accounts: () => [owner.address],
    eth_signTypedData_v4: (params) =>
      owner.signTypedData(JSON.parse((params as string[])[1] ?? '')),
    ...changes,
  };
  return { request: vi.fn(async ({ method, params }) => methods[method]?.(params)) };
}

async function transferOf(amountWei: bigint) {
  return prepareTransaction(client, { ...transferAction(TO, amountWei), account });
}

async function send(wallet: ReturnType<typeof createWallet>) {
  const sent: Hex[] = [];
  const transaction = await transferOf(7n);
  const accept = async (envelope: Hex) => {
    sent.push(envelope);
    return HASH;
  };
  const hash = await signAndSend({ ...client, send: accept }, wallet, transaction);
  return { sent, hash, transaction };
}

describe('preparing', () => {
  it('offers no fee where somebody else pays', async () => {
    const sponsored = { prepare: async () => ({ ...PREPARED, free: 'grant' as const }) };
    const action = { ...transferAction(TO, 5n), account };
    expect((await prepareTransaction(sponsored, action)).feeMax).toBe(0n);
    const paid = await prepareTransaction(sponsored, { ...action, feeMaxWei: 7n });
    expect(paid.feeMax).toBe(7n);
  });

  it('takes nonce and fee from the node and a bounded life from the clock', async () => {
    const before = Date.now();
    const transaction = await transferOf(5n);
    expect(transaction).toMatchObject({ nonce: 4n, feeMax: 500n, primaryType: 'BankTransfer' });
    expect(transaction.validUntilMs - before).toBeGreaterThanOrEqual(VALID_FOR_MS);
  });

  it('refuses what could never succeed before the wallet is asked', () => {
    expect(() => transferAction(TO, 0n)).toThrow(expect.objectContaining({ name: 'WeftError' }));
  });
});

describe('signing', () => {
  it('sends what the wallet signed, which recovers to the account', async () => {
    const wallet = createWallet();
    const { sent, hash, transaction } = await send(wallet);
    expect(hash).toBe(HASH);
    const registry = createActionRegistry([bank]);
    const decoded = decodeTransaction(registry, bytesFromHex(sent[0] as Hex)).transaction;
    expect(decoded).toMatchObject(transaction);
    const call = wallet.request.mock.calls.find(
      ([{ method }]) => method === 'eth_signTypedData_v4',
    );
    const typedData = JSON.parse(call?.[0].params[1]);
    const signer = await recoverTypedDataAddress({ ...typedData, signature: decoded.signature });
    expect(signer.toLowerCase()).toBe(account);
  });

  it.each([
    ['wallet/wrong-network', { eth_chainId: () => '0x1' }],
    ['wallet/wrong-network', { eth_chainId: () => 'nonsense' }],
    ['wallet/locked', { eth_accounts: () => [] }],
    ['wallet/wrong-account', { eth_accounts: () => [TO] }],
    ['wallet/failed', { eth_signTypedData_v4: () => 'no' }],
    ['transaction/wrong-signature', { eth_signTypedData_v4: () => `0x${'ff'.repeat(65)}` }],
    [
      'wallet/rejected',
      { eth_signTypedData_v4: () => Promise.reject({ code: 4001, message: 'User denied' }) },
    ],
  ])('fails with %s', async (code, changes) => {
    await expect(send(createWallet(changes))).rejects.toMatchObject({ code });
  });
});

describe('errors of wallets', () => {
  it.each([
    ['wallet/rejected', { code: 4001, message: 'no' }],
    ['wallet/rejected', { message: 'outer', cause: { message: 'middle', cause: { code: 4001 } } }],
    ['wallet/locked', { code: 4100, message: 'unauthorized' }],
    ['wallet/unknown-network', { code: -32603, data: { originalError: { code: 4902 } } }],
    // A library calls every failure to add a network a rejection: the wallet's own code counts.
    ['wallet/failed', { code: 4001, cause: { code: -32602, message: 'needs https' } }],
    ['wallet/busy', { code: -32002, message: 'already pending' }],
    ['wallet/disconnected', { code: 4900, message: 'gone' }],
    [
      'wallet/wrong-network',
      { code: -32603, message: 'Provided chainId "1" must match the active chainId "31337"' },
    ],
    ['wallet/failed', new TypeError('x is undefined')],
    ['wallet/failed', undefined],
    ['wallet/failed', 'text'],
  ])('become %s', (code, thrown) => {
    expect(walletErrorFrom(thrown).code).toBe(code);
  });

  it('end even where causes go round', () => {
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    expect(walletErrorFrom(loop).code).toBe('wallet/failed');
  });
});
