import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../../lib/client/rescue/answer-to.ts';
import { type Rescue, rescueCoin } from '../../lib/client/rescue/rescue-coin.ts';
import type { Hex } from '../../lib/core/bytes.ts';
import { MAX_WALK_STEPS } from '../../lib/core/limits.ts';
import type { CoinFile } from '../../lib/modules/vault/coin-file.ts';
import { type Bridge, deployBridge } from './support/bridge.ts';
import { fileOfFirstCoin } from './support/coin-file.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { forgeHistory } from './support/forged-history.ts';
import { walletOf } from './support/rescue-wallet.ts';

// A coin that somebody else wants, and no watchtower is left: with its file its owner does what one
// would have done.

const OWNER = 3;
const THIEF = 7;
const SPENT_BY = 2;

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
const rescueBy = (index: number, of = file) => rescueCoin(walletOf(ethereum, index), of);
const bonds = () => ({
  exitBondWei: bridge.rules.exitBond,
  challengeBondWei: bridge.rules.challengeBond,
});
/** As it was before its last transfers. */
const oldFile = (transfers: number): CoinFile => {
  return { ...file, transfers: file.transfers.slice(0, transfers), absences: [] };
};

/** What the page offers about the newest exit by another account. */
async function answerOf(rescue: Rescue, of = file) {
  const report = await rescue.check();
  const exit = report.exits.find(({ exitor }) => exitor !== report.account);
  const nowMs = 1_000 * Number(await ethereum.now());
  return { exit, answer: exit && answerTo(exit, of, report, nowMs) };
}

/** Does it, and says what it was. */
async function answerOnce(rescue: Rescue, of = file): Promise<string | undefined> {
  const { exit, answer } = await answerOf(rescue, of);
  if (!exit || !answer) return undefined;
  await rescue.answer(exit, answer.duty, bonds());
  return answer.duty.call;
}

async function balanceOf(index: number): Promise<bigint> {
  return ethereum.client.getBalance({ address: accountAt(index).address });
}

describe('an exit by somebody else', () => {
  it('with a transfer that was spent is stopped by the later one', async () => {
    await rescueBy(SPENT_BY, oldFile(2)).startExit(bonds());
    const owner = rescueBy(OWNER);
    expect(await answerOnce(owner)).toBe('challengeAfter');
    const before = await balanceOf(OWNER);
    expect(await answerOnce(owner)).toBe('withdrawBond');
    expect(await balanceOf(OWNER)).toBeGreaterThan(before + bridge.rules.exitBond / 3n);
    expect(await answerOnce(owner)).toBeUndefined();
  });

  it('of a deposit that was spent is stopped, too', async () => {
    await rescueBy(0, oldFile(0)).startExit(bonds());
    expect(await answerOnce(rescueBy(OWNER))).toBe('challengeAfter');
  });

  it('with a history that every validator signed has to show where it came from', async () => {
    const owner = rescueBy(OWNER);
    const { exitId, gift } = await forgeHistory(ethereum, bridge, file, accountAt(THIEF));
    await owner.startExit(bonds());
    const forged = bridge.vault('challengeAfter', [exitId + 1n, gift], { from: accountAt(THIEF) });
    expect(await ethereum.refusal(forged)).toMatchObject({ name: 'WrongSigner' });
    expect(await answerOnce(owner)).toBe('challengeBefore');
    expect(await answerOnce(owner), 'it has the time to show it').toBeUndefined();
    await ethereum.pass(bridge.rules.window);
    const thief = { from: accountAt(THIEF) };
    const paid = await ethereum.refusal(bridge.vault('finalizeExit', [exitId], thief));
    expect(paid).toMatchObject({ name: 'ChallengesOpen' });
    const own = (await owner.check()).exits.find(({ id }) => id === exitId + 1n);
    if (own) await owner.finalize(own);
    expect((await owner.check()).isExited).toBe(true);
    const ended = [];
    for (let at = 0; at < 3; at++) ended.push(await answerOnce(owner));
    expect(ended).toEqual(['failExit', 'withdrawBond', 'withdrawChallengeBond']);
    expect(await answerOnce(owner)).toBeUndefined();
  });

  it('with such a history of a coin that nobody moved has to reach the deposit', async () => {
    const deposit = oldFile(0);
    await forgeHistory(ethereum, bridge, deposit, accountAt(THIEF));
    expect(await answerOnce(rescueBy(0, deposit), deposit)).toBe('challengeBirth');
  });

  it('cannot be asked any more in the second half of its time', async () => {
    await forgeHistory(ethereum, bridge, file, accountAt(THIEF));
    await ethereum.pass(bridge.rules.window / 2n);
    const { exit, answer } = await answerOf(rescueBy(OWNER));
    expect(exit).toBeDefined();
    expect(answer).toBeUndefined();
  });
});

it('a coin that moved more often than a transaction can show is walked in two', async () => {
  const moved = await deployBridge(ethereum, { rules: { window: 700n } });
  const steps = MAX_WALK_STEPS + 4;
  const way = Array.from({ length: steps }, (_, at) => at % 2);
  const long = await fileOfFirstCoin(ethereum, moved, way);
  const owner = rescueBy((steps - 1) % 2, long);
  await owner.startExit(bonds());
  const exitId = 1n << 32n;
  const bond = { from: accountAt(THIEF), value: moved.rules.challengeBond };
  await ethereum.send(moved.vault('challengeBirth', [exitId], bond));
  for (const open of [1, 0]) {
    const [exit] = (await owner.check()).exits;
    if (exit) await owner.walk(exit);
    expect((await owner.check()).exits).toMatchObject([{ openChallenges: open }]);
  }
}, 60_000);
