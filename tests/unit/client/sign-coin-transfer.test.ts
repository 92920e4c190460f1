import { hashTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it, vi } from 'vitest';
import { digestOfCoinTransfer, type VaultDomain } from '../../../lib/chain/coin-transfer.ts';
import {
  coinTransferOf,
  coinTransferTypedData,
  signCoinTransfer,
} from '../../../lib/client/actions/sign-coin-transfer.ts';
import type { VaultCoin } from '../../../lib/client/types.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { recoverAddress } from '../../../lib/core/secp256k1.ts';
import { transferMessage } from '../../../lib/modules/vault/messages.ts';

const wallet = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const owner = wallet.address.toLowerCase() as Address;
const TO: Address = `0x${'22'.repeat(20)}`;
const domain: VaultDomain = { ethereumChainId: 31_337n, vault: `0x${'33'.repeat(20)}` };
/** Deposited after coin block 4, moved in 7; there are nine. */
const coin: VaultCoin = {
  ...{ slot: 2n ** 63n, kind: 2, token: TO, value: 5n, owner, birth: 4n, parent: 7n },
  ...{ state: 'secured', openExits: 0n, checked: 5, of: 5 },
};
const transfer = coinTransferOf(coin, TO);

function createWallet(changes: Record<string, (params: unknown) => unknown> = {}) {
  const methods: Record<string, (params: unknown) => unknown> = {
    eth_chainId: () => '0x7a69',
    eth_accounts: () => [wallet.address],
    eth_signTypedData_v4: (params) =>
      wallet.signTypedData(JSON.parse((params as string[])[1] ?? '')),
    ...changes,
  };
  return { request: vi.fn(async ({ method, params }) => methods[method]?.(params)) };
}

const asked = (signer: ReturnType<typeof createWallet>) =>
  signer.request.mock.calls.filter(([{ method }]) => method === 'eth_signTypedData_v4');

describe('a coin that its owner gives away', () => {
  it('spends its last coin block, and its signature dies sixteen coin blocks from now', () => {
    expect(transfer).toEqual({
      ...{ slot: 2n ** 63n, parent: 7n, from: owner, to: TO },
      lastCoinBlock: 9n + 16n,
    });
  });

  it('is signed over what the Vault checks', async () => {
    const signer = createWallet();
    const { primaryType, fields } = await signCoinTransfer(signer, domain, transfer);
    expect(primaryType).toBe(transferMessage.primaryType);
    const digest = digestOfCoinTransfer(domain, transfer);
    expect(hashTypedData(coinTransferTypedData(domain, transfer) as never)).toBe(digest);
    expect(recoverAddress(digest, fields.ownerSignature)).toBe(owner);
    expect(asked(signer)).toHaveLength(1);
  });

  it('is never asked about on another network or by another account', async () => {
    const wrong = [
      [createWallet({ eth_chainId: () => '0x1' }), 'wallet/wrong-network'],
      [createWallet({ eth_accounts: () => [TO] }), 'wallet/wrong-account'],
      [createWallet({ eth_accounts: () => [] }), 'wallet/locked'],
    ] as const;
    for (const [signer, code] of wrong) {
      await expect(signCoinTransfer(signer, domain, transfer)).rejects.toMatchObject({ code });
      expect(asked(signer)).toEqual([]);
    }
  });

  it('stays when the wallet refuses, or answers with no signature', async () => {
    const answers = [
      [() => Promise.reject(Object.assign(new Error(), { code: 4001 })), 'wallet/rejected'],
      [() => 'yes', 'wallet/failed'],
      [() => '0x1234', 'vault/wrong-signature'],
    ] as const;
    for (const [answer, code] of answers) {
      const signer = createWallet({ eth_signTypedData_v4: answer });
      await expect(signCoinTransfer(signer, domain, transfer)).rejects.toMatchObject({ code });
    }
  });

  it('goes to nobody by mistake', async () => {
    const burnt = coinTransferOf(coin, ZERO_ADDRESS);
    const code = 'vault/wrong-recipient';
    await expect(signCoinTransfer(createWallet(), domain, burnt)).rejects.toMatchObject({ code });
  });
});
