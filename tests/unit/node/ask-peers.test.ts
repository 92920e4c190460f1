import { expect, it } from 'vitest';
import { type Block, bytesFromBlock, hashOfBlock } from '../../../lib/chain/block.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { createAskPeers } from '../../../lib/node/peers/ask-peers.ts';
import { bytesFromFoundBlock } from '../../../lib/node/peers/wire.ts';
import type { Network } from '../../../lib/node/ports.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork } from './support/test-network.ts';

it('takes a block only with the body its header commits to', async () => {
  const net = createTestNetwork();
  const { block } = await forgeChain(net.file).grow();
  const forged: Block = { ...block, body: { ...block.body, receiptsRoot: ZERO_HASH } };
  expect(hashOfBlock(forged)).toBe(hashOfBlock(block));

  const blamed: string[] = [];
  const ask = createAskPeers({
    clock: net.clock,
    network: {
      peers: () => ['mallory', 'ann'].map((id) => ({ id })),
      request: async (peer: string) => bytesFromFoundBlock(peer === 'ann' ? block : forged),
      penalise: (peer: string) => blamed.push(peer),
    } as unknown as Network,
  });
  const found = await ask.fetchBlock(hashOfBlock(block));
  expect(found && bytesFromBlock(found)).toEqual(bytesFromBlock(block));
  expect(blamed).toEqual(['mallory']);
});
