import fc from 'fast-check';
import { hashTypedData, parseAbiParameters } from 'viem';
import { describe, expect, it } from 'vitest';
import {
  type CoinTransfer,
  digestOfCoinTransfer,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import { recoverAddress } from '../../../lib/core/secp256k1.ts';
import { coinTransfer, vaultDomain } from './bridge-arbitraries.ts';
import { alice, bob, signDigest } from './fixtures.ts';

const FIELDS = parseAbiParameters(
  'uint64 slot, uint64 parent, address from, address to, uint64 lastCoinBlock',
);
const domain: VaultDomain = { ethereumChainId: 1n, vault: `0x${'22'.repeat(20)}` };
const transfer: CoinTransfer = {
  ...{ slot: 1n, parent: 2n, from: alice.account, to: bob.account, lastCoinBlock: 3n },
};

describe('a coin transfer', () => {
  it('has the digest that wallets sign by EIP-712', () => {
    fc.assert(
      fc.property(vaultDomain, coinTransfer, (where, message) => {
        const digest = hashTypedData({
          domain: {
            ...{ name: 'Vault', version: '1', chainId: where.ethereumChainId },
            verifyingContract: where.vault,
          },
          types: { CoinTransfer: FIELDS as never },
          primaryType: 'CoinTransfer',
          message: { ...message },
        });
        expect(digestOfCoinTransfer(where, message)).toBe(digest);
      }),
    );
  });

  it('is signed by its owner for nothing else', () => {
    const signature = signDigest(alice, digestOfCoinTransfer(domain, transfer));
    const signer = (where: VaultDomain, what: CoinTransfer) =>
      recoverAddress(digestOfCoinTransfer(where, what), signature);
    expect(signer(domain, transfer)).toBe(alice.account);
    expect(signer({ ...domain, ethereumChainId: 2n }, transfer)).not.toBe(alice.account);
    expect(signer({ ...domain, vault: bob.account }, transfer)).not.toBe(alice.account);
    for (const field of ['slot', 'parent', 'lastCoinBlock'] as const) {
      const other = { ...transfer, [field]: transfer[field] + 1n };
      expect(signer(domain, other)).not.toBe(alice.account);
    }
    expect(signer(domain, { ...transfer, to: alice.account })).not.toBe(alice.account);
    expect(signer(domain, { ...transfer, from: bob.account })).not.toBe(alice.account);
  });
});
