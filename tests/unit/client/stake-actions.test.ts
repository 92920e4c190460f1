import { describe, expect, it } from 'vitest';
import {
  burnFoundingAction,
  delegateAction,
  registerAction,
  replaceKeysAction,
  setFeeAction,
  undelegateAction,
  unjailAction,
  unregisterAction,
} from '../../../lib/client/actions/stake-actions.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { staking } from '../../../lib/modules/staking/index.ts';

const VALIDATOR: Address = `0x${'11'.repeat(20)}`;
const KEYS = {
  blsKey: `0x${'aa'.repeat(48)}`,
  proofOfPossession: `0x${'bb'.repeat(96)}`,
  networkKey: `0x${'cc'.repeat(32)}`,
  networkKeyProof: `0x${'dd'.repeat(64)}`,
} as const;

describe('the actions about stake', () => {
  it('are all those of the module, with exactly the fields it names', () => {
    const actions = [
      registerAction(KEYS, 10, 5n),
      delegateAction(VALIDATOR, 5n),
      undelegateAction(VALIDATOR, 5n),
      unregisterAction(),
      unjailAction(),
      setFeeAction(15),
      replaceKeysAction(KEYS),
      burnFoundingAction(5n),
    ];
    const named = actions.map(({ primaryType, fields }) => [primaryType, Object.keys(fields)]);
    const asked = staking.actions.map(({ primaryType, fields }) => [
      primaryType,
      fields.map(({ name }) => name),
    ]);
    expect(named).toEqual(asked);
  });

  it('say the fee in whole percents, and refuse one above a hundred', () => {
    expect(setFeeAction(0).fields).toEqual({ feePercent: 0n });
    expect(setFeeAction(100).fields).toEqual({ feePercent: 100n });
    const refusal = { code: 'staking/fee-too-high' };
    expect(() => setFeeAction(101)).toThrow(expect.objectContaining(refusal));
    expect(() => registerAction(KEYS, 101, 5n)).toThrow(expect.objectContaining(refusal));
  });

  it('move or burn more than nothing', () => {
    const refusal = expect.objectContaining({ code: 'staking/zero-amount' });
    expect(burnFoundingAction(1n).fields).toEqual({ amountWei: 1n });
    expect(() => burnFoundingAction(0n)).toThrow(refusal);
    expect(() => delegateAction(VALIDATOR, 0n)).toThrow(refusal);
    expect(() => undelegateAction(VALIDATOR, 0n)).toThrow(refusal);
  });
});
