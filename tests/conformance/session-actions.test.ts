import { describe, expect, it } from 'vitest';
import { modules } from '../../lib/modules/index.ts';

// What a stolen key of a session could do: adding to this list is a decision, never an accident.
const BY_SESSION = [
  'QaSetProfile',
  'QaAsk',
  'QaAnswer',
  'QaComment',
  'QaEdit',
  'QaVote',
  'QaAccept',
  'QaFlag',
  'QaHide',
  'QaDelete',
  'QaOfferBounty',
  'QaTakeBackBounty',
];

describe('actions that sessions may sign', () => {
  it('are these and no others', () => {
    const found = modules.flatMap(({ actions }) => actions.filter(({ bySession }) => bySession));
    expect(found.map(({ primaryType }) => primaryType).sort()).toEqual([...BY_SESSION].sort());
  });

  it('are none about an account’s coins, its stake, its sessions or its grants', () => {
    const wallets = ['bank', 'staking', 'session', 'sponsor', 'bridge', 'vault'];
    const found = modules.filter(({ name }) => wallets.includes(name));
    expect(found.map(({ name }) => name)).toEqual(wallets);
    for (const { actions } of found) {
      expect(actions.filter(({ bySession }) => bySession)).toEqual([]);
    }
  });
});
