import { type Eip1193Provider, JsonRpcProvider } from 'ethers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rescueCoin } from '../../lib/client/rescue/rescue-coin.ts';
import type { Hash, Hex } from '../../lib/core/bytes.ts';
import { type CoinFile, holderOf } from '../../lib/modules/vault/coin-file.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { fileOfFirstCoin } from './support/coin-file.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';

// With the file of a coin and a wallet, and nothing else of the sidechain.

const SLOT = 1n;
const EXIT = SLOT << 32n;
const ETHER = 10n ** 18n;

let ethereum: Ethereum;
let bridge: Bridge;
let file: CoinFile;
let snapshot: Hex;

beforeAll(async () => {
  ethereum = await startEthereum();
  bridge = await deployBridge(ethereum, { rules: { window: 700n } });
  file = await fileOfFirstCoin(ethereum, bridge, [0, 1, 2, 3]);
  snapshot = await ethereum.snapshot();
}, 240_000);
beforeEach(async () => {
  snapshot = await ethereum.revert(snapshot);
});
afterAll(() => ethereum.stop());

const accountAt = (index: number) => ethereum.accounts[index] as (typeof ethereum.accounts)[number];

/** A wallet with one account; anvil signs for it. */
function walletOf(index: number, answer: (method: string) => void = () => {}): Eip1193Provider {
  const provider = new JsonRpcProvider(ethereum.url, undefined, { cacheTimeout: -1 });
  const { address } = accountAt(index);
  return {
    async request({ method, params = [] }) {
      answer(method);
      if (method === 'eth_accounts' || method === 'eth_requestAccounts') return [address];
      return provider.send(method, params as unknown[]);
    },
  };
}

const rescueBy = (index: number, of = file) => rescueCoin(walletOf(index), of);

describe('a coin whose file is all that is left', () => {
  it('leaves: exit, window, payment, bond', async () => {
    const rescue = rescueBy(3);
    const before = await rescue.check();
    const holder = accountAt(3).address.toLowerCase();
    expect(before).toMatchObject({ owner: holder, account: holder, isExited: false, exits: [] });
    expect(before.history).toMatchObject({ isWhole: true, provenTo: 3n });
    await rescue.startExit();
    const [exit] = (await rescue.check()).exits;
    expect(exit).toMatchObject({ id: EXIT, exitor: holder, state: 'open', openChallenges: 0 });
    if (!exit) return;
    await expect(rescue.finalize(exit)).rejects.toMatchObject({ code: 'rescue/refused' });
    await ethereum.pass(bridge.rules.window);
    await rescue.finalize(exit);
    await rescue.withdrawBond(exit);
    const after = await rescue.check();
    expect(after.isExited).toBe(true);
    expect(after.exits).toMatchObject([{ state: 'settled' }]);
    await expect(rescue.startExit()).rejects.toMatchObject({
      code: 'rescue/refused',
      facts: { error: 'CoinIsExited' },
    });
  });

  it('answers challenges by one walk, and gets their bonds', async () => {
    const rescue = rescueBy(3);
    await rescue.startExit();
    const value = bridge.rules.challengeBond;
    await ethereum.send(bridge.vault('challengeBirth', [EXIT], { from: accountAt(7), value }));
    const [first] = file.transfers;
    if (!first) return;
    const { coinBlock, slotProof, blockProof, checkpoint } = first;
    const header = file.headers[0]?.header;
    const inclusion = { coinBlock, slotProof, blockProof, header, checkpoint };
    const leaf = await ethereum.read<Hash>(bridge.vault('digestOf', [{ slot: SLOT, ...first }]));
    const before = bridge.vault('challengeBefore', [EXIT, leaf, inclusion], {
      from: accountAt(7),
      value,
    });
    await ethereum.send(before);
    const [exit] = (await rescue.check()).exits;
    expect(exit?.challenges.map((each) => each.isAnswered)).toEqual([false, false]);
    if (!exit) return;
    await rescue.walk(exit);
    const [walked] = (await rescue.check()).exits;
    expect(walked?.challenges.map((each) => each.isAnswered)).toEqual([true, true]);
    expect(walked?.openChallenges).toBe(0);
    for (const each of exit.challenges) await rescue.withdrawChallengeBond(exit, each.coinBlock);
    await ethereum.pass(bridge.rules.window);
    await rescue.finalize(exit);
    expect((await rescue.check()).isExited).toBe(true);
  });

  it('is not taken by who no longer has it', async () => {
    const { account, owner } = await rescueBy(1).check();
    expect(account).not.toBe(owner);
    const refused = { code: 'rescue/refused', facts: { error: 'NotExitor' } };
    await expect(rescueBy(1).startExit()).rejects.toMatchObject(refused);
  });
});

describe('a file', () => {
  it('of another chain is not used', async () => {
    const other = { ...file, ethereumChainId: 1n };
    const code = 'wallet/wrong-network';
    await expect(rescueBy(3, other).check()).rejects.toMatchObject({ code });
    await expect(rescueBy(3, other).startExit()).rejects.toMatchObject({ code });
  });

  it('of a Vault that is not there is not used', async () => {
    const other = { ...file, vault: holderOf(file).owner };
    await expect(rescueBy(3, other).check()).rejects.toMatchObject({ code: 'rescue/no-vault' });
  });

  it('that says another value is found out', async () => {
    const other = { ...file, coin: { ...file.coin, value: 2n * ETHER } };
    await expect(rescueBy(3, other).check()).rejects.toMatchObject({ code: 'rescue/other-coin' });
  });

  it('whose absences are false is still good for leaving', async () => {
    const lie = { ...file, before: [`0x${'11'.repeat(32)}` as Hash] };
    const report = await rescueBy(3, lie).check();
    expect(report.history).toBeUndefined();
    expect(report.historyProblem).toMatchObject({ code: 'coin-file/other-history' });
  });
});

describe('a wallet', () => {
  it('that says no loses nothing', async () => {
    const no = (method: string) => {
      if (method === 'eth_sendTransaction') throw Object.assign(new Error('no'), { code: 4001 });
    };
    const rescue = rescueCoin(walletOf(3, no), file);
    await expect(rescue.startExit()).rejects.toMatchObject({ code: 'wallet/rejected' });
    expect((await rescue.check()).exits).toEqual([]);
  });
});
