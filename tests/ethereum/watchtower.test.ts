import { type Abi, parseEther, parseGwei } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Address } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { MAX_DUTIES } from '../../lib/core/limits.ts';
import { ABSENT_SOURCE } from '../../lib/node/absent-source.ts';
import { vaultReader } from '../../lib/node/ethereum-contracts/vault-contract.ts';
import {
  createWatchtower,
  type Watchtower,
  type WatchtowerSending,
} from '../../lib/node/watchtower/create-watchtower.ts';
import { createKeySender } from '../../lib/platform/ethereum/create-key-sender.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import type { EthereumRequest } from '../../lib/platform/ethereum/ethereum-request.ts';
import { createHttpRequest } from '../../lib/platform/ethereum/http-request.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { type SignedTransfer, signTransfer, spendAt } from './support/coins.ts';
import { type Ethereum, startEthereum, testSecret } from './support/ethereum.ts';
import type { Sidechain } from './support/sidechain.ts';

// Frauds against a coin, played on the contract, and the tower that sees them.

const WINDOW = 6_000n;
const BOND = parseEther('0.1');
const LAST = 1_000n;
const SLOT = 1n;
const TOWER = 8;
const clock = createSystemClock();

type Five = readonly PrivateKeyAccount[] & { 0: PrivateKeyAccount };

let ethereum: Ethereum;
let bridge: Bridge;
let sidechain: Sidechain;
let accounts: Five;
/** The true history, by coin block. */
let history: Map<bigint, SignedTransfer>;
let towers: Watchtower[] = [];

beforeAll(async () => {
  ethereum = await startEthereum();
  accounts = ethereum.accounts as Five;
});
afterAll(() => ethereum.stop());

beforeEach(async () => {
  const rules = { window: WINDOW, exitBond: BOND, challengeBond: BOND };
  bridge = await deployBridge(ethereum, { rules });
  sidechain = bridge.sidechain();
  history = new Map();
  towers = [];
  await ethereum.send(bridge.vault('depositEth', [], { from: at(1), value: parseEther('3') }));
  await postCheckpoint(ethereum, bridge, sidechain);
  return () => {
    for (const tower of towers) tower.stop();
  };
});

function at(index: number): PrivateKeyAccount {
  const account = accounts[index];
  if (!account) throw new RangeError('no such account');
  return account;
}

const lower = ({ address }: { address: string }) => address.toLowerCase() as Address;

/** A transfer in a coin block of its own; one that is not true is not known to the tower. */
async function give(parent: bigint, from: number, to: number, isTrue = true): Promise<bigint> {
  const fields = { slot: SLOT, parent, to: lower(at(to)), lastCoinBlock: LAST };
  const signed = await signTransfer(bridge.domain, at(from), fields);
  const n = sidechain.addCoinBlock(new Map([[SLOT, signed.digest]]));
  if (isTrue) history.set(n, signed);
  made.set(n, signed);
  return n;
}
const made = new Map<bigint, SignedTransfer>();
const shown = (n: bigint) => spendAt(sidechain, made.get(n) as SignedTransfer, n);
const cover = () => postCheckpoint(ethereum, bridge, sidechain);

async function exit(by: number, ...coinBlocks: bigint[]): Promise<bigint> {
  const coin = await ethereum.read<{ exitCount: number }>(bridge.vault('coinAt', [SLOT]));
  const more = { from: at(by), value: BOND };
  await ethereum.send(bridge.vault('startExit', [SLOT, coinBlocks.map(shown)], more));
  return (SLOT << 32n) | BigInt(coin.exitCount);
}

