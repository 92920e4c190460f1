import { parseEther, parseGwei } from 'viem';
import { generatePrivateKey } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { abiCall } from '../../lib/core/abi.ts';
import type { Address, Hex } from '../../lib/core/bytes.ts';
import { createPoster, type Poster } from '../../lib/node/checkpoints/create-poster.ts';
import { postTurnOf } from '../../lib/node/checkpoints/post-reason.ts';
import type { EthereumSource } from '../../lib/node/ports.ts';
import { createKeySender } from '../../lib/platform/ethereum/create-key-sender.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createHttpRequest } from '../../lib/platform/ethereum/http-request.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { ALICE, withdrawWith } from '../unit/modules/bridge-world.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { type Ethereum, startEthereum, testSecret } from './support/ethereum.ts';
import { createPaperChain, type PaperChain } from './support/paper-chain.ts';
import { testValidators } from './support/validators.ts';

// Seeds post to a real Ethereum what a chain signed.

const BLOCK_MS = 400;
const IS_SEALED = abiCall('isSealed()');
const clock = createSystemClock();

let ethereum: Ethereum;
let bridge: Bridge;
let chain: PaperChain;
let posters: Poster[] = [];

beforeAll(async () => {
  ethereum = await startEthereum();
});
beforeEach(async () => {
  bridge = await deployBridge(ethereum);
  chain = createPaperChain(ethereum, bridge);
  await ethereum.send(bridge.gateway('depositEth', [ALICE], { value: parseEther('1') }));
  await chain.follow();
  posters = [];
  return () => {
    for (const poster of posters) poster.stop();
  };
});
afterAll(() => ethereum.stop());

interface StartOptions {
  mostGasPriceWei?: bigint;
  intervalMs?: number;
  isLiedTo?: boolean;
}

function start(secret: Hex, options: StartOptions = {}) {
  const { contracts, ethereumChainId: chainId } = bridge.genesis;
  const requests = [createHttpRequest(ethereum.url)];
  const sender = createKeySender({ secret, chainId, requests, blockMs: BLOCK_MS })({ clock });
  const source = createUrlEthereum(ethereum.url, contracts.checkpoints)({ clock });
  const sealed: EthereumSource = {
    ...source,
    call: async (asked, at) =>
      asked.data === IS_SEALED ? new Uint8Array(32).fill(1) : source.call(asked, at),
  };
  const sources = options.isLiedTo ? [sealed, source] : [source];
  const limits = { mostGasPriceWei: parseGwei('100'), intervalMs: 0, ...options };
  const poster = createPoster({
    ...{ chain: chain.world.chain, blocks: chain.past, sources, sender, clock },
    settings: { ...limits, blockMs: BLOCK_MS },
    onChange: () => {},
  });
  posters.push(poster);
  poster.start();
  return poster;
}

const withdraw = () => withdrawWith(chain.world, ALICE).eth(1n);
const heightOnEthereum = () => ethereum.read<bigint>(bridge.checkpoints('height'));
const countOnEthereum = () => ethereum.read<bigint>(bridge.checkpoints('checkpointCount'));
const until = (isDone: () => boolean | Promise<boolean>) =>
  vi.waitUntil(isDone, { timeout: 20_000, interval: 50 });
const isUpTo = (height: bigint) => until(async () => (await heightOnEthereum()) === height);
const sentBy = (secretOf: number) => {
  const account = ethereum.accounts[secretOf];
  if (!account) throw new RangeError('no account');
  return ethereum.client.getTransactionCount({ address: account.address });
};

