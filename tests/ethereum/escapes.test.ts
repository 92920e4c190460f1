import { createTestClient, erc20Abi, erc721Abi, http, parseEther } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GATEWAY_DEPOSITED, type InboxEvent } from '../../lib/chain/inbox.ts';
import { ASSET_ETH } from '../../lib/chain/outbox.ts';
import { openRefunds } from '../../lib/client/bridge/open-refunds.ts';
import { type Address, ZERO_ADDRESS, ZERO_HASH } from '../../lib/core/bytes.ts';
import { MAX_LISTED_ESCAPES } from '../../lib/core/limits.ts';
import { claimCalls } from '../../lib/node/checkpoints/claim-calls.ts';
import { escapes } from '../../lib/node/checkpoints/escapes.ts';
import type { EthereumCall } from '../../lib/node/ports.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { ALICE, BOB, RECEIVER, withdrawWith } from '../unit/modules/bridge-world.ts';
import { createTokens, type Tokens } from './gas/tokens.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { createPaperChain, type PaperChain } from './support/paper-chain.ts';

// A chain that was given up: a node says by which calls everybody is paid, whoever sends them.

const ETHER = parseEther('1');
/** Two more than one answer lists. */
const PIECES = Array.from({ length: MAX_LISTED_ESCAPES + 2 }, (_, i) => BigInt(i) + 10n);
/** PUSH0 PUSH0 REVERT */
const REVERTS = '0x5f5ffd';

let ethereum: Ethereum;
let bridge: Bridge;
let chain: PaperChain;
let tokens: Tokens;
/** Deposited when nobody applied anything any more. */
let late: { index: bigint; event: InboxEvent };

const source = (url = ethereum.url) =>
  createUrlEthereum(url, bridge.genesis.contracts.checkpoints)({ clock: createSystemClock() });
const setting = () => ({
  ...{ chain: chain.world.chain, blocks: chain.past },
  sources: [source('http://127.0.0.1:1'), source()],
});
const sender = () => ethereum.accounts[3]?.address.toLowerCase() as Address;

async function send({ to, data, valueWei }: EthereumCall): Promise<void> {
  const call = { account: sender(), to, data, value: valueWei };
  const hash = await ethereum.wallet.sendTransaction({ ...call, chain: null });
  const receipt = await ethereum.client.waitForTransactionReceipt({ hash });
  expect(receipt.status).toBe('success');
}

/** Alice has some of everything in the last accepted state, and gives it away after that. */
beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum);
  chain = createPaperChain(ethereum, bridge);
  tokens = await createTokens(ethereum, bridge);
  const { erc20, erc721 } = tokens;
  await ethereum.send(bridge.gateway('depositEth', [ALICE], { value: 9n * ETHER }));
  await ethereum.send(bridge.gateway('depositErc20', [erc20, 700n, ALICE]));
  await ethereum.send(bridge.gateway('depositErc721', [erc721, [1n, 2n], ALICE]));
  await ethereum.send(bridge.gateway('depositErc721', [erc721, PIECES, RECEIVER]));
  await chain.follow();
  withdrawWith(chain.world, ALICE).eth(ETHER);
  chain.block();
  const [posting] = (await claimCalls(setting(), [0n])).calls;
  if (posting) await send(posting);

  const { world } = chain;
  world.act(ALICE, 'BankTransfer', { to: BOB, amountWei: ETHER });
  world.act(ALICE, 'BankTransferNft', { token: erc721, to: BOB, tokenId: 2n });
  chain.block();
  chain.block();
}, 240_000);
afterAll(() => ethereum.stop());

describe('a chain that lives', () => {
  it('pays nobody by its state', async () => {
    const refusal = { code: 'checkpoint/not-sealed' };
    await expect(escapes(setting(), ALICE)).rejects.toMatchObject(refusal);
  });
});

