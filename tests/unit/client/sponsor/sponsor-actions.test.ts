import { describe, expect, it } from 'vitest';
import { leastPosts } from '../../../../lib/client/sponsor/least-posts.ts';
import {
  changeGrantAction,
  closeGrantAction,
  emptyAction,
  endInvitationsAction,
  fillAction,
  joinAction,
  openGrantAction,
} from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { unitsOfPost } from '../../../../lib/client/sponsor/units-of-post.ts';
import { sponsor } from '../../../../lib/modules/sponsor/index.ts';
import { filled, signDigest, testWallet } from '../../chain/fixtures.ts';

const GRANT = filled(32, 8);
const BUDGET = { unitsPerAccountPerDay: 1_000n, unitsPerDay: 24_000n, priceMaxWei: 5n };
const OPEN = {
  ...{ module: 'qa', requires: 'invitation', minimumCoinsWei: 0n, depositWei: 1n },
  ...BUDGET,
};

describe('actions about grants', () => {
  it('have the fields that the module names', () => {
    const invitation = signDigest(testWallet('sponsor'), filled(32, 5));
    const made = [
      openGrantAction(OPEN),
      joinAction({ grant: GRANT, series: 1n, invitation }),
      endInvitationsAction(GRANT),
      fillAction(GRANT, 1n),
      emptyAction(GRANT, 1n),
      changeGrantAction(GRANT, BUDGET),
      closeGrantAction(GRANT),
    ];
    expect(made.map(({ primaryType }) => primaryType)).toEqual(
      sponsor.actions.map(({ primaryType }) => primaryType),
    );
    for (const { primaryType, fields } of made) {
      const definition = sponsor.actions.find((each) => each.primaryType === primaryType);
      const names = definition?.fields.map(({ name }) => name);
      expect(Object.keys(fields).sort()).toEqual(names?.sort());
    }
  });

  it('join for nothing by an invitation, and for a fee by coins', () => {
    const invitation = signDigest(testWallet('sponsor'), filled(32, 5));
    expect(joinAction({ grant: GRANT, series: 0n, invitation }).feeMaxWei).toBe(0n);
    expect(joinAction({ grant: GRANT, series: 0n, invitation: '0x' }).feeMaxWei).toBeUndefined();
  });

  it('that could never succeed are refused before a wallet is asked', () => {
    const wrong = [
      () => openGrantAction({ ...OPEN, module: 'sponsor' }),
      () => openGrantAction({ ...OPEN, requires: 'coins' }),
      () => openGrantAction({ ...OPEN, unitsPerDay: 23_999n }),
      () => fillAction(GRANT, 0n),
      () => emptyAction(GRANT, 0n),
      () => changeGrantAction(GRANT, { ...BUDGET, unitsPerAccountPerDay: 24_001n }),
      () => joinAction({ grant: GRANT, series: 0n, invitation: '0x12' }),
    ];
    for (const make of wrong) expect(codeOf(make)).toMatch(/^sponsor\//);
  });
});

describe('a post', () => {
  it('is a usual answer, by what the chain says of its units', () => {
    const answer = { units: 800, unitsPerItem: 10, maxBytes: 1, bySession: true };
    const actions = [{ primaryType: 'QaAnswer', module: 'qa', fields: [], ...answer }];
    expect(unitsOfPost({ actions })).toBe(1_120n);
    expect(unitsOfPost({ actions: [] })).toBeUndefined();
  });

  it('is had so often a day as the least budget needs, rounded up', () => {
    expect(leastPosts(1_120n)).toBe(22n);
    expect(leastPosts(24_000n)).toBe(1n);
    expect(leastPosts(1n)).toBe(24_000n);
  });
});

function codeOf(make: () => unknown): string {
  try {
    make();
    return '';
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
}
