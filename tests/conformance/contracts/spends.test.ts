import { createTestClient, http, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { assert } from '../../../lib/core/assert.ts';
import { type Address, hexFromBytes } from '../../../lib/core/bytes.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { alice } from '../../unit/chain/fixtures.ts';
import { expectSame } from './differential.ts';
import { type Harness, startHarness } from './harness.ts';
import { type Coin, isSpendHere, spendForVault, spendsOf } from './spends.ts';

describe('the Vault agrees with the chain', () => {
  let harness: Harness;
  let coin: Coin;
  beforeAll(async () => {
    harness = await startHarness('VaultHarness');
    coin = await depositByAlice(harness);
  });
  afterAll(() => harness?.stop());

  it('about transfers by which a coin is taken out', () =>
    expectSame(harness, spendsOf(coin), {
      question: (spend) => {
        const { headerHash, after, upTo } = spend.pinned;
        return ['exit', coin.slot, [spendForVault(spend)], headerHash, after, upTo];
      },
      expected: (spend) => isSpendHere(coin, spend),
      outcome: (answer) => 'value' in answer,
    }));
});

async function depositByAlice({ ethereum, address, ask }: Harness): Promise<Coin> {
  const [vault, birth] = await ask([['vault'], ['coinCount']]);
  assert(vault && 'value' in vault && birth && 'value' in birth, 'the harness answers');
  const domain = {
    ethereumChainId: BigInt(await ethereum.client.getChainId()),
    vault: (vault.value as Address).toLowerCase() as Address,
  };
  const from = privateKeyToAccount(hexFromBytes(alice.secretKey));
  const client = createTestClient({ mode: 'anvil', transport: http(ethereum.url) });
  await client.setBalance({ address: from.address, value: parseEther('1') });
  await ethereum.send({ from, to: domain.vault, abi: vaultAbi, name: 'depositEth', value: 1n });
  return { domain, slot: 1n, birth: birth.value as bigint, exitor: address };
}
