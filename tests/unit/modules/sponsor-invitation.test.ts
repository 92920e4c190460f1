import { describe, expect, it } from 'vitest';
import { hashOfGenesis } from '../../../lib/chain/genesis.ts';
import type { FreeRequest } from '../../../lib/chain/module.ts';
import type { Address, Hash, Hex } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { recoverAddress } from '../../../lib/core/secp256k1.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { digestOfInvitation, invitationText } from '../../../lib/modules/sponsor/invitation.ts';
import { grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import { joinMessage } from '../../../lib/modules/sponsor/messages.ts';
import type { GrantView } from '../../../lib/modules/sponsor/queries.ts';
import { COIN, filled, signDigest, testWallet } from '../chain/fixtures.ts';
import {
  accountOf,
  codeOf,
  createSponsorWorld,
  DAY_MS,
  type SponsorWorld,
} from './sponsor-world.ts';

const sponsor = testWallet('sponsor');
const ann = accountOf('ann');
const ben = accountOf('ben');

describe('an invitation', () => {
  it('is a text that any wallet signs, about one account, grant, series and chain', () => {
    const invitation = {
      genesisHash: filled(32, 7),
      grant: filled(32, 8),
      series: 3n,
      account: ann,
    };
    const text = invitationText(invitation);
    for (const part of [ann, filled(32, 7), filled(32, 8), 'Series: 3']) {
      expect(text).toContain(part);
    }
    const bytes = bytesFromText(text);
    const signed = `\x19Ethereum Signed Message:\n${bytes.length}${text}`;
    expect(digestOfInvitation(invitation)).toBe(keccakHex(bytesFromText(signed)));
  });

  it('lets its account in, for ever until the sponsor ends the series', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    expect(asked(world, ann)).toBe('sponsor/not-invited');
    expect(join(world, grant, ann)).toBeUndefined();
    expect(asked(world, ann)).toBeUndefined();
    expect(join(world, grant, ann)).toBe('sponsor/already-joined');
    world.later(100 * DAY_MS);
    expect(asked(world, ann)).toBeUndefined();
    const joined = { account: ann, grant };
    expect(world.query('sponsor', 'joined', joined)).toEqual({
      atMs: world.nowMs() - 100 * DAY_MS,
    });

    expect(world.act(ann, 'SponsorEndInvitations', { grant })).toBe('sponsor/not-opener');
    expect(world.act(sponsor.account, 'SponsorEndInvitations', { grant })).toBeUndefined();
    expect(asked(world, ann)).toBe('sponsor/not-invited');
    expect(world.query('sponsor', 'joined', joined)).toBeNull();
    expect(join(world, grant, ann)).toBe('sponsor/not-invited');
    expect(join(world, grant, ann, { series: 1n })).toBeUndefined();
    expect(asked(world, ann)).toBeUndefined();
    world.checkInvariants();
  });

  it('is good for nobody and nothing else', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    const other = opened(world);
    const wrong: Partial<Parameters<typeof invite>[1]>[] = [
      { account: ben },
      { grant: other },
      { series: 1n },
      { genesisHash: filled(32, 9) },
    ];
    for (const changes of wrong) {
      const invitation = invite(world, { grant, account: ann, series: 0n, ...changes });
      expect(join(world, grant, ann, { invitation })).toBe('sponsor/not-invited');
    }
    const byAnn = invite(world, { grant, account: ann, series: 0n, wallet: testWallet('ann') });
    expect(join(world, grant, ann, { invitation: byAnn })).toBe('sponsor/not-invited');
    expect(join(world, grant, ann, { invitation: '0x' })).toBe('sponsor/not-invited');
    expect(join(world, filled(32, 1), ann)).toBe('sponsor/unknown-grant');
    for (const invitation of ['0x00', filled(65, 0), filled(64, 1)] as Hex[]) {
      const fields = { grant, series: 0n, invitation };
      expect(codeOf(() => joinMessage.validate(fields))).toBe('sponsor/malformed-invitation');
    }
  });

  it('is free to use, once, and nothing that only looks like one is', () => {
    const world = createSponsorWorld();
    const grant = opened(world);
    const action = (changes: object) => ({
      module: 'sponsor',
      action: {
        primaryType: 'SponsorJoin',
        fields: { grant, series: 0n, invitation: '0x' as const },
        cosigner: sponsor.account,
        ...changes,
      },
    });
    const offer = world.sponsors().offer(requestOf(world, ann, action({})));
    expect(offer).toMatchObject({ grant });
    const refused: object[] = [
      { cosigner: ann },
      { cosigner: undefined },
      { fields: { grant, series: 1n, invitation: '0x' } },
    ];
    for (const changes of refused) {
      expect(asked(world, ann, action(changes))).toBe('sponsor/not-invited');
    }
    const unknown = { fields: { grant: filled(32, 1), series: 0n, invitation: '0x' } };
    expect(asked(world, ann, action(unknown))).toBe('sponsor/no-grant');
    expect(asked(world, ann, action({ primaryType: 'SponsorFill' }))).toBe('sponsor/no-grant');
    expect(join(world, grant, ann)).toBeUndefined();
    expect(asked(world, ann, action({}))).toBe('sponsor/not-invited');
    expect(asked(world, ann, { ...action({}), module: 'qa' })).toBe('sponsor/not-invited');
  });

  it('means nothing to a grant that requires nothing', () => {
    const world = createSponsorWorld();
    const grant = opened(world, { requires: 'nothing' });
    expect(join(world, grant, ann)).toBe('sponsor/nothing-to-join');
    expect(asked(world, ann)).toBeUndefined();
  });
});

