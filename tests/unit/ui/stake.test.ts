import { describe, expect, it } from 'vitest';
import { checkAmount } from '../../../app/_parts/check-amount.ts';
import { spendableOf } from '../../../app/_parts/spendable.ts';
import { feeFromText } from '../../../app/stake/_parts/fee-from-text.ts';
import { lastVotesOf } from '../../../app/stake/_parts/last-votes-of.ts';
import { type Standing, situationOf } from '../../../app/stake/_parts/situation.ts';
import {
  foundingShare,
  foundingWords,
  powerShares,
  powerWords,
  uptimeWords,
} from '../../../app/stake/_parts/validator-facts.ts';
import type {
  Address,
  BlockSummary,
  OwnValidator,
  ValidatorsView,
  ValidatorView,
} from '../../../lib/client/types.ts';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { sampleAccount } from '../client/samples.ts';
import { blockOf } from './loom-fixtures.ts';

const COIN = 10n ** 18n;
const ACCOUNT: Address = `0x${'11'.repeat(20)}`;
const OTHER: Address = `0x${'22'.repeat(20)}`;
const KEY = `0x${'aa'.repeat(48)}` as const;
const NEW_KEY = `0x${'bb'.repeat(48)}` as const;

function validatorOf(changes: Partial<ValidatorView> = {}): ValidatorView {
  return {
    account: ACCOUNT,
    blsKey: KEY,
    networkKey: `0x${'77'.repeat(32)}`,
    feePercent: 10,
    isCandidate: true,
    stakeWei: 50n * COIN,
    ownStakeWei: 50n * COIN,
    foundingStakeWei: 0n,
    power: 50n,
    nextPower: 50n,
    state: 'voting',
    turns: 8,
    missed: 2,
    blocks: 40,
    attended: 38,
    ...changes,
  };
}

function validatorsOf(...validators: ValidatorView[]): ValidatorsView {
  return {
    epoch: 4n,
    endsAtMs: 1_000,
    height: 90n,
    quorumPower: 67n,
    totalPower: 100n,
    nextTotalPower: 200n,
    parameters: {
      epochMs: 60_000,
      unbondingMs: 120_000,
      powerUnitWei: COIN,
      maxMembers: 21,
      maxSharePercent: 33,
    },
    validators,
  };
}

function ownOf(changes: Partial<OwnValidator> = {}): OwnValidator {
  return { account: ACCOUNT, blsKey: KEY, state: 'voting', ...changes };
}

function kindOf(standing: Partial<Standing>): string {
  return situationOf({
    account: ACCOUNT,
    validators: { endsAtMs: 1_000 },
    validator: undefined,
    own: undefined,
    ...standing,
  }).kind;
}

describe('the way to validate from this tab', () => {
  it('begins with a wallet, on a chain that has epochs', () => {
    expect(kindOf({ account: undefined })).toBe('connect');
    expect(kindOf({ account: undefined, own: ownOf({ state: 'unregistered' }) })).toBe('connect');
    expect(kindOf({ account: undefined, own: ownOf() })).toBe('unconnected');
    expect(kindOf({ validators: {} })).toBe('fixed');
    expect(kindOf({})).toBe('register');
    expect(kindOf({ own: ownOf({ state: 'unregistered' }) })).toBe('register');
  });

  it('tells what a validator of this browser does', () => {
    const held = { own: ownOf() };
    expect(kindOf({ ...held, validator: validatorOf() })).toBe('voting');
    for (const state of ['waiting', 'jailed', 'idle'] as const) {
      expect(kindOf({ ...held, validator: validatorOf({ state, power: 0n }) })).toBe(state);
    }
    const left = { isCandidate: false, nextPower: 0n } as const;
    expect(kindOf({ ...held, validator: validatorOf({ ...left, state: 'leaving' }) })).toBe(
      'leaving',
    );
    expect(kindOf({ ...held, validator: validatorOf({ ...left, state: 'idle', power: 0n }) })).toBe(
      'register',
    );
  });

  it('stays a vote when a candidate will lose its place, for it has not left', () => {
    const outvoted = validatorOf({ state: 'leaving', nextPower: 0n });
    expect(kindOf({ own: ownOf(), validator: outvoted })).toBe('voting');
  });

  it('offers new keys when the key is gone, dead or elsewhere', () => {
    const validator = validatorOf();
    expect(kindOf({ validator })).toBe('missing');
    expect(kindOf({ validator, own: ownOf({ blsKey: NEW_KEY, state: 'unregistered' }) })).toBe(
      'missing',
    );
    expect(kindOf({ validator, own: ownOf({ state: 'dead' }) })).toBe('dead');
    const replaced = validatorOf({ nextBlsKey: NEW_KEY });
    expect(kindOf({ validator: replaced, own: ownOf({ blsKey: NEW_KEY, state: 'waiting' }) })).toBe(
      'replacing',
    );
  });

  it('ends for who was removed, and is barred by the key of another account', () => {
    expect(kindOf({ validator: validatorOf({ state: 'removed', isCandidate: false }) })).toBe(
      'removed',
    );
    const foreign = ownOf({ account: OTHER });
    expect(kindOf({ own: foreign })).toBe('other');
    expect(kindOf({ own: foreign, validator: validatorOf() })).toBe('other');
    expect(kindOf({ own: ownOf({ account: OTHER, state: 'dead' }) })).toBe('register');
  });
});

