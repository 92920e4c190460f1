import { describe, expect, it } from 'vitest';
import { getAllowance } from '../../../../lib/client/sponsor/get-allowance.ts';
import { getGrant } from '../../../../lib/client/sponsor/get-grant.ts';
import { getGrants } from '../../../../lib/client/sponsor/get-grants.ts';
import { getJoined } from '../../../../lib/client/sponsor/get-joined.ts';
import { openGrantAction } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import type { QueryAnswer, QueryInput } from '../../../../lib/client/types.ts';
import { grantIdOf } from '../../../../lib/modules/sponsor/keys.ts';
import { COIN } from '../../chain/fixtures.ts';
import { accountOf, createSponsorWorld, DAY_MS, START_MS } from '../../modules/sponsor-world.ts';

const SPONSOR = accountOf('sponsor');
const ANN = accountOf('ann');
const GRANT = grantIdOf(SPONSOR, 0n);

/** A client whose node has one open grant, as the module answers it. */
function createTestClient(spoil: (value: unknown) => unknown = (value) => value) {
  const world = createSponsorWorld();
  world.fund(SPONSOR);
  const { primaryType, fields } = openGrantAction({
    ...{ module: 'qa', requires: 'coins', minimumCoinsWei: COIN },
    ...{ unitsPerAccountPerDay: 24_000n, unitsPerDay: 240_000n },
    ...{ priceMaxWei: 9n, depositWei: 5n * COIN },
  });
  expect(world.act(SPONSOR, primaryType, fields)).toBeUndefined();
  return {
    world,
    async query(_module: string, name: string, input: QueryInput = {}): Promise<QueryAnswer> {
      return { value: spoil(world.query('sponsor', name, input)), height: 7n };
    },
  };
}

describe('the queries of module sponsor', () => {
  it('tell grants with their bounds and what is left of them', async () => {
    const client = createTestClient();
    const { value: grants, height } = await getGrants(client, { timestampMs: START_MS });
    expect(height).toBe(7n);
    expect(grants).toMatchObject([
      { id: GRANT, opener: SPONSOR, requires: 'coins', depositWei: 5n * COIN, unitsLeft: 10_000n },
    ]);
    expect((await getGrant(client, { grant: GRANT })).value).toMatchObject({ isOpen: true });
    expect((await getGrant(client, { grant: grantIdOf(ANN, 3n) })).value).toBeNull();
  });

  it('tell what is free for an account, and since when it is in', async () => {
    const client = createTestClient();
    const asked = { account: ANN, module: 'qa', timestampMs: START_MS + DAY_MS };
    expect((await getAllowance(client, asked)).value).toMatchObject({
      ...{ unitsLeftToday: 0, unitsPerDay: 0, payers: [] },
      reason: 'sponsor/needs-coins',
    });
    expect((await getJoined(client, { account: ANN, grant: GRANT })).value).toBeNull();
    client.world.fund(ANN);
    const fields = { grant: GRANT, series: 0n, invitation: '0x' } as const;
    expect(client.world.act(ANN, 'SponsorJoin', fields)).toBeUndefined();
    expect((await getJoined(client, { account: ANN, grant: GRANT })).value).toEqual({
      atMs: START_MS,
    });
    expect((await getAllowance(client, asked)).value).toEqual({
      ...{ unitsLeftToday: 24_000, unitsPerDay: 24_000, payers: ['grant'] },
      ...{ resetsAtMs: START_MS + 2 * DAY_MS, reason: null },
    });
  });

  it.each<[string, unknown]>([
    ['no list', { grants: [] }],
    ['a grant without an opener', [{ id: GRANT }]],
    ['more grants than there can be', Array.from({ length: 65 }, () => ({ id: GRANT }))],
  ])('refuse %s', async (_, value) => {
    const client = createTestClient(() => value);
    await expect(getGrants(client)).rejects.toMatchObject({ code: 'client/malformed' });
  });

  it('refuse an allowance of less than nothing', async () => {
    const client = createTestClient((value) => ({ ...(value as object), unitsLeftToday: -1 }));
    const asked = { account: ANN, module: 'qa', timestampMs: START_MS };
    await expect(getAllowance(client, asked)).rejects.toMatchObject({ code: 'client/malformed' });
  });
});