/** One that was down until now. */
function wakeTower(
  options: Partial<WatchtowerSending> & {
    asks?: boolean;
    ours?: number;
    hasLeft?: boolean;
    isLiedTo?: boolean;
  } = {},
) {
  const { ethereumChainId: chainId, contracts } = bridge.genesis;
  const honest = createHttpRequest(ethereum.url);
  const requests = options.isLiedTo ? [refusing(honest), honest] : [honest];
  const secret = testSecret(TOWER);
  const sender = createKeySender({ secret, chainId, requests, blockMs: 400 })({ clock });
  const limits = { mostGasPriceWei: parseGwei('100'), mostBondsWei: parseEther('1'), ...options };
  const { asks, ours, hasLeft = false } = options;
  const source = createUrlEthereum(ethereum.url, contracts.checkpoints)({ clock });
  const tower = createWatchtower({
    vault: contracts.vault,
    sources: [{ ...source, block: isAway }, source],
    clock,
    history: {
      transfersOf: async () =>
        [...history].map(([coinBlock, signed]) => ({ coinBlock, ...signed })),
      transferAt: async (_, n) => {
        const signed = history.get(n);
        return signed && { coinBlock: n, ...signed };
      },
      spendAt: async (_, n) => (history.has(n) ? shown(n) : undefined),
    },
    watched: async (count) => ({
      slots: hasLeft ? [] : Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1)),
      left: hasLeft ? [SLOT] : [],
      accounts: new Set(ours === undefined ? [] : [lower(at(ours))]),
    }),
    prepare: async () => {},
    knownCoinBlocks: () => BigInt(sidechain.coinBlocks.length),
    sending: asks ? undefined : { sender, ...limits },
    onChange: () => {},
  });
  towers.push(tower);
  tower.start();
  return tower;
}

/** Says of every transaction that the contract would refuse it. */
function refusing(request: EthereumRequest): EthereumRequest {
  return async (asked) => {
    if (asked.method !== 'eth_estimateGas') return request(asked);
    throw { code: 3, message: 'execution reverted' };
  };
}

/** A wallet that nobody has connected. */
async function isAway(): Promise<never> {
  throw new WeftError(ABSENT_SOURCE, 'no wallet');
}

async function stateOf(id: bigint) {
  const { contracts } = bridge.genesis;
  const source = createUrlEthereum(ethereum.url, contracts.checkpoints)({ clock });
  const { hash } = await ethereum.client.getBlock();
  const [found] = await vaultReader(source, contracts.vault, hash).exits([id]);
  return found;
}
const until = (isDone: () => boolean | Promise<boolean>) =>
  vi.waitUntil(isDone, { timeout: 15_000, interval: 50 });
const isIn = (id: bigint, state: string) => until(async () => (await stateOf(id))?.state === state);
const isAsked = (id: bigint) => until(async () => (await stateOf(id))?.openChallenges === 1);

