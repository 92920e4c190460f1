import { secp256k1 } from '@noble/curves/secp256k1.js';
import { privateKeyToAccount } from 'viem/accounts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CoinTransfer } from '../../../lib/chain/coin-transfer.ts';
import { COIN_EXITED, EXIT_ENDED, EXIT_STARTED } from '../../../lib/chain/inbox.ts';
import { bytesFromFrontier } from '../../../lib/core/append-tree.ts';
import { type Address, type Hex, hexFromBytes, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { MAX_LISTED_COINS, MAX_TRANSFERS_PER_COIN_BLOCK } from '../../../lib/core/module-limits.ts';
import { FRONTIER_KEY } from '../../../lib/modules/vault/keys.ts';
import type { CoinView, OwnedCoins } from '../../../lib/modules/vault/queries.ts';
import { alice, bob, carol, filled } from '../chain/fixtures.ts';
import {
  COIN_BLOCK_MS,
  CONTRACTS,
  createVaultWorld,
  depositOf,
  type VaultWorld,
} from './vault-world.ts';

const SLOT = 7n;
let world: VaultWorld;

beforeEach(() => {
  world = createVaultWorld();
  world.deliver(depositOf(SLOT, alice.account));
  world.takeEvents();
});

/** Alice's coin to Bob. */
function toBob(change: Partial<CoinTransfer> = {}): CoinTransfer {
  const { account: from } = alice;
  return { slot: SLOT, parent: 0n, from, to: bob.account, lastCoinBlock: 100n, ...change };
}

const coin = (slot = SLOT) => world.query<CoinView | null>('coin', { slot });
const coinsOf = (account: Address, page = 0n) =>
  world.query<OwnedCoins>('coinsOf', { account, page });

describe('a deposit into the Vault', () => {
  it('is a coin of its owner, with the birth that Ethereum gave it', () => {
    world.deliver(depositOf(9n, bob.account, { kind: 2, token: filled(20, 5), birth: 3n }));
    const asset = { kind: 2, token: filled(20, 5), value: 5n };
    const place = { owner: bob.account, birth: 3n, parent: 3n };
    expect(coin(9n)).toEqual({ slot: 9n, ...asset, ...place, openExits: 0n, isPending: false });
    expect(coinsOf(bob.account)).toEqual({ count: 1n, coins: [coin(9n)] });
    expect(world.takeEvents().map(({ name }) => name)).toEqual(['vault.deposited']);
    expect(world.query('newestSlot')).toBe(9n);
  });

  it('is refused when its slot does not follow the newest, and changes nothing', () => {
    world.deliver(depositOf(SLOT, bob.account), depositOf(SLOT - 1n, bob.account));
    expect(coin()?.owner).toBe(alice.account);
    expect(coinsOf(bob.account).count).toBe(0n);
    const reason = 'the slot does not follow the newest';
    expect(world.takeEvents()).toEqual([
      { name: 'vault.refused', fields: { index: 2n, reason } },
      { name: 'vault.refused', fields: { index: 3n, reason } },
    ]);
  });

  it('brings no coin back that has left', () => {
    world.deliver({ type: COIN_EXITED, slot: SLOT, exitId: 1n }, depositOf(SLOT, bob.account));
    expect(coin()).toBeNull();
  });
});

describe('a transfer', () => {
  it('gives the coin to its receiver, and is pending until its coin block closes', () => {
    const transfer = toBob();
    expect(world.submit(world.sign(alice, transfer))).toBeUndefined();
    expect(coin()).toMatchObject({ owner: bob.account, parent: 1n, isPending: true });
    expect(coinsOf(alice.account).count).toBe(0n);
    expect(world.query('pending', { slot: SLOT })).toMatchObject({ coinBlock: 1n });
    expect(world.query('leafRoot', { coinBlock: 1n })).toBeNull();
    world.checkInvariants();
    world.block();
    expect(coin()).toMatchObject({ owner: bob.account, parent: 1n, isPending: false });
    expect(world.query('pending', { slot: SLOT })).toBeNull();
    expect(world.header().count).toBe(1n);
    world.checkInvariants();
    const onwards = { ...toBob({ parent: 1n, from: bob.account, to: carol.account }) };
    expect(world.submit(world.sign(bob, onwards))).toBeUndefined();
    world.checkInvariants();
  });

  it('to oneself is one like any other', () => {
    expect(world.submit(world.sign(alice, toBob({ to: alice.account })))).toBeUndefined();
    world.block();
    expect(coin()).toMatchObject({ owner: alice.account, parent: 1n, birth: 0n });
    world.checkInvariants();
  });

  it('is refused by name, and leaves no trace', () => {
    world.deliver(depositOf(8n, alice.account), depositOf(9n, alice.account, { birth: 1n }));
    world.deliver({ type: EXIT_STARTED, slot: 8n, exitId: 1n });
    const refused: [string, Partial<CoinTransfer>][] = [
      ['vault/unknown-coin', { slot: 6n }],
      ['vault/coin-locked', { slot: 8n }],
      ['vault/birth-ahead', { slot: 9n, parent: 1n }],
      ['vault/wrong-parent', { parent: 1n }],
      ['vault/not-owner', { from: bob.account }],
      ['vault/wrong-recipient', { to: ZERO_ADDRESS }],
      ['vault/wrong-recipient', { to: CONTRACTS.vault }],
      ['vault/last-coin-block-passed', { lastCoinBlock: 0n }],
    ];
    const before = coin();
    for (const [code, change] of refused) {
      expect(world.submit(world.sign(alice, toBob(change))), code).toBe(code);
    }
    expect(coin()).toEqual(before);
    expect(world.dueMs()).toBeUndefined();
    expect(world.submit(world.sign(alice, toBob({ lastCoinBlock: 1n })))).toBeUndefined();
    const again = toBob({ parent: 1n, from: bob.account, to: carol.account });
    expect(world.submit(world.sign(bob, again))).toBe('vault/transfer-pending');
    expect(world.submit(world.sign(alice, toBob()))).toBe('vault/transfer-pending');
  });

  it('is refused on a chain without contracts', () => {
    const none = { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS };
    world = createVaultWorld(none);
    expect(world.submit(world.sign(alice, toBob()))).toBe('vault/no-contracts');
  });

  it('finds no room in a coin block that holds as many as one may', { timeout: 120_000 }, () => {
    const slots = Array.from(
      { length: MAX_TRANSFERS_PER_COIN_BLOCK + 1 },
      (_, i) => 8n + BigInt(i),
    );
    world.deliver(...slots.map((slot) => depositOf(slot, alice.account)));
    const last = slots.pop() as bigint;
    for (const slot of slots) expect(world.submitTrusted(toBob({ slot }))).toBeUndefined();
    expect(world.submitTrusted(toBob({ slot: last }))).toBe('vault/coin-block-full');
    const [closed] = world.block();
    expect(closed?.fields.transfers).toBe(BigInt(MAX_TRANSFERS_PER_COIN_BLOCK));
    expect(world.submitTrusted(toBob({ slot: last }))).toBeUndefined();
    expect(coinsOf(bob.account)).toMatchObject({ count: BigInt(slots.length + 1) });
    world.block(COIN_BLOCK_MS);
    world.checkInvariants();
  });

  it('ends with the last coin block that contracts accept', () => {
    const most = 2n ** 32n - 1n;
    const at = (count: bigint) =>
      world
        .store()
        .set(
          FRONTIER_KEY,
          bytesFromFrontier({ count, subtrees: Array.from({ length: 32 }, () => filled(32, 1)) }),
        );
    at(most);
    const transfer = toBob({ lastCoinBlock: 2n ** 64n - 1n });
    expect(world.submitTrusted(transfer)).toBe('vault/no-coin-blocks-left');
    at(most - 1n);
    expect(world.submitTrusted(transfer)).toBeUndefined();
  });
});

describe("the owner's signature", () => {
  const half = (signature: Hex) => signature.slice(2, 130);
  const withV = (signature: Hex, v: number): Hex =>
    `0x${half(signature)}${v.toString(16).padStart(2, '0')}`;

  it('is what a wallet makes by EIP-712', async () => {
    const account = privateKeyToAccount(hexFromBytes(alice.secretKey));
    const { slot, parent, from, to, lastCoinBlock } = toBob();
    const ownerSignature = await account.signTypedData({
      domain: {
        ...{ name: 'Vault', version: '1', verifyingContract: CONTRACTS.vault },
        chainId: world.genesis.ethereumChainId,
      },
      types: {
        CoinTransfer: [
          { name: 'slot', type: 'uint64' },
          { name: 'parent', type: 'uint64' },
          { name: 'from', type: 'address' },
          { name: 'to', type: 'address' },
          { name: 'lastCoinBlock', type: 'uint64' },
        ],
      },
      primaryType: 'CoinTransfer',
      message: { slot, parent, from, to, lastCoinBlock },
    });
    expect(world.submit({ ...toBob(), ownerSignature })).toBeUndefined();
  });

  it('is kept as contracts take it, with v of 27 or 28', () => {
    const fields = world.sign(alice, toBob());
    const v = Number.parseInt(fields.ownerSignature.slice(130), 16);
    const ownerSignature = withV(fields.ownerSignature, v - 27);
    expect(world.submit({ ...fields, ownerSignature })).toBeUndefined();
    const told = world.takeEvents().find(({ name }) => name === 'vault.transferred');
    expect(told?.fields.signature).toBe(fields.ownerSignature);
  });

  it.each(['0x1d', '0x02', '0x1a', '0xff'])('counts with no other v: %s', (v) => {
    const fields = world.sign(alice, toBob());
    const ownerSignature = withV(fields.ownerSignature, Number(v));
    expect(world.submit({ ...fields, ownerSignature })).toBe('vault/wrong-signature');
  });

  it('counts with low s only, and with nothing missing or added', () => {
    const fields = world.sign(alice, toBob());
    const { ownerSignature } = fields;
    const s = secp256k1.Point.CURVE().n - BigInt(`0x${ownerSignature.slice(66, 130)}`);
    const v = ownerSignature.endsWith('1b') ? '1c' : '1b';
    const high: Hex = `0x${ownerSignature.slice(2, 66)}${s.toString(16).padStart(64, '0')}${v}`;
    const wrong: Hex[] = [high, '0x', `0x${half(ownerSignature)}`, `${ownerSignature}00`];
    for (const signature of wrong) {
      const code = world.submit({ ...fields, ownerSignature: signature });
      expect(code).toBe('vault/wrong-signature');
    }
  });

  it('counts for this Vault, this Ethereum, this transfer and its owner alone', () => {
    const { domain } = world;
    const elsewhere = [
      world.sign(alice, toBob(), { ...domain, vault: CONTRACTS.gateway }),
      world.sign(alice, toBob(), { ...domain, ethereumChainId: 1n }),
      { ...world.sign(alice, toBob()), lastCoinBlock: 101n },
      { ...world.sign(alice, toBob()), to: carol.account },
      world.sign(bob, toBob()),
    ];
    for (const fields of elsewhere) expect(world.submit(fields)).toBe('vault/wrong-signature');
  });
});

describe('an exit on Ethereum', () => {
  const exit = (type: typeof EXIT_STARTED | typeof EXIT_ENDED | typeof COIN_EXITED, slot = SLOT) =>
    world.deliver({ type, slot, exitId: 1n });
  const send = () => world.submit(world.sign(alice, toBob()));

  it('locks the coin until the last one has ended', () => {
    exit(EXIT_STARTED);
    exit(EXIT_STARTED);
    exit(EXIT_ENDED);
    expect(coin()?.openExits).toBe(1n);
    expect(send()).toBe('vault/coin-locked');
    exit(EXIT_ENDED);
    expect(send()).toBeUndefined();
  });

  it('takes the coin away for good', () => {
    exit(EXIT_STARTED);
    exit(COIN_EXITED);
    expect(coin()).toBeNull();
    expect(coinsOf(alice.account)).toEqual({ count: 0n, coins: [] });
    expect(send()).toBe('vault/unknown-coin');
    world.checkInvariants();
  });

  it('leaves a transfer in the open coin block where it is', () => {
    send();
    exit(EXIT_STARTED);
    world.checkInvariants();
    exit(COIN_EXITED);
    world.checkInvariants();
    const [closed] = world.block();
    expect(closed).toMatchObject({ name: 'vault.coinBlockClosed', fields: { transfers: 1n } });
    expect(coinsOf(bob.account).count).toBe(0n);
    world.checkInvariants();
  });

  it('that no contract could tell of is refused, whatever the order', () => {
    exit(EXIT_ENDED);
    exit(EXIT_STARTED, 99n);
    exit(EXIT_ENDED, 99n);
    exit(COIN_EXITED, 99n);
    expect(coin()?.openExits).toBe(0n);
    exit(COIN_EXITED);
    exit(COIN_EXITED);
    exit(EXIT_ENDED);
    const names = world.takeEvents().map(({ name }) => name);
    const refused = Array.from({ length: 4 }, () => 'vault.refused');
    expect(names).toEqual([...refused, 'vault.exited', 'vault.refused', 'vault.refused']);
    world.checkInvariants();
  });
});

describe('coins of an account', () => {
  it('come in pages, however they come and go', () => {
    const slots = Array.from({ length: 2 * MAX_LISTED_COINS }, (_, i) => 8n + BigInt(i));
    world.deliver(...slots.map((slot) => depositOf(slot, alice.account)));
    expect(coinsOf(alice.account, 2n).coins.map(({ slot }) => slot)).toEqual([slots.at(-1)]);
    for (const slot of [8n, 70n, 135n]) world.submitTrusted(toBob({ slot }));
    expect(coinsOf(alice.account).count).toBe(BigInt(slots.length - 2));
    const pages = [0n, 1n, 2n].flatMap((page) => coinsOf(alice.account, page).coins);
    const left = [SLOT, ...slots].filter((slot) => ![8n, 70n, 135n].includes(slot));
    expect(pages.map(({ slot }) => slot).sort()).toEqual(left.sort());
    expect(coinsOf(alice.account, 3n).coins).toEqual([]);
    world.checkInvariants();
  });

  it('are asked for by an address and a number', () => {
    const malformed = expect.objectContaining({ code: 'query/malformed' });
    expect(() => world.query('coinsOf', {})).toThrow(malformed);
    expect(() => world.query('coinsOf', { account: alice.account, page: -1n })).toThrow(malformed);
    expect(() => world.query('coin', { slot: 5 })).toThrow(malformed);
    expect(() => world.query('coinBlockProof', { coinBlock: 2n ** 64n })).toThrow(malformed);
  });
});