describe('a grant that requires coins', () => {
  const terms = { requires: 'coins', minimumCoinsWei: COIN };

  it('lets in who has held them for a day, and still does', () => {
    const world = createSponsorWorld();
    const grant = opened(world, terms);
    const joining = () => join(world, grant, ann, { invitation: '0x' });
    expect(joining()).toBe('sponsor/needs-coins');
    world.fund(ann, COIN);
    expect(asked(world, ann)).toBe('sponsor/needs-coins');
    expect(joining()).toBeUndefined();
    expect(asked(world, ann)).toBe('sponsor/needs-coins');
    world.later(DAY_MS - 1);
    expect(asked(world, ann)).toBe('sponsor/needs-coins');
    world.later(1);
    expect(asked(world, ann)).toBeUndefined();
    expect(joining()).toBe('sponsor/already-joined');
    world.bank.transfer(ann, ben, 1n);
    expect(asked(world, ann)).toBe('sponsor/needs-coins');
    world.bank.transfer(ben, ann, 1n);
    expect(asked(world, ann)).toBeUndefined();
    expect(world.act(sponsor.account, 'SponsorEndInvitations', { grant })).toBeUndefined();
    expect(asked(world, ann)).toBe('sponsor/needs-coins');
    world.checkInvariants();
  });

  it('is never free to join: who joins has coins', () => {
    const world = createSponsorWorld();
    const grant = opened(world, terms);
    world.fund(ann, COIN);
    const fields = { grant, series: 0n, invitation: '0x' as const };
    const action = { primaryType: 'SponsorJoin', fields, cosigner: sponsor.account };
    expect(asked(world, ann, { module: 'sponsor', action })).toBe('sponsor/not-invited');
  });
});

function opened(world: SponsorWorld, terms: object = {}): Hash {
  world.fund(sponsor.account);
  const grant = grantIdOf(sponsor.account, world.nonceOf(sponsor.account));
  const budgets = { unitsPerAccountPerDay: 1_000n, unitsPerDay: 240_000n, priceMaxWei: 10n };
  const requires = { requires: 'invitation', minimumCoinsWei: 0n, ...terms };
  const fields = { module: 'qa', ...budgets, ...requires, depositWei: COIN };
  expect(world.act(sponsor.account, 'SponsorOpenGrant', fields)).toBeUndefined();
  const views = world.query<GrantView[]>('sponsor', 'grants');
  expect(views.map(({ id }) => id)).toContain(grant);
  return grant;
}

interface Invited {
  grant: Hash;
  account: Address;
  series: bigint;
  genesisHash?: Hash;
  wallet?: ReturnType<typeof testWallet>;
}

function invite(world: SponsorWorld, { wallet = sponsor, ...invited }: Invited): Hex {
  const genesisHash = hashOfGenesis(world.genesis);
  return signDigest(wallet, digestOfInvitation({ genesisHash, ...invited }));
}

/** With the signature recovered as before execution. */
function join(
  world: SponsorWorld,
  grant: Hash,
  account: Address,
  { series = 0n, invitation }: { series?: bigint; invitation?: Hex } = {},
): string | undefined {
  const signature = invitation ?? invite(world, { grant, account, series });
  const fields = { grant, series, invitation: signature };
  const claim = joinMessage.cosignature?.(fields, world.genesis, account);
  const cosigner = claim && recoverAddress(claim.digest, claim.signature);
  return world.act(account, 'SponsorJoin', fields, cosigner);
}

function requestOf(
  world: SponsorWorld,
  account: Address,
  changes: Partial<FreeRequest> = {},
): FreeRequest {
  const base = { module: 'qa', units: 1, basePriceWei: 1n, depositMaxWei: 0n };
  return { account, ...base, timestampMs: world.nowMs(), ...changes };
}

function asked(world: SponsorWorld, account: Address, changes: Partial<FreeRequest> = {}) {
  return codeOf(() => world.sponsors().offer(requestOf(world, account, changes)));
}
