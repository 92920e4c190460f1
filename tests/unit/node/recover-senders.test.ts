import { expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { MAX_REMEMBERED_SENDERS } from '../../../lib/core/limits.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
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
