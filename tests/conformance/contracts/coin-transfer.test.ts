import fc from 'fast-check';
import { decodeFunctionResult, encodeFunctionData, hashTypedData, type PublicClient } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CoinTransfer,
  digestOfCoinTransfer,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Hash, type Hex, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { vaultAbi as abi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { normaliseSignature, recoverAddress } from '../../../lib/core/secp256k1.ts';
import { typedDataOfCoinTransfer } from '../../ethereum/support/coins.ts';
import { hexOfLength } from '../../unit/chain/arbitraries.ts';
import { coinTransfer, vaultDomain } from '../../unit/chain/bridge-arbitraries.ts';
import { alice, bob, carol, signDigest } from '../../unit/chain/fixtures.ts';
import { expectSame, REFUSED, RUNS } from './differential.ts';
import { type Harness, readArtifact, startHarness } from './harness.ts';

describe('coin transfers agree with the chain', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.stop());

  it('about what an owner signs, on any chain and by any Vault, and wallets do too', async () => {
    const { client, deploy } = harness.ethereum;
    const address = await deploy(readArtifact('Vault'), [ZERO_ADDRESS, 2, 0n, 0n]);
    const code = await client.getCode({ address });
    assert(code, 'the Vault is there');
    const transfers = fc.array(coinTransfer, { minLength: TRANSFERS, maxLength: TRANSFERS });
    const property = fc.asyncProperty(vaultDomain, transfers, async (domain, all) => {
      const ours = all.map((transfer) => digestOfCoinTransfer(domain, transfer));
      expect(await digestsOfVault(client, code, domain, all)).toEqual(ours);
      expect(
        all.map((transfer) => hashTypedData(typedDataOfCoinTransfer(domain, transfer))),
      ).toEqual(ours);
    });
    await fc.assert(property, { numRuns: Math.ceil(RUNS / TRANSFERS), endOnFailure: true });
  });

  it('about who signed, and what is no signature', () =>
    expectSame(harness, signedDigests, {
      question: ({ digest, signature }) => ['recover', digest, signature],
      expected: ({ digest, signature }) => {
        // The chain puts v as contracts need it before it takes a signature from a wallet.
        const isInForm = normaliseSignature(signature) === signature;
        return (isInForm && recoverAddress(digest, signature)) || REFUSED;
      },
    }));
});

/** What the Vault's own code says wherever it stands. */
async function digestsOfVault(
  client: PublicClient,
  code: Hex,
  { ethereumChainId, vault }: VaultDomain,
  transfers: readonly CoinTransfer[],
): Promise<Hash[]> {
  const setChainId = { method: 'anvil_setChainId', params: [Number(ethereumChainId)] };
  await client.request(setChainId as never);
  const calls = transfers.map((transfer) =>
    encodeFunctionData({ abi, functionName: 'digestOf', args: [transfer] }),
  );
  const { data } = await client.call({
    to: vault,
    data: encodeFunctionData({ abi, functionName: 'multicall', args: [calls] }),
    stateOverride: [{ address: vault, code }],
  });
  assert(data, 'the Vault answers');
  return decodeFunctionResult({ abi, functionName: 'multicall', data }) as Hash[];
}

const TRANSFERS = 10;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const word = (value: bigint) => value.toString(16).padStart(64, '0');
const scalar = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.bigInt({ min: 0n, max: 3n }),
  fc.bigInt({ min: ORDER / 2n - 2n, max: ORDER / 2n + 2n }),
  fc.bigInt({ min: ORDER - 2n, max: ORDER + 2n }),
);

const signedDigests = fc
  .record({
    digest: hexOfLength(32),
    wallet: fc.constantFrom(alice, bob, carol),
    fault: fc.constantFrom('none', 'high s', 'other v', 'other r', 'other s', 'other length'),
    scalar,
    v: fc.nat(255),
  })
  .map(({ digest, wallet, fault, scalar: other, v }) => {
    const honest = signDigest(wallet, digest);
    const [r, s, last] = [honest.slice(2, 66), honest.slice(66, 130), honest.slice(130)];
    const forms: Record<typeof fault, string> = {
      none: honest.slice(2),
      'high s': `${r}${word(ORDER - BigInt(`0x${s}`))}${last === '1b' ? '1c' : '1b'}`,
      'other v': `${r}${s}${v.toString(16).padStart(2, '0')}`,
      'other r': `${word(other)}${s}${last}`,
      'other s': `${r}${word(other)}${last}`,
      'other length': honest.slice(2, 2 * (v % 70)),
    };
    return { digest, signature: `0x${forms[fault]}` as Hex };
  });
