import { parseEther } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EthereumFacts } from '../../lib/client/bridge/ethereum-facts.ts';
import { followEthereum } from '../../lib/client/bridge/follow-ethereum.ts';
import { transfersFrom } from '../../lib/client/bridge/transfers.ts';
import type { WithdrawalRun } from '../../lib/client/types.ts';
import { type Address, ZERO_ADDRESS } from '../../lib/core/bytes.ts';
import { createClaimProver } from '../../lib/modules/bridge/prove-withdrawal.ts';
import { ALICE, createBridgeWorld, RECEIVER, withdrawWith } from '../unit/modules/bridge-world.ts';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { signTransfer, spendAt } from './support/coins.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { inboxEvents } from './support/inbox-events.ts';

// What a page makes of the contracts' logs, where the logs of its own account do not say it.

const WINDOW = 6_000n;
const BOND = parseEther('0.1');

let ethereum: Ethereum;
let bridge: Bridge;
let stops: (() => void)[] = [];

beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum, { rules: { window: WINDOW, exitBond: BOND } });
});
afterAll(() => {
  for (const stop of stops) stop();
  return ethereum.stop();
});

const at = (index: number) => ethereum.accounts[index] as PrivateKeyAccount;
const lower = ({ address }: { address: string }) => address.toLowerCase() as Address;

/** What a page of this account shows, as soon as it shows this. */
async function shown(account: Address, isDone: (facts: EthereumFacts) => boolean) {
  const { contracts } = bridge.genesis;
  let receivers: readonly Address[] = [];
  let newest: EthereumFacts | undefined;
  const stop = followEthereum({
    ...{ client: ethereum.client, contracts, account, receivers: () => receivers },
    ethereum: { name: 'Local', rpcUrls: [ethereum.url], chainId: 1n, finalityDepth: 0 },
    onFacts: (facts) => {
      newest = facts;
      // The sidechain tells of withdrawals to others after the first look.
      receivers = account === ALICE ? [RECEIVER] : [];
    },
    onProblem: () => {},
  });
  stops.push(stop);
  await vi.waitUntil(() => newest !== undefined && isDone(newest), { timeout: 15_000 });
  stop();
  stops = stops.filter((each) => each !== stop);
  return newest as EthereumFacts;
}

describe('what the page knows of', () => {
  it('a withdrawal to somebody else is what the contract paid him', async () => {
    const more = { from: at(1), value: parseEther('3') };
    await ethereum.send(bridge.gateway('depositEth', [ALICE], more));
    const world = createBridgeWorld(bridge.genesis);
    const { checkpoints } = bridge.genesis.contracts;
    for (const event of await inboxEvents(ethereum, checkpoints)) world.happen(event);
    withdrawWith(world, ALICE).eth(1n);
    withdrawWith(world, ALICE).eth(2n);
    const change = { outboxRoot: world.root() };
    const posted = await postCheckpoint(ethereum, bridge, bridge.sidechain(), { change });
    const { withdrawal, proof } = createClaimProver(
      { store: world.store() },
      posted.header.height,
    )(0n);
    const claim = [withdrawal, proof, posted.bytes, posted.index];
    await ethereum.send(bridge.gateway('claim', claim));

    const facts = await shown(ALICE, ({ receivers }) => receivers.size === 2);
    const runOf = (index: bigint): WithdrawalRun => ({
      ...{ index, count: 1, kind: 0, token: ZERO_ADDRESS, from: ALICE, to: RECEIVER },
      ...{ value: index + 1n, height: posted.header.height },
    });
    const counts = { height: 1n, inboxCount: 1n, outboxCount: 2n };
    const sidechain = { ...counts, tokens: [], refused: [] };
    const transfers = transfersFrom({
      ethereum: facts,
      sidechain: { ...sidechain, withdrawals: [runOf(1n), runOf(0n)] },
      activity: [],
    });
    const states = transfers.map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(states)).toMatchObject({
      ...{ 'withdrawal-0': 'claimed', 'withdrawal-1': 'claimable' },
    });
  });

  it('exits of one coin tells which took it, which were wrong, and which got the bond back', async () => {
    const sidechain = bridge.sidechain();
    await ethereum.send(bridge.vault('depositEth', [], { from: at(1), value: parseEther('1') }));
    const slot = await ethereum.read<bigint>(bridge.vault('slotCount'));
    await postCheckpoint(ethereum, bridge, sidechain);
    const { birth } = await ethereum.read<{ birth: number }>(bridge.vault('coinAt', [slot]));
    const signed = await signTransfer(bridge.domain, at(1), {
      ...{ slot, parent: BigInt(birth), to: lower(at(2)), lastCoinBlock: 1_000n },
    });
    const coinBlock = sidechain.addCoinBlock(new Map([[slot, signed.digest]]));
    await postCheckpoint(ethereum, bridge, sidechain);
    const spend = spendAt(sidechain, signed, coinBlock);

    const exit = (by: number, spends: unknown[]) =>
      ethereum.send(bridge.vault('startExit', [slot, spends], { from: at(by), value: BOND }));
    await exit(1, []);
    await exit(2, [spend]);
    await exit(2, [spend]);
    const [wrong, first, second] = [0n, 1n, 2n].map((number) => (slot << 32n) | number);
    await ethereum.send(bridge.vault('challengeAfter', [wrong, spend], { from: at(3) }));
    await ethereum.pass(WINDOW);
    await ethereum.send(bridge.vault('finalizeExit', [second]));
    for (const id of [wrong, first, second]) {
      await ethereum.send(bridge.vault('withdrawBond', [id]));
    }

    const isKnown = ({ exits }: EthereumFacts) => exits.length > 0 && exits.every(({ end }) => end);
    const giver = await shown(lower(at(1)), isKnown);
    const owner = await shown(lower(at(2)), isKnown);
    expect(giver.exits.map(({ end }) => end)).toEqual(['refuted']);
    expect(owner.exits.map(({ end }) => end)).toEqual(['returned', 'paid']);
  });
});
