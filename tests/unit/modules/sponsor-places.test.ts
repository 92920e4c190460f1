import { describe, expect, it } from 'vitest';
import type { FreeOffer, FreeRequest } from '../../../lib/chain/module.ts';
import type { Address, Hash } from '../../../lib/core/bytes.ts';
import { MAX_GRANTS } from '../../../lib/core/module-limits.ts';
import { grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import type { GrantView } from '../../../lib/modules/sponsor/queries.ts';
import { COIN } from '../chain/fixtures.ts';
import {
  accountOf,
  codeOf,
  createSponsorWorld,
  DAY_MS,
  type SponsorWorld,
} from './sponsor-world.ts';

const sam = accountOf('sam');
const ann = accountOf('ann');
const ben = accountOf('ben');
const TERMS = {
  module: 'qa',
  unitsPerAccountPerDay: 1_000n,
  unitsPerDay: 240_000n,
  requires: 'nothing',
  minimumCoinsWei: 0n,
  priceMaxWei: 10n,
  depositWei: COIN,
};

describe('the places of open grants', () => {
  it('are taken from the poorest when all are taken, for more coins only', () => {
    const world = createSponsorWorld();
    world.fund(sam);
    for (let i = 0; i < MAX_GRANTS; i++) open(world, { depositWei: 5n + BigInt(i % 7) });
    world.fund(ben);
    expect(open(world, { depositWei: 5n }, ben)).toBe('sponsor/grants-full');
    const poorest = grantsOf(world)[0] as GrantView;
    expect(open(world, { depositWei: 6n }, ben)).toBeUndefined();
    expect(grantsOf(world)).toHaveLength(MAX_GRANTS);
    expect(grantsOf(world).map(({ id }) => id)).not.toContain(poorest.id);
    const { depositWei } = poorest;
    expect(world.takeEvents()).toContainEqual({
      name: 'sponsor.closed',
      fields: { grant: poorest.id, opener: sam, amountWei: depositWei },
    });
    world.checkInvariants();
  });

  it('are won back by who opened a displaced one, with all who joined it', () => {
    const world = createSponsorWorld();
    const displaced = opened(world, { requires: 'coins', minimumCoinsWei: 1n, depositWei: 1n });
    world.fund(ann);
    world.act(ann, 'SponsorJoin', { grant: displaced, series: 0n, invitation: '0x' });
    world.later(DAY_MS);
    for (let i = 0; i < MAX_GRANTS; i++) open(world, { depositWei: 5n, module: 'bank' });
    expect(refused(world)).toBe('sponsor/no-grant');
    const kept = world.query<GrantView>('sponsor', 'grant', { grant: displaced });
    expect(kept).toMatchObject({ isOpen: false, depositWei: 0n });
    const fill = (account: Address, amountWei: bigint) =>
      world.act(account, 'SponsorFill', { grant: displaced, amountWei });
    expect(fill(ann, COIN)).toBe('sponsor/grant-closed');
    expect(fill(sam, 5n)).toBe('sponsor/grants-full');
    expect(fill(sam, COIN)).toBeUndefined();
    expect(grantsOf(world)).toHaveLength(MAX_GRANTS);
    expect(offered(world).grant).toBe(displaced);
    world.checkInvariants();
    expect(world.act(sam, 'SponsorClose', { grant: displaced })).toBeUndefined();
    expect(fill(sam, COIN)).toBe('sponsor/unknown-grant');
    world.checkInvariants();
  });
});

function opened(world: SponsorWorld, terms: Partial<typeof TERMS> = {}): Hash {
  if (world.bank.balanceOf(sam) === 0n) world.fund(sam);
  const grant = grantIdOf(sam, world.nonceOf(sam));
  expect(open(world, terms)).toBeUndefined();
  return grant;
}

function open(world: SponsorWorld, terms: Partial<typeof TERMS> = {}, account = sam) {
  return world.act(account, 'SponsorOpenGrant', { ...TERMS, ...terms });
}

function requestOf(world: SponsorWorld, changes: Partial<FreeRequest>): FreeRequest {
  const base = { account: ann, module: 'qa', units: 1, basePriceWei: 10n, depositMaxWei: 0n };
  return { ...base, timestampMs: world.nowMs(), ...changes };
}

function offered(world: SponsorWorld, changes: Partial<FreeRequest> = {}): FreeOffer {
  return world.sponsors().offer(requestOf(world, changes));
}

function refused(world: SponsorWorld, changes: Partial<FreeRequest> = {}): string | undefined {
  return codeOf(() => offered(world, changes));
}

function grantsOf(world: SponsorWorld): GrantView[] {
  return world.query<GrantView[]>('sponsor', 'grants', { timestampMs: world.nowMs() });
}