describe('a seed with a key', () => {
  it('posts each boundary in order, and what waits after them', async () => {
    chain.block({ next: testValidators('second', 5) });
    chain.block();
    chain.block({ next: testValidators('third', 4) });
    withdraw();
    const { height } = chain.block();
    const poster = start(testSecret(1));
    await isUpTo(height);
    expect(await countOnEthereum()).toBe(3n);
    await until(() => poster.status().acceptedHeight === height);
    expect(poster.status().state).toBe('idle');
  });

  it('posts though an endpoint says that the chain is given up', async () => {
    withdraw();
    const { height } = chain.block();
    start(testSecret(1), { isLiedTo: true });
    await isUpTo(height);
  });

  it('posts nothing while nothing waits, and no sooner than after the interval', async () => {
    withdraw();
    const { height } = chain.block();
    const poster = start(testSecret(1), { intervalMs: 60_000 });
    await until(() => poster.status().acceptedHeight === 0n);
    expect(poster.status().state).toBe('idle');
    expect(await countOnEthereum()).toBe(0n);
    await ethereum.pass(60n);
    await isUpTo(height);
    chain.block();
    await until(() => poster.status().acceptedHeight === height);
    expect(poster.status().state).toBe('idle');
  });

  it('goes on after a restart with what is missing, and pays nothing twice', async () => {
    chain.block({ next: testValidators('second', 5) });
    chain.block({ next: testValidators('third', 4) });
    withdraw();
    const { height } = chain.block();
    const before = await sentBy(1);
    const first = start(testSecret(1));
    await until(async () => (await countOnEthereum()) >= 1n);
    first.stop();
    start(testSecret(1));
    await isUpTo(height);
    expect(await countOnEthereum()).toBe(3n);
    expect(await sentBy(1)).toBe(before + 3);
  });

  it('leaves each checkpoint to one of several', async () => {
    chain.block({ next: testValidators('second', 5) });
    withdraw();
    const { height } = chain.block();
    const turns = (at: number) => {
      const address = ethereum.accounts[at]?.address.toLowerCase() as Address;
      return [0n, 1n].map((checkpoint) => postTurnOf(address, checkpoint));
    };
    const others = [2, 3, 4, 5, 6, 7].filter((at) =>
      turns(at).every((turn, i) => turn !== turns(1)[i]),
    );
    const [other] = others as [number];
    const before = (await sentBy(1)) + (await sentBy(other));
    const [one, two] = [start(testSecret(1)), start(testSecret(other))];
    await isUpTo(height);
    await until(() => [one, two].every((poster) => poster.status().state === 'idle'));
    expect((await sentBy(1)) + (await sentBy(other)) - before).toBe(2);
  });

  it('takes it for no error when somebody else was first', async () => {
    chain.block({ next: testValidators('second', 5) });
    const { height } = chain.block();
    const [one, two] = [start(testSecret(1)), start(testSecret(1))];
    await until(async () => (await countOnEthereum()) >= 1n);
    withdraw();
    const later = chain.block();
    await isUpTo(later.height);
    expect(height).toBeLessThan(later.height);
    await until(() => [one, two].every((poster) => poster.status().state === 'idle'));
  });

  it('waits while gas is too dear, and says so', async () => {
    withdraw();
    const { height } = chain.block();
    const poster = start(testSecret(1), { mostGasPriceWei: 1n });
    await until(() => poster.status().state === 'too-dear');
    expect(poster.status()).toMatchObject({
      reason: 'waiting',
      problem: { code: 'ethereum-sender/too-dear', facts: { mostWei: '1' } },
    });
    expect(await heightOnEthereum()).toBe(0n);
    poster.stop();
    start(testSecret(1));
    await isUpTo(height);
  });

  it('waits for ether, says who needs it, and goes on once it is there', async () => {
    withdraw();
    const { height } = chain.block();
    const poster = start(generatePrivateKey());
    await until(() => poster.status().state === 'out-of-ether');
    const { account, problem } = poster.status();
    expect(problem?.facts).toMatchObject({ address: account, balanceWei: '0' });
    const [rich] = ethereum.accounts;
    if (!rich) throw new RangeError('no account');
    await ethereum.wallet.sendTransaction({
      ...{ account: rich, chain: null, to: account, value: parseEther('1') },
    });
    await isUpTo(height);
  });

  it('keeps the chain from being declared dead, and takes it back', async () => {
    const poster = start(testSecret(1), { intervalMs: 1e9 });
    await ethereum.pass(bridge.rules.silence);
    await ethereum.send(bridge.checkpoints('declareDead'));
    await until(() => poster.status().acceptedHeight === 0n);
    const { height } = chain.block();
    await isUpTo(height);
    expect(await ethereum.read(bridge.checkpoints('declaredDeadAt'))).toBe(0n);
    const second = chain.block();
    await ethereum.pass(bridge.rules.silence / 2n);
    await isUpTo(second.height);
  });
});
