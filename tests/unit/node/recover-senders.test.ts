import { expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { digestOfTransaction } from '../../../lib/chain/typed-data.ts';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { MAX_REMEMBERED_SENDERS } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
  fakeAccountSignature,
  fakeProofOfPossession,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { council } from '../chain/council-module.ts';
import { accountOf, createTestNetwork } from './support/test-network.ts';

it('knows every sender, also one that is forgotten while others are recovered', async () => {
  const net = createTestNetwork();
  const chain = createChain(net.file.genesis, modules);
  const decoded = (index: number) =>
    decodeTransaction(chain.registry, bytesFromHex(net.transfer(index).envelope));
  const [first, last] = [decoded(0), decoded(1)];
  let meanwhile = async () => {};
  const fake = createFakeSignatures();
  const signatures: Signatures = {
    ...fake,
    async recoverAddresses(items) {
      const work = meanwhile;
      meanwhile = async () => {};
      await work();
      return fake.recoverAddresses(items);
    },
  };
  const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
  await recoverSenders([first]);

  // As many as are remembered arrive by gossip while a block with the first one is looked at.
  const others = Array.from({ length: MAX_REMEMBERED_SENDERS }, (_, index) => ({
    ...last,
    hash: `0x${index.toString(16).padStart(64, '0')}` as const,
  }));
  meanwhile = async () => void (await recoverSenders(others));
  const senders = (await recoverSenders([first, last])).map(({ sender }) => sender);
  expect(senders).toEqual([accountOf(0), accountOf(1)]);
});

it('proves the key a transaction brings, once, and only if its account signed', async () => {
  const { genesis } = createTestNetwork().file;
  const chain = createChain(genesis, [bank, council]);
  const { genesisHash } = chain;
  const account = accountOf(0);
  const { publicKey: blsKey } = createFakeSigner('ann');
  const proof = fakeProofOfPossession({ blsKey, genesisHash, account });
  const asked: number[] = [];
  const fake = createFakeSignatures();
  const signatures: Signatures = {
    ...fake,
    verifyPossessions(claims) {
      asked.push(claims.length);
      return fake.verifyPossessions(claims);
    },
  };
  const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
  const registration = (change: Partial<UnsignedTransaction>, signer = account) => {
    const { definition } = chain.registry.get('CouncilRegister');
    const unsigned: UnsignedTransaction = {
      primaryType: 'CouncilRegister',
      fields: { blsKey, proof },
      account,
      nonce: 0n,
      validUntilMs: genesis.timestampMs,
      feeMax: 0n,
      ...change,
    };
    const digest = digestOfTransaction(chain.domain, definition, unsigned);
    const signature = fakeAccountSignature(signer, digest);
    return decodeTransaction(
      chain.registry,
      bytesFromTransaction(definition, { ...unsigned, signature }),
    );
  };
  const stranger = registration({ nonce: 1n }, accountOf(1));
  const batch = [
    registration({}),
    registration({ account: accountOf(1) }, accountOf(1)),
    registration({ fields: { blsKey: '0x12', proof: '0x' } }),
    stranger,
  ];
  const proven = (await recoverSenders(batch)).map(({ isKeyProven }) => isKeyProven);
  expect(proven).toEqual([true, false, false, undefined]);
  const again = (await recoverSenders(batch)).map(({ isKeyProven }) => isKeyProven);
  expect(again).toEqual(proven);
  expect(asked).toEqual([3]);
});
