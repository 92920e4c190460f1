import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOUNDARY_ACCEPTED, GATEWAY_DEPOSITED, TOKEN_SEEN } from '../../../lib/chain/inbox.ts';
import { DEPOSIT_ACCOUNT } from '../../../lib/chain/keyless-accounts.ts';
import {
  ASSET_ERC20,
  ASSET_ERC721,
  ASSET_ETH,
  type AssetKind,
  leafOfWithdrawal,
  OUTBOX_DEPTH,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import { type Address, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { rootFromLeaves, rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import { plainText } from '../../../lib/modules/bridge/plain-text.ts';
import {
  countWithdrawalsAt,
  createClaimProver,
} from '../../../lib/modules/bridge/prove-withdrawal.ts';
import type { Page, RefusedView, TokenView } from '../../../lib/modules/bridge/queries.ts';
import type { RecordedWithdrawal } from '../../../lib/modules/bridge/withdrawals.ts';
import { modules } from '../../../lib/modules/index.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import { COIN, filled, testGenesis } from '../chain/fixtures.ts';
import {
  ALICE,
  BOB,
  COLLECTION,
  createBridgeWorld,
  DEPOSITOR,
  GATEWAY,
  RECEIVER,
  TOKEN,
  withdrawWith,
} from './bridge-world.ts';

describe('a deposit', () => {
  it('is credited in its own asset', () => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 5n * COIN);
    world.deposit(ALICE, 70n);
    world.depositNft(BOB, 9n);
    expect(world.bank().balanceOf(ALICE)).toBe(5n * COIN);
    expect(world.bank().balanceOf(ALICE, TOKEN)).toBe(70n);
    expect(world.bank().ownerOf(COLLECTION, 9n)).toBe(BOB);
    expect(world.root()).toBe(ZERO_HASH);
    world.check();
  });

  it.each<[string, Address]>([
    ['no-recipient', ZERO_ADDRESS],
    ['keyless-recipient', STAKE_ACCOUNT],
    ['keyless-recipient', BURN_ACCOUNT],
    ['keyless-recipient', DEPOSIT_ACCOUNT],
  ])('is refused for %s and goes back to who sent it (%s)', (reason, to) => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 1n);
    const inboxIndex = world.deposit(to, 70n);
    const kind: AssetKind = ASSET_ERC20;
    const back = { index: 0n, kind, token: TOKEN, to: DEPOSITOR, value: 70n };
    expect(world.query<RefusedView>('refusedDeposit', { inboxIndex })).toMatchObject({
      ...{ inboxIndex, reason, to },
      withdrawal: { ...back, from: ZERO_ADDRESS, height: 1n },
    });
    expect(world.query('refusedDeposit', { inboxIndex: 1n })).toBeNull();
    expect(world.root()).toBe(rootFromLeaves(new Map([[0n, leafOfWithdrawal(back)]]), 32));
    expect(world.bank().balanceOf(to, TOKEN)).toBe(0n);
    world.check();
  });

  it.each([DEPOSIT_ACCOUNT, ...modules.flatMap((each) => each.keylessAccounts ?? [])])(
    'and a withdrawal are refused to %s, for which no key signs',
    (to) => {
      const world = createBridgeWorld(undefined, modules);
      world.depositEth(to, 5n);
      expect(world.query<Page<RefusedView>>('refused').items[0]?.reason).toBe('keyless-recipient');
      expect(world.bank().balanceOf(to)).toBe(0n);
      world.depositEth(ALICE, 5n);
      expect(withdrawWith(world, ALICE, to).eth(5n)).toBe('bridge/keyless-recipient');
      expect(world.bank().balanceOf(ALICE)).toBe(5n);
      world.check();
    },
  );

  it('of an id that is here already is refused, and can come back once it left', () => {
    const world = createBridgeWorld();
    world.depositNft(ALICE, 9n);
    world.depositNft(BOB, 9n);
    expect(world.query<Page<RefusedView>>('refused').items[0]?.reason).toBe('token-exists');
    expect(withdrawWith(world, ALICE).nfts([9n])).toBeUndefined();
    world.depositNft(BOB, 9n);
    expect(world.bank().ownerOf(COLLECTION, 9n)).toBe(BOB);
    world.check();
  });

  it('of another kind than its token is refused', () => {
    const world = createBridgeWorld();
    world.deposit(ALICE, 5n);
    world.depositNft(ALICE, 5n, TOKEN);
    world.deposit(ALICE, 5n, ZERO_ADDRESS);
    world.happen({
      ...{ type: GATEWAY_DEPOSITED, kind: ASSET_ETH, token: TOKEN, from: DEPOSITOR },
      ...{ to: ALICE, value: 5n },
    });
    const { items } = world.query<Page<RefusedView>>('refused');
    expect(items.map(({ reason }) => reason)).toEqual(['wrong-kind', 'wrong-kind', 'wrong-kind']);
    world.check();
  });

  it('that no word of 256 bits counts is refused', () => {
    const world = createBridgeWorld();
    world.deposit(ALICE, 2n ** 256n - 1n);
    world.deposit(BOB, 1n);
    world.deposit(BOB, 2n ** 256n - 1n);
    expect(world.query<{ refused: number }>('counts').refused).toBe(2);
    expect(world.bank().balanceOf(BOB, TOKEN)).toBe(0n);
    world.check();
  });

  it('of more coins than stake can count as power is refused', () => {
    const { parameters, committee } = testGenesis();
    const world = createBridgeWorld({ parameters: { ...parameters, powerUnitWei: 3n } });
    const power = committee.reduce((sum, member) => sum + member.power, 0n);
    const most = (2n ** 64n - power) * 3n - 1n;
    world.depositEth(ALICE, most + 1n);
    world.depositEth(ALICE, most);
    world.depositEth(ALICE, 1n);
    expect(world.bank().balanceOf(ALICE)).toBe(most);
    expect(world.query<{ refused: number }>('counts').refused).toBe(2);
    world.check();
  });

  it('is told by one event, credited or refused', () => {
    const world = createBridgeWorld();
    for (const to of [ALICE, ZERO_ADDRESS]) world.depositEth(to, 1n);
    world.depositNft(ALICE, 1n);
    expect(world.takeEvents().map(({ name }) => name)).toEqual([
      'bank.issued',
      'bridge.refused',
      'bank.issuedNft',
    ]);
  });
});