describe('facts of a validator', () => {
  it('say its part of the power, now or later', () => {
    const view = validatorsOf();
    expect(powerWords(validatorOf(), view)).toBe('50.0 % of the power');
    expect(powerWords(validatorOf({ power: 0n }), view)).toContain('25.0 %');
    expect(powerWords(validatorOf({ power: 0n, nextPower: 0n }), view)).toContain('No power');
  });

  it('say what it did in words, and nothing where there was nothing to do', () => {
    expect(uptimeWords(validatorOf())).toEqual({
      turns: 'Led 6 of 8 turns',
      signed: 'Signed 95 % of blocks',
    });
    const fresh = validatorOf({ turns: 0, missed: 0, blocks: 0, attended: 0 });
    expect(uptimeWords(fresh)).toEqual({
      turns: stakeMessages.stake.list.noTurn,
      signed: stakeMessages.stake.list.tooEarly,
    });
    expect(uptimeWords(validatorOf({ power: 0n })).turns).toContain('Does not vote');
  });

  it('always say how much is founding stake', () => {
    expect(foundingWords(validatorOf())).toBe(stakeMessages.stake.list.noFounding);
    const founder = validatorOf({ foundingStakeWei: 30n * COIN, stakeWei: 40n * COIN });
    expect(foundingWords(founder)).toContain('75.0 %');
    const left = validatorOf({ state: 'leaving', isCandidate: false, stakeWei: 0n });
    expect(foundingWords(left)).toBe(stakeMessages.stake.list.leftStake);
    expect(foundingWords({ ...left, stakeWei: COIN })).toBe(stakeMessages.stake.list.noFounding);
    expect(foundingShare(validatorsOf(validatorOf(), founder))).toBeCloseTo(0.3);
    expect(foundingShare(validatorsOf())).toBe(0);
  });

  it('count founding stake as it counted when the epoch began, before later coins', () => {
    const founder = validatorOf({ foundingStakeWei: 50n * COIN, stakeWei: 70n * COIN });
    expect(foundingShare(validatorsOf(founder))).toBeCloseTo(0.5);
    expect(powerShares(founder, validatorsOf())).toEqual({ share: 0.5, founding: 0.5 });
    const later = { ...founder, power: 0n, nextPower: 70n };
    expect(powerShares(later, validatorsOf())).toEqual({ share: 0.35, founding: 0.25 });
    const cut = { ...founder, power: 33n };
    expect(powerShares(cut, validatorsOf())).toEqual({ share: 0.33, founding: 0.33 });
  });
});

