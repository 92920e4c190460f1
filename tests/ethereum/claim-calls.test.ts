import { parseEther } from 'viem';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { abiCall } from '../../lib/core/abi.ts';
import { bytesFromHex } from '../../lib/core/bytes.ts';
import {
  CLAIM_CALL_GAS,
  CLAIM_GAS,
  CLAIM_RESERVE_GAS,
  MAX_PROVEN_CLAIMS,
} from '../../lib/core/limits.ts';
import { type ClaimCall, claimCalls } from '../../lib/node/checkpoints/claim-calls.ts';
import type { EthereumSource } from '../../lib/node/ports.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { ALICE, RECEIVER, withdrawWith } from '../unit/modules/bridge-world.ts';
import { createTokens, ERC721_COUNT } from './gas/tokens.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { createPaperChain, type PaperChain } from './support/paper-chain.ts';
import { testValidators } from './support/validators.ts';

// A node says what to send; any account sends it, and the Gateway pays.

const ETHER = parseEther('1');

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

function sourceAt(url: string): EthereumSource {
  const { checkpoints } = bridge.genesis.contracts;
  return createUrlEthereum(url, checkpoints)({ clock: createSystemClock() });
}

function askBy(sources: readonly EthereumSource[], ...indexes: bigint[]) {
  return claimCalls({ chain: chain.world.chain, blocks: chain.past, sources }, indexes);
}

function ask(...indexes: bigint[]) {
  return askBy([sourceAt('http://127.0.0.1:1'), sourceAt(ethereum.url)], ...indexes);
}

/** Says of any one withdrawal what is true of the first. */
function liar(): EthereumSource {
  const { gateway } = bridge.genesis.contracts;
  const source = sourceAt(ethereum.url);
  const truth = source.call.bind(source);
  const first = [bytesFromHex(abiCall('isClaimed(uint64)', [0n]))];
  const data = abiCall('multicall(bytes[])', [{ array: first }]);
  const call: EthereumSource['call'] = (asked, at) =>
    truth(asked.to === gateway ? { ...asked, data } : asked, at);
  return Object.assign(source, { call });
}

async function send({ to, data, valueWei }: ClaimCall) {
  const [account] = ethereum.accounts.slice(3);
  if (!account) throw new RangeError('no account');
  const call = { account, to, data, value: valueWei };
  const gas = await ethereum.client.estimateGas(call);
  const hash = await ethereum.wallet.sendTransaction({ ...call, gas, chain: null });
  const receipt = await ethereum.client.waitForTransactionReceipt({ hash });
  expect(receipt.status).toBe('success');
  return receipt;
}

const balance = () => ethereum.client.getBalance({ address: RECEIVER });