describe('a chain that was given up', () => {
  beforeAll(async () => {
    const from = { from: ethereum.accounts[3], value: 5n * ETHER };
    await ethereum.send(bridge.gateway('depositEth', [BOB], from as never));
    late = {
      index: await ethereum.read<bigint>(bridge.checkpoints('inboxCount')),
      event: {
        ...{ type: GATEWAY_DEPOSITED, kind: ASSET_ETH, token: ZERO_ADDRESS },
        ...{ from: sender(), to: BOB, value: 5n * ETHER },
      },
    };
    await ethereum.pass(bridge.rules.silence);
    await ethereum.send(bridge.checkpoints('declareDead'));
    await ethereum.pass(bridge.rules.grace);
    await ethereum.send(bridge.checkpoints('seal'));
  });

  it('pays what the last accepted state holds, whatever happened since', async () => {
    const { erc20, erc721 } = tokens;
    const { calls, next, height } = await escapes(setting(), ALICE);
    expect([calls.length, next, height]).toEqual([4, undefined, 1n]);
    expect(calls[0]).toMatchObject({ kind: 0, token: ZERO_ADDRESS, value: 8n * ETHER });
    for (const call of calls) await send(call);
    const { client } = ethereum;
    expect(await client.getBalance({ address: ALICE })).toBe(8n * ETHER);
    const fungible = { address: erc20, abi: erc20Abi, functionName: 'balanceOf' } as const;
    expect(await client.readContract({ ...fungible, args: [ALICE] })).toBe(700n);
    for (const id of [1n, 2n]) {
      const piece = { address: erc721, abi: erc721Abi, functionName: 'ownerOf' } as const;
      const owner = await client.readContract({ ...piece, args: [id] });
      expect(owner.toLowerCase()).toBe(ALICE);
    }
  });

  it('pays each thing once, and nothing to who had none', async () => {
    expect((await escapes(setting(), ALICE)).calls).toEqual([]);
    expect((await escapes(setting(), BOB)).calls).toEqual([]);
  });

  it('lists more than one answer takes in several', async () => {
    const first = await escapes(setting(), RECEIVER);
    const second = await escapes(setting(), RECEIVER, first.next);
    expect([first.calls.length, first.next]).toEqual([MAX_LISTED_ESCAPES, MAX_LISTED_ESCAPES]);
    expect([second.calls.length, second.next]).toEqual([
      PIECES.length - MAX_LISTED_ESCAPES,
      undefined,
    ]);
    const ids = [...first.calls, ...second.calls].map(({ value }) => value);
    expect(new Set(ids)).toEqual(new Set(PIECES));
    for (const call of second.calls) await send(call);
    expect((await escapes(setting(), RECEIVER, first.next)).calls).toEqual([]);
  });

  it('is not stopped by a collection that says no more who has its pieces', async () => {
    const { erc721: address } = tokens;
    const bytecode = (await ethereum.client.getCode({ address })) ?? '0x';
    const { setCode } = createTestClient({ mode: 'anvil', transport: http(ethereum.url) });
    await setCode({ address, bytecode: REVERTS });
    const { calls } = await escapes(setting(), ALICE);
    expect(calls.map(({ kind }) => kind)).toEqual([2, 2]);
    await setCode({ address, bytecode });
  });

  it('returns a deposit that it never applied, once, and no other', async () => {
    const { appliedInboxCount } = await escapes(setting(), ALICE);
    const seen = { ...late, block: 1n, transaction: ZERO_HASH };
    const { contracts } = bridge.genesis;
    const ask = (events: (typeof seen)[]) =>
      openRefunds(ethereum.client, contracts, events, { account: sender(), appliedInboxCount });
    expect(await ask([{ ...seen, index: appliedInboxCount }])).toEqual([]);
    const [refund] = await ask([seen]);
    if (refund) await send(refund.call);
    expect(refund).toBeDefined();
    expect(await ask([seen])).toEqual([]);
  });

  it('needs a node that still has the state', async () => {
    chain.forget(2n);
    const refusal = { code: 'checkpoint/forgotten' };
    await expect(escapes(setting(), ALICE)).rejects.toMatchObject(refusal);
    chain.forget(0n);
  });
});