describe('a tower that guards a coin', () => {
  it('refutes who gave it away, in the last third of the window, and gets half of the bond', async () => {
    const first = await give(0n, 1, 2);
    await give(first, 2, 3);
    await cover();
    const id = await exit(2, first);
    await ethereum.pass((WINDOW * 2n) / 3n + 60n);
    const before = await ethereum.client.getBalance({ address: at(TOWER).address });
    wakeTower();
    await isIn(id, 'settled');
    const after = await ethereum.client.getBalance({ address: at(TOWER).address });
    expect(after - before).toBeGreaterThan(((BOND / 2n) * 9n) / 10n);
  });

  it('refutes a fraud that an endpoint guards with lies about its calls', async () => {
    const first = await give(0n, 1, 2);
    await give(first, 2, 3);
    await cover();
    const id = await exit(2, first);
    wakeTower({ isLiedTo: true });
    await isIn(id, 'settled');
  });

  it('refutes a depositor who gave it away', async () => {
    await give(0n, 1, 2);
    await cover();
    const id = await exit(1);
    await ethereum.pass((WINDOW * 2n) / 3n);
    wakeTower();
    await isIn(id, 'settled');
  });

  it('refutes a double spend, in the last third of the window', async () => {
    const first = await give(0n, 1, 2);
    await give(first, 2, 3);
    const again = await give(first, 2, 4, false);
    await cover();
    const id = await exit(4, first, again);
    await ethereum.pass((WINDOW * 2n) / 3n + 60n);
    wakeTower();
    await isIn(id, 'settled');
  });

  it('asks for an invented history and lets it fail, though it was down most of the time', async () => {
    const first = await give(0n, 1, 2);
    const second = await give(first, 2, 3);
    const invented = await give(second, 4, 5, false);
    const spent = await give(invented, 5, 4, false);
    await cover();
    const id = await exit(4, invented, spent);
    await ethereum.pass((WINDOW * 4n) / 10n);
    const tower = wakeTower();
    await isAsked(id);
    tower.stop();
    await ethereum.pass((WINDOW * 6n) / 10n);
    wakeTower();
    await isIn(id, 'settled');
    const point = { challenger: at(TOWER).address, isPaid: true };
    const isBack = async () =>
      (await ethereum.read<typeof point>(bridge.vault('pointAt', [id, second]))).isPaid;
    await until(isBack);
  });

  it('asks by the deposit where the coin never moved', async () => {
    const invented = await give(0n, 4, 5, false);
    const spent = await give(invented, 5, 4, false);
    await cover();
    const id = await exit(4, invented, spent);
    wakeTower();
    await isAsked(id);
    await ethereum.pass(WINDOW);
    wakeTower();
    await isIn(id, 'settled');
  });

  it('walks a true exit that somebody challenges, and finalizes its own', async () => {
    const first = await give(0n, 1, 2);
    const second = await give(first, 2, 3);
    const third = await give(second, 3, TOWER);
    await cover();
    const id = await exit(TOWER, second, third);
    await ethereum.send(bridge.vault('challengeBirth', [id], { from: at(4), value: BOND }));
    const inclusion = sidechain.inclusion(SLOT, first);
    const leaf = made.get(first)?.digest;
    const more = { from: at(4), value: BOND };
    await ethereum.send(bridge.vault('challengeBefore', [id, leaf, inclusion], more));
    await ethereum.pass((WINDOW * 2n) / 3n);
    wakeTower();
    await until(async () => (await stateOf(id))?.openChallenges === 0);
    await ethereum.pass(WINDOW / 3n);
    const before = await ethereum.client.getBalance({ address: at(TOWER).address });
    wakeTower();
    await isIn(id, 'settled');
    const gained = async () =>
      (await ethereum.client.getBalance({ address: at(TOWER).address })) - before;
    // The coin and the bond; the bonds of who challenged came before.
    expect(await gained()).toBeGreaterThan(parseEther('3'));
  });

  it('leaves a true exit alone', async () => {
    const first = await give(0n, 1, 2);
    const second = await give(first, 2, 3);
    await cover();
    const id = await exit(3, first, second);
    const tower = wakeTower();
    await until(() => tower.status().seenAtMs !== undefined);
    expect(tower.status()).toMatchObject({ coins: 1, duties: [] });
    expect(await stateOf(id)).toMatchObject({ state: 'open', openChallenges: 0 });
  });

  it('leaves no more bonds than it may, and says so', async () => {
    const invented = await give(0n, 4, 5, false);
    const spent = await give(invented, 5, 4, false);
    await cover();
    const id = await exit(4, invented, spent);
    const tower = wakeTower({ mostBondsWei: BOND - 1n });
    await until(() => tower.status().problem?.code === 'watchtower/bonds-spent');
    expect((await stateOf(id))?.openChallenges).toBe(0);
  });

  it('without a key asks for the call, which works, with its deadline', async () => {
    const first = await give(0n, 1, 2);
    await give(first, 2, 3);
    await cover();
    const id = await exit(2, first);
    const tower = wakeTower({ asks: true, ours: 3 });
    await until(() => tower.status().duties.length > 0);
    expect(tower.status().problem, 'it asks no absent wallet').toBeUndefined();
    const [duty] = tower.status().duties;
    const startedAtMs = (await stateOf(id))?.startedAtMs ?? 0;
    expect(duty).toMatchObject({
      ...{ slot: SLOT, exitId: id, reason: 'challengeAfter', exitor: lower(at(2)) },
      deadlineMs: startedAtMs + Number(WINDOW) * 1_000,
    });
    if (!duty) return;
    const { to, data, valueWei: value } = duty.call;
    const hash = await ethereum.wallet.sendTransaction({
      ...{ account: at(3), chain: null, to, data, value },
    });
    await ethereum.client.waitForTransactionReceipt({ hash });
    expect((await stateOf(id))?.state).toBe('refuted');
  });

  it('asks for no more at once than it may, whatever its number of exits', async () => {
    const first = await give(0n, 1, 2);
    await give(first, 2, 3);
    await cover();
    const [from, { client }] = [at(2), ethereum];
    const nonce = await client.getTransactionCount({ address: from.address });
    const { abi, to: address } = bridge.vault('startExit', []);
    const hashes = await Promise.all(
      Array.from({ length: MAX_DUTIES + 1 }, (_, i) =>
        ethereum.wallet.writeContract({
          ...{ account: from, chain: null, address, abi: abi as Abi, functionName: 'startExit' },
          ...{ args: [SLOT, [shown(first)]], value: BOND, nonce: nonce + i, gas: 600_000n },
        }),
      ),
    );
    await Promise.all(hashes.map((hash) => client.waitForTransactionReceipt({ hash })));
    const tower = wakeTower({ asks: true, ours: 3 });
    await until(() => tower.status().duties.length > 0);
    const { duties } = tower.status();
    expect(duties).toHaveLength(MAX_DUTIES);
    expect(new Set(duties.map(({ exitId }) => exitId)).size).toBe(MAX_DUTIES);
  });

  it('of a coin that left asks for the bond of a challenge that its owner answered', async () => {
    const first = await give(0n, 1, 2);
    const second = await give(first, 2, 5);
    const third = await give(second, 5, 3);
    await cover();
    const id = await exit(3, second, third);
    await ethereum.send(bridge.vault('challengeBirth', [id], { from: at(4), value: BOND }));
    const walking = wakeTower({ asks: true, ours: 3 });
    await until(() => walking.status().duties.length > 0);
    expect(await answer(walking, 3)).toBe('walk');
    walking.stop();
    await ethereum.pass(WINDOW);
    await ethereum.send(bridge.vault('finalizeExit', [id], { from: at(3) }));
    await ethereum.send(bridge.vault('withdrawBond', [id], { from: at(3) }));
    const tower = wakeTower({ asks: true, ours: 3, hasLeft: true });
    await until(() => tower.status().duties.length > 0);
    const before = await ethereum.client.getBalance({ address: at(3).address });
    expect(await answer(tower, 3)).toBe('withdrawChallengeBond');
    const after = await ethereum.client.getBalance({ address: at(3).address });
    expect(after - before).toBeGreaterThan((BOND * 9n) / 10n);
  });

  it('of a coin that left asks for the bond of a challenge that nobody answered', async () => {
    const first = await give(0n, 1, 2);
    const second = await give(first, 2, 3);
    const invented = await give(second, 4, 5, false);
    const spent = await give(invented, 5, 4, false);
    await cover();
    const fraud = await exit(4, invented, spent);
    const own = await exit(3, first, second);
    const asking = wakeTower({ asks: true, ours: 3 });
    await until(() => asking.status().duties.length > 0);
    expect(await answer(asking, 3)).toBe('challengeBefore');
    asking.stop();
    await ethereum.pass(WINDOW);
    await ethereum.send(bridge.vault('finalizeExit', [own], { from: at(3) }));

    const calls: string[] = [];
    const before = await ethereum.client.getBalance({ address: at(3).address });
    while (
      (await ethereum.read<Point>(bridge.vault('pointAt', [fraud, second]))).isPaid === false
    ) {
      const tower = wakeTower({ asks: true, ours: 3, hasLeft: true });
      await until(() => tower.status().duties.some(({ exitId }) => exitId === fraud));
      calls.push(await answer(tower, 3, fraud));
      tower.stop();
    }
    expect(calls).toEqual(['failExit', 'withdrawBond', 'withdrawChallengeBond']);
    const gained = (await ethereum.client.getBalance({ address: at(3).address })) - before;
    // The bond of the challenge and half of the fraud's, less gas.
    expect(gained).toBeGreaterThan((BOND * 14n) / 10n);
  });
});

interface Point {
  isPaid: boolean;
}

/** Sends what a tower asks for, as its person does. */
async function answer(tower: Watchtower, by: number, about?: bigint): Promise<string> {
  const { duties } = tower.status();
  const duty = duties.find(({ exitId }) => about === undefined || exitId === about);
  if (!duty) return '';
  const { to, data, valueWei: value } = duty.call;
  const hash = await ethereum.wallet.sendTransaction({
    ...{ account: at(by), chain: null, to, data, value },
  });
  await ethereum.client.waitForTransactionReceipt({ hash });
  return duty.reason;
}