describe('the calls that pay withdrawals', () => {
  it('post the newest final header first, where no checkpoint has them', async () => {
    withdrawWith(chain.world, ALICE).eth(ETHER);
    withdrawWith(chain.world, ALICE).eth(2n * ETHER);
    expect(await ask(0n, 1n)).toEqual({ calls: [], claimed: [], waiting: [0n, 1n] });
    chain.block();
    chain.block({ isNotarized: true });
    const { calls, waiting } = await ask(0n, 1n, 5n);
    expect(calls).toMatchObject([{ kind: 'post-and-claim', indexes: [0n, 1n], valueWei: 0n }]);
    expect(waiting).toEqual([5n]);
    await send(calls[0] as ClaimCall);
    expect(await balance()).toBe(3n * ETHER);
    expect(await ask(0n, 1n)).toEqual({ calls: [], claimed: [0n, 1n], waiting: [] });
  });

  it('claim alone, where a checkpoint has them', async () => {
    withdrawWith(chain.world, ALICE).eth(1n);
    withdrawWith(chain.world, ALICE).eth(2n);
    chain.block();
    const first = await ask(2n);
    await send(first.calls[0] as ClaimCall);
    const { calls, claimed } = await ask(2n, 3n);
    expect(claimed).toEqual([2n]);
    expect(calls).toMatchObject([{ kind: 'claim', indexes: [3n] }]);
    await send(calls[0] as ClaimCall);
    expect(await balance()).toBe(3n * ETHER + 3n);
  });

  it('post the boundary of each epoch that is over, before', async () => {
    for (const name of ['second', 'third']) {
      chain.block();
      chain.block({ next: testValidators(name, 5) });
    }
    withdrawWith(chain.world, ALICE).eth(7n);
    chain.block();
    const { calls } = await ask(4n);
    expect(calls).toMatchObject([{ kind: 'post-and-claim', indexes: [4n] }]);
    await send(calls[0] as ClaimCall);
    expect(await ethereum.read(bridge.checkpoints('epoch'))).toBe(2n);
    expect((await ask(4n)).claimed).toEqual([4n]);
  });

  it('still work when somebody else posted the same headers first', async () => {
    withdrawWith(chain.world, ALICE).eth(8n);
    withdrawWith(chain.world, ALICE).eth(9n);
    chain.block();
    const [mine, theirs] = [await ask(5n), await ask(6n)];
    await send(theirs.calls[0] as ClaimCall);
    await send(mine.calls[0] as ClaimCall);
    expect((await ask(5n, 6n)).claimed).toEqual([5n, 6n]);
  });

  it('come from an endpoint that knows better, when another says that all is paid', async () => {
    withdrawWith(chain.world, ALICE).eth(10n);
    chain.block();
    const { claimed, calls } = await askBy([liar(), sourceAt(ethereum.url)], 7n);
    expect(claimed).toEqual([]);
    await send(calls[0] as ClaimCall);
    expect((await ask(7n)).claimed).toEqual([7n]);
  });

  it('wait once for an endpoint that is silent, and go on by the others', async () => {
    const silent = sourceAt('http://127.0.0.1:1');
    const block = vi.fn(silent.block.bind(silent));
    const call = vi.fn(silent.call.bind(silent));
    const sources = [Object.assign(silent, { block, call }), sourceAt(ethereum.url)];
    expect((await askBy(sources, 99n)).waiting).toEqual([99n]);
    expect(block.mock.calls.length + call.mock.calls.length).toBe(1);
  });

  it('say when a boundary is forgotten', async () => {
    withdrawWith(chain.world, ALICE).eth(10n);
    const boundary = chain.block({ next: testValidators('fourth', 4) });
    chain.block();
    chain.forget(boundary.height);
    await expect(ask(8n)).rejects.toMatchObject({ code: 'checkpoint/forgotten' });
    chain.forget(0n);
  });

  it('are asked for so many at a time', async () => {
    const many = Array.from({ length: MAX_PROVEN_CLAIMS + 1 }, (_, i) => 1_000n + BigInt(i));
    await expect(ask(...many)).rejects.toMatchObject({ code: 'query/malformed' });
    expect((await ask(...many.slice(1))).waiting).toHaveLength(MAX_PROVEN_CLAIMS);
  });

  it('hold many tokens, as far as gas and size allow', async () => {
    const { erc721 } = await createTokens(ethereum, bridge);
    const ids = Array.from({ length: ERC721_COUNT }, (_, id) => BigInt(id));
    for (let from = 0; from < ids.length; from += 100) {
      const some = ids.slice(from, from + 100);
      await ethereum.send(bridge.gateway('depositErc721', [erc721, some, ALICE]));
    }
    await chain.follow();
    withdrawWith(chain.world, ALICE).nfts(ids, erc721);
    chain.block();
    const indexes = ids.map((id) => id + 9n);
    const { calls } = await ask(...indexes);
    expect(calls.map(({ kind }) => kind)).toEqual(['post-and-claim']);
    const { gasUsed } = await send(calls[0] as ClaimCall);
    expect(gasUsed).toBeLessThan(BigInt(ids.length) * CLAIM_GAS + CLAIM_RESERVE_GAS);
    expect(gasUsed).toBeLessThan(CLAIM_CALL_GAS);
    expect((await ask(...indexes)).claimed).toEqual(indexes);
  }, 60_000);
});