describe('a withdrawal', () => {
  it('burns and appends a leaf for each amount and each token', () => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 5n);
    world.deposit(ALICE, 70n);
    for (const id of [1n, 2n, 3n]) world.depositNft(ALICE, id);
    world.nextBlock();
    const withdraw = withdrawWith(world, ALICE);
    expect([withdraw.eth(2n), withdraw.token(70n), withdraw.nfts([3n, 1n])]).toEqual(
      Array(3).fill(undefined),
    );
    const to = RECEIVER;
    const items: Omit<Withdrawal, 'index'>[] = [
      { kind: ASSET_ETH, token: ZERO_ADDRESS, to, value: 2n },
      { kind: ASSET_ERC20, token: TOKEN, to, value: 70n },
      { kind: ASSET_ERC721, token: COLLECTION, to, value: 3n },
      { kind: ASSET_ERC721, token: COLLECTION, to, value: 1n },
    ];
    const expected = items.map((each, i) => ({ ...each, index: BigInt(i) }));
    for (const each of expected) {
      expect(world.query('withdrawal', { index: each.index })).toEqual({
        ...each,
        ...{ from: ALICE, height: 2n },
      });
    }
    const leaves = new Map(expected.map((each) => [each.index, leafOfWithdrawal(each)]));
    expect(world.root()).toBe(rootFromLeaves(leaves, OUTBOX_DEPTH));
    expect(world.bank().assetOf(TOKEN)?.supply).toBe(0n);
    expect(world.bank().ownerOf(COLLECTION, 1n)).toBeUndefined();
    expect(world.bank().ownerOf(COLLECTION, 2n)).toBe(ALICE);
    world.check();
  });

  it('is refused by name', () => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 5n);
    world.deposit(ALICE, 5n);
    world.depositNft(ALICE, 5n);
    const before = world.root();
    const withdraw = withdrawWith(world, ALICE);
    expect(withdrawWith(world, ALICE, ZERO_ADDRESS).eth(1n)).toBe('bridge/no-recipient');
    expect(withdrawWith(world, ALICE, GATEWAY).nfts([5n])).toBe('bridge/to-gateway');
    expect(withdraw.eth(0n)).toBe('bridge/zero-amount');
    expect(withdraw.token(0n)).toBe('bridge/zero-amount');
    expect(withdraw.nfts([])).toBe('bridge/no-tokens');
    expect(withdraw.token(1n, ZERO_ADDRESS)).toBe('bridge/not-a-token');
    expect(withdraw.token(1n, filled(20, 0x99))).toBe('bridge/unknown-token');
    expect(withdraw.token(5n, COLLECTION)).toBe('bridge/unknown-token');
    expect(withdraw.nfts([5n], TOKEN)).toBe('bridge/unknown-token');
    expect(withdraw.eth(6n)).toBe('bank/insufficient-balance');
    expect(withdraw.nfts([5n, 5n])).toBe('bank/not-owner');
    expect(withdrawWith(world, BOB).nfts([5n])).toBe('bank/not-owner');
    expect(world.root()).toBe(before);
    world.check();
  });

  it('is not possible on a chain without contracts, which learns nothing either', () => {
    const contracts = testGenesis().contracts;
    const allocations = [{ account: ALICE, amountWei: COIN }];
    const world = createBridgeWorld({ contracts, allocations });
    world.depositEth(BOB, 5n);
    expect(world.bank().balanceOf(BOB)).toBe(0n);
    expect(withdrawWith(world, ALICE).eth(1n)).toBe('bridge/no-contracts');
    world.check();
  });

  it('is found by who burnt it and by who gets it, newest first', () => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 100n);
    world.depositEth(BOB, 100n);
    withdrawWith(world, ALICE).eth(1n);
    withdrawWith(world, BOB).eth(2n);
    withdrawWith(world, BOB, ALICE).eth(3n);
    const valuesOf = (account: Address) =>
      world
        .query<Page<RecordedWithdrawal>>('withdrawals', { account })
        .items.map(({ value }) => value);
    expect(valuesOf(ALICE)).toEqual([3n, 1n]);
    expect(valuesOf(BOB)).toEqual([3n, 2n]);
    expect(valuesOf(RECEIVER)).toEqual([2n, 1n]);
    const part = world.query<Page<RecordedWithdrawal>>('withdrawals', { account: BOB, before: 2n });
    expect(part.items.map(({ value }) => value)).toEqual([2n]);
  });

  it('is proven against the header of any height that stands for it', () => {
    const world = createBridgeWorld();
    world.depositEth(ALICE, 1_000n);
    const roots = new Map([[1n, world.root()]]);
    for (let n = 1n; n <= 40n; n++) {
      const height = world.nextBlock();
      for (let i = 0n; i < n % 3n; i++) withdrawWith(world, ALICE).eth(n);
      roots.set(height, world.root());
    }
    const context = { store: world.store() };
    for (const [height, root] of roots) {
      const prove = createClaimProver(context, height);
      const count = countWithdrawalsAt(context, height);
      for (let index = 0n; index < count; index += 5n) {
        const { withdrawal, proof } = prove(index);
        const leaf = leafOfWithdrawal(withdrawal);
        expect(rootFromProof(leaf, index, OUTBOX_DEPTH, proof)).toBe(root);
      }
      expect(() => prove(BigInt(count))).toThrow('stands for it');
    }
    const claims = world.query('claims', { indexes: [7n, 3n], height: 20n });
    expect(claims).toEqual([7n, 3n].map(createClaimProver(context, 20n)));
    const tooEarly = () => world.query('claims', { indexes: [7n], height: 2n });
    expect(tooEarly).toThrow(expect.objectContaining({ code: 'query/malformed' }));
  });
});

