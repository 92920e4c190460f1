import { parseEther } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClaimProgress, claimAll } from '../../lib/client/bridge/claim-all.ts';
import { SentLog } from '../../lib/client/bridge/sent-log.ts';
import type { Address } from '../../lib/core/bytes.ts';
import { claimCalls } from '../../lib/node/checkpoints/claim-calls.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { ALICE, RECEIVER, withdrawWith } from '../unit/modules/bridge-world.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { createPaperChain, type PaperChain } from './support/paper-chain.ts';
import { walletOf } from './support/rescue-wallet.ts';

// The queue of claims, with a wallet that always agrees.

const ETHER = parseEther('1');
const PAYER = 3;

let ethereum: Ethereum;
let bridge: Bridge;
let chain: PaperChain;

beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum);
  chain = createPaperChain(ethereum, bridge);
  await ethereum.send(bridge.gateway('depositEth', [ALICE], { value: 9n * ETHER }));
  await chain.follow();
});
afterAll(() => ethereum.stop());

async function claim(...indexes: bigint[]): Promise<ClaimProgress> {
  const { checkpoints } = bridge.genesis.contracts;
  const source = createUrlEthereum(ethereum.url, checkpoints)({ clock: createSystemClock() });
  const setting = { chain: chain.world.chain, blocks: chain.past, sources: [source] };
  const sender = {
    client: ethereum.client,
    account: ethereum.accounts[PAYER]?.address.toLowerCase() as Address,
    chainId: bridge.genesis.ethereumChainId,
    log: new SentLog(undefined, ''),
    signer: walletOf(ethereum, PAYER),
  };
  const client = { claimCalls: (asked: readonly bigint[]) => claimCalls(setting, asked) };
  return claimAll({ client, sender, onProgress: () => {} }, indexes);
}

describe('claims one after the other', () => {
  it('tell those that their receiver refused from those that were paid', async () => {
    const { vault } = bridge.genesis.contracts;
    withdrawWith(chain.world, ALICE).eth(ETHER);
    withdrawWith(chain.world, ALICE, vault).eth(ETHER);
    withdrawWith(chain.world, ALICE).eth(ETHER);
    chain.block();
    chain.block({ isNotarized: true });
    expect(await claim(0n, 1n, 2n)).toMatchObject({ stage: 'idle', paid: 2, refused: 1, all: 3 });
    expect(await ethereum.client.getBalance({ address: RECEIVER })).toBe(2n * ETHER);
    expect(await claim(0n, 2n), 'paid before').toMatchObject({ paid: 2, refused: 0 });
  });
});
