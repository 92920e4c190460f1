import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rescueCoin } from '../../lib/client/rescue/rescue-coin.ts';
import type { Hash, Hex } from '../../lib/core/bytes.ts';
import { type CoinFile, type FileHeader, holderOf } from '../../lib/modules/vault/coin-file.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { challengeBefore } from './support/challenge-before.ts';
import { fileOfFirstCoin } from './support/coin-file.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { forgeHistory } from './support/forged-history.ts';
import { walletOf } from './support/rescue-wallet.ts';

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

const bonds = () => ({ exitBondWei: bridge.rules.exitBond });

const rescueBy = (index: number, of = file) => rescueCoin(walletOf(ethereum, index), of);

describe('a coin whose file is all that is left', () => {
  it('leaves: exit, window, payment, bond', async () => {
    const rescue = rescueBy(3);
    const before = await rescue.check();
    const holder = accountAt(3).address.toLowerCase();
    expect(before).toMatchObject({ owner: holder, account: holder, isExited: false, exits: [] });
    expect(before.history).toMatchObject({ isWhole: true, provenTo: 3n });
    await rescue.startExit(bonds());
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
    await expect(rescue.startExit(bonds())).rejects.toMatchObject({
      code: 'rescue/refused',
      facts: { error: 'CoinIsExited' },
    });
  });

  it('answers challenges by one walk, and gets their bonds', async () => {
    const rescue = rescueBy(3);
    await rescue.startExit(bonds());
    const value = bridge.rules.challengeBond;
    await ethereum.send(bridge.vault('challengeBirth', [EXIT], { from: accountAt(7), value }));
    await ethereum.send(challengeBefore(bridge, EXIT, file, accountAt(7)));
    const [exit] = (await rescue.check()).exits;
    expect(exit?.challenges.map((each) => each.isWalked)).toEqual([false, false]);
    if (!exit) return;
    await rescue.walk(exit);
    const [walked] = (await rescue.check()).exits;
    expect(walked?.challenges.map((each) => each.isWalked)).toEqual([true, true]);
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
    await expect(rescueBy(1).startExit(bonds())).rejects.toMatchObject(refused);
  });
});

describe('a file', () => {
  it('of another chain is not used', async () => {
    const other = { ...file, ethereumChainId: 1n };
    const code = 'wallet/wrong-network';
    await expect(rescueBy(3, other).check()).rejects.toMatchObject({ code });
    await expect(rescueBy(3, other).startExit(bonds())).rejects.toMatchObject({ code });
  });

  it('of a Vault that is not there is not used', async () => {
    const other = { ...file, vault: holderOf(file).owner };
    await expect(rescueBy(3, other).check()).rejects.toMatchObject({ code: 'rescue/no-vault' });
  });

  it('with checkpoints that are not the Vault’s is not used', async () => {
    const { genesis } = await deployBridge(ethereum);
    const { checkpoints } = genesis.contracts;
    const other = { ...file, checkpoints, transfers: [], headers: [], absences: [] };
    const code = 'rescue/other-checkpoints';
    await expect(rescueBy(0, other).check()).rejects.toMatchObject({ code });
  });

  it('that names a checkpoint that is none is asked about no further', async () => {
    const [{ header }] = file.headers as [FileHeader];
    const headers = Array.from({ length: 2_000 }, (_, at) => ({ checkpoint: BigInt(at), header }));
    let asked = 0;
    const wallet = walletOf(ethereum, 3, () => asked++);
    const check = rescueCoin(wallet, { ...file, headers }).check();
    await expect(check).rejects.toMatchObject({ code: 'coin-file/not-pinned' });
    expect(asked).toBeLessThan(100);
  });

  it('is checked no further when nobody waits for it', async () => {
    let asked = 0;
    const wallet = walletOf(ethereum, 3, () => asked++);
    const check = rescueCoin(wallet, file).check(AbortSignal.abort());
    await expect(check).rejects.toBeDefined();
    expect(asked).toBeLessThan(10);
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

describe('a coin', () => {
  it('that never moved leaves by its deposit, and nothing can be asked of it', async () => {
    const other = await deployBridge(ethereum, { rules: { window: 700n } });
    const bare = await fileOfFirstCoin(ethereum, other, [5]);
    expect(bare.transfers).toEqual([]);
    const rescue = rescueBy(5, bare);
    await rescue.startExit(bonds());
    const value = other.rules.challengeBond;
    const asked = other.vault('challengeBirth', [EXIT], { from: accountAt(7), value });
    expect(await ethereum.refusal(asked)).toMatchObject({ name: 'NothingBefore' });
    await ethereum.pass(other.rules.window);
    const [exit] = (await rescue.check()).exits;
    if (exit) await rescue.finalize(exit);
    expect(await rescue.check()).toMatchObject({ isExited: true, exits: [{ state: 'finalized' }] });
  });

  it('that the exit of another took is gone, and no bond is risked for it', async () => {
    const thief = rescueBy(2, { ...file, transfers: file.transfers.slice(0, 2), absences: [] });
    await thief.startExit(bonds());
    await ethereum.pass(bridge.rules.window);
    const [exit] = (await thief.check()).exits;
    if (exit) await thief.finalize(exit);
    const rescue = rescueBy(3);
    expect(await rescue.check()).toMatchObject({ isExited: true, owner: holderOf(file).owner });
    const gone = { code: 'rescue/refused', facts: { error: 'CoinIsExited' } };
    await expect(rescue.startExit(bonds())).rejects.toMatchObject(gone);
  });

  it('that was tainted leaves with its last good owner', async () => {
    const { gift } = await forgeHistory(ethereum, bridge, file, accountAt(7));
    const { checkpoint, header, slotProof } = gift.inclusion;
    const tainted: CoinFile = {
      ...file,
      headers: [...file.headers, { checkpoint, header }],
      absences: [...file.absences, slotProof, slotProof, slotProof],
    };
    const rescue = rescueBy(3, tainted);
    const report = await rescue.check();
    expect(report.owner).toBe(report.account);
    expect(report.historyProblem).toMatchObject({ code: 'coin-file/other-history' });
    await rescue.startExit(bonds());
    await ethereum.pass(bridge.rules.window);
    const [exit] = (await rescue.check()).exits;
    expect(exit?.exitor).toBe(report.account);
    if (exit) await rescue.finalize(exit);
    expect((await rescue.check()).isExited).toBe(true);
  });
});

it('no other bond is sent than the one that was shown', async () => {
  const refused = { code: 'rescue/refused', facts: { error: 'WrongBond' } };
  await expect(rescueBy(3).startExit({ exitBondWei: 1n })).rejects.toMatchObject(refused);
});

describe('a wallet', () => {
  it('that says no loses nothing', async () => {
    const no = (method: string) => {
      if (method === 'eth_sendTransaction') throw Object.assign(new Error('no'), { code: 4001 });
    };
    const rescue = rescueCoin(walletOf(ethereum, 3, no), file);
    await expect(rescue.startExit(bonds())).rejects.toMatchObject({ code: 'wallet/rejected' });
    expect((await rescue.check()).exits).toEqual([]);
  });
});
