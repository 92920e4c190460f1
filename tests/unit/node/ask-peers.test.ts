import { expect, it } from 'vitest';
import { type Block, bytesFromBlock, hashOfBlock } from '../../../lib/chain/block.ts';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../../../lib/core/limits.ts';
import { createAskPeers } from '../../../lib/node/peers/ask-peers.ts';
import { bytesFromFoundBlock, bytesFromVotes } from '../../../lib/node/peers/wire.ts';
import type { Network } from '../../../lib/node/ports.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork } from './support/test-network.ts';

it('takes no votes of an answer with more than may be asked, and blames its sender', async () => {
  const { clock } = createTestNetwork();
  const statement = { kind: NULLIFY, epoch: 0n, view: 1n, digest: ZERO_HASH } as const;
  const vote: Vote = { statement, signer: 0, signature: `0x${'ab'.repeat(96)}` };
  const votesOf = async (count: number) => {
    const blamed: string[] = [];
    const network = {
      request: async () => bytesFromVotes(Array.from({ length: count }, () => vote)),
      penalise: (peer: string) => blamed.push(peer),
    } as unknown as Network;
    const ask = createAskPeers({ clock, network });
    const votes = await ask.fetchVotes('mallory', { epoch: 0n, signer: 0, fromView: 1n });
    return [votes.length, blamed];
  };
  expect(await votesOf(MAX_REQUEST_ITEMS)).toEqual([MAX_REQUEST_ITEMS, []]);
  expect(await votesOf(MAX_REQUEST_ITEMS + 1)).toEqual([0, ['mallory']]);
});

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
