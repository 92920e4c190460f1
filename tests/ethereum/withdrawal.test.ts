import { parseEther } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Address } from '../../lib/core/bytes.ts';
import { createClaimProver } from '../../lib/modules/bridge/prove-withdrawal.ts';
import { STAKE_ACCOUNT } from '../../lib/modules/staking/keys.ts';
import { ALICE, createBridgeWorld, RECEIVER, withdrawWith } from '../unit/modules/bridge-world.ts';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { inboxEvents } from './support/inbox-events.ts';

// The module on one side, the Gateway on the other: each reads what the other wrote.

const ETHER = parseEther('1');

let ethereum: Ethereum;
let bridge: Bridge;

beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum);
});
afterAll(() => ethereum.stop());

describe('the state of the bridge module', () => {
  it('credits what the Gateway took in, and proves to it what it owes', async () => {
    const depositor = ethereum.accounts[1] as PrivateKeyAccount;
    const by = { from: depositor, value: 3n * ETHER };
    await ethereum.send(bridge.gateway('depositEth', [ALICE], by));
    await ethereum.send(bridge.gateway('depositEth', [STAKE_ACCOUNT], by));

    const world = createBridgeWorld(bridge.genesis);
    for (const event of await inboxEvents(ethereum, bridge.genesis.contracts.checkpoints)) {
      world.happen(event);
    }
    expect(world.bank().balanceOf(ALICE)).toBe(3n * ETHER);
    const withdraw = withdrawWith(world, ALICE);
    expect([withdraw.eth(ETHER), withdraw.eth(2n)]).toEqual([undefined, undefined]);
    world.check();

    const change = { outboxRoot: world.root() };
    const posted = await postCheckpoint(ethereum, bridge, bridge.sidechain(), { change });
    const prove = createClaimProver({ store: world.store() }, posted.header.height);
    const balanceOf = (address: Address) => ethereum.client.getBalance({ address });
    const before = await balanceOf(depositor.address);
    for (const index of [2n, 0n, 1n]) {
      const { withdrawal, proof } = prove(index);
      const claim = [withdrawal, proof, posted.bytes, posted.index];
      await ethereum.send(bridge.gateway('claim', claim));
    }
    expect(await balanceOf(RECEIVER)).toBe(ETHER + 2n);
    // The deposit to an account without a key went back to who sent it.
    expect((await balanceOf(depositor.address)) - before).toBe(3n * ETHER);
    expect(await balanceOf(bridge.genesis.contracts.gateway)).toBe(2n * ETHER - 2n);
  });
});
