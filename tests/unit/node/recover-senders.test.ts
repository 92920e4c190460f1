import { expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { MAX_REMEMBERED_SENDERS } from '../../../lib/core/limits.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { accountOf, createTestNetwork } from './support/test-network.ts';

it('knows every sender, also one that is forgotten while others are recovered', async () => {
  const net = createTestNetwork();
  const chain = createChain(net.file.genesis, modules);
  const decoded = (index: number) =>
    decodeTransaction(chain.registry, bytesFromHex(net.transfer(index).envelope));
  const [first, last] = [decoded(0), decoded(1)];
  const recoverSenders = createRecoverSenders(chain, createFakeSignatures(), async () => {});
  await recoverSenders([first]);
  // As many as are remembered arrive, as by gossip, while a block with the first one is looked at.
  const others = Array.from({ length: MAX_REMEMBERED_SENDERS }, (_, index) => ({
    ...last,
    hash: `0x${index.toString(16).padStart(64, '0')}` as const,
  }));
  const flood = recoverSenders(others);
  const senders = recoverSenders([first, last]);
  await flood;
  expect((await senders).map(({ sender }) => sender)).toEqual([accountOf(0), accountOf(1)]);
});