describe('what is known of tokens', () => {
  it('is what they say of themselves, without what nobody sees', () => {
    const world = createBridgeWorld();
    world.see(TOKEN, 'Fine\u202e \u0007Coin\u200b');
    expect(world.query('token', { token: TOKEN })).toEqual({
      ...{ token: TOKEN, kind: ASSET_ERC20, decimals: 6, name: 'Fine Coin', symbol: 'T' },
    });
    expect(world.query('token', { token: COLLECTION })).toBeNull();
    world.see(COLLECTION, Uint8Array.of(0xff, 0x41, 0xe2, 0x82));
    const { items } = world.query<Page<TokenView>>('tokens');
    expect(items.map(({ name }) => name)).toEqual(['A', 'Fine Coin']);
  });

  it('is what the Gateway took in, whatever a token tells others', () => {
    const world = createBridgeWorld();
    world.see(TOKEN, 'First');
    world.see(TOKEN, 'Second');
    world.deposit(ALICE, 1n);
    const lie = { type: TOKEN_SEEN, token: TOKEN, kind: ASSET_ERC721, decimals: 0 } as const;
    world.happen({ ...lie, name: new Uint8Array(0), symbol: new Uint8Array(0) });
    expect(world.query('token', { token: TOKEN })).toMatchObject({
      ...{ kind: ASSET_ERC20, name: 'Second' },
    });
    world.check();
  });

  it('is text of at most 32 characters whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (name) => {
        const text = plainText(name);
        expect([...text].length).toBeLessThanOrEqual(32);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('the newest epoch that Ethereum accepted', () => {
  it('is kept, and never an older one', () => {
    const world = createBridgeWorld();
    expect(world.query('counts')).toEqual({ withdrawals: 0, refused: 0, tokens: 0 });
    for (const epoch of [1n, 3n, 2n]) world.happen({ type: BOUNDARY_ACCEPTED, epoch });
    expect(world.query('counts')).toMatchObject({ acceptedEpoch: 3n });
  });
});