describe('the last votes of a validator', () => {
  const members = [
    { index: 0, account: OTHER, power: 3n },
    { index: 1, account: ACCOUNT, power: 1n },
  ];
  const committees = new Map([[0n, { epoch: 0n, quorumPower: 3n, totalPower: 4n, members }]]);
  const of = (blocks: BlockSummary[]) =>
    lastVotesOf(blocks, committees, ACCOUNT).map(({ height, arrived }) => `${height} ${arrived}`);

  it('are in the certificate, recorded by the next block, or not counted', () => {
    const blocks = [
      blockOf(4, [0, 1]),
      blockOf(3, [0]),
      blockOf(2, [0], { parentSigners: [0, 1] }),
    ];
    expect(of([...blocks, blockOf(1, [0])])).toEqual([
      '1 later',
      '2 never',
      '3 never',
      '4 in-time',
    ]);
  });

  it('leave out what only the next block can tell', () => {
    expect(of([blockOf(3, [0]), blockOf(2, [0, 1])])).toEqual(['2 in-time']);
    expect(of([blockOf(5, [0, 1]), blockOf(3, [0])])).toEqual(['5 in-time']);
  });

  it('leave out epochs in which it did not vote', () => {
    expect(of([blockOf(3, [0, 1], { epoch: 1n }), blockOf(2, [1])])).toEqual(['2 in-time']);
    expect(lastVotesOf([blockOf(2, [0])], committees, `0x${'33'.repeat(20)}`)).toEqual([]);
  });
});

describe('an amount of stake', () => {
  const { problems } = stakeMessages.stake;
  const { tooMuch } = problems;
  const tooLittle = problems.tooLittle('1 ETH');
  const limits = { mostWei: 10n * COIN, leastWei: COIN, tooMuch, tooLittle };

  it('is checked before anything is signed', () => {
    expect(checkAmount('2.5', limits)).toEqual({ amountWei: (COIN * 5n) / 2n });
    expect(checkAmount('', limits).problem).toBe(problems.empty);
    expect(checkAmount('x', limits).problem).toBe(problems.malformed);
    expect(checkAmount('0', limits).problem).toBe(problems.zero);
    expect(checkAmount('11', limits).problem).toBe(problems.tooMuch);
    expect(checkAmount('0.9', limits).problem).toBe(problems.tooLittle('1 ETH'));
    expect(checkAmount('11', { ...limits, mostWei: undefined }).amountWei).toBe(11n * COIN);
  });

  it('of a token has the decimals of that token', () => {
    const ofToken = { ...limits, mostWei: 2_500_000n, leastWei: 1n, decimals: 6 };
    expect(checkAmount('2.5', ofToken)).toEqual({ amountWei: 2_500_000n });
    expect(checkAmount('2.5000001', ofToken).problem).toBe(problems.tooPrecise(6));
    expect(checkAmount('2.6', ofToken).problem).toBe(problems.tooMuch);
  });

  it('leaves enough for the fee', () => {
    const quote = { basePriceWei: 1n, units: 1, feeMaxWei: COIN };
    const account = sampleAccount();
    expect(spendableOf({ ...account, balanceWei: 3n * COIN }, quote)).toBe(2n * COIN);
    expect(spendableOf({ ...account, balanceWei: 1n }, quote)).toBe(0n);
    expect(spendableOf(undefined, quote)).toBeUndefined();
  });
});

describe('a fee', () => {
  it('is a whole number from 0 to 100, and nothing else', () => {
    expect(['0', ' 15 ', '007', '100'].map(feeFromText)).toEqual([0, 15, 7, 100]);
    for (const text of ['', ' ', '101', '1.5', '-1', '1e1', '0x1', '15 %', '0000']) {
      expect(feeFromText(text), text).toBeUndefined();
    }
  });

  it('is told together with the one that is announced', () => {
    expect(feeWords(validatorOf())).toBe('10 %');
    expect(feeWords(validatorOf({ nextFeePercent: 15 }))).toBe('10 %, next epoch 15 %');
  });
});

describe('a span of time', () => {
  it.each([
    [-5, '0 s'],
    [1, '1 s'],
    [42_000, '42 s'],
    [80_000, '1 min 20 s'],
    [120_000, '2 min'],
    [11_100_000, '3 h 5 min'],
    [21 * 86_400_000, '21 d'],
  ])('of %i ms is %s', (durationMs, text) => {
    expect(formatSpan(durationMs)).toBe(text);
  });
});
