import { beforeEach, describe, expect, it } from 'vitest';
import { SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { hashOfHeader } from '../../../lib/chain/header.ts';
import { type Hash, type Hex, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  MAX_COIN_FILE_BLOCKS,
  MAX_COIN_FILE_BYTES,
  MAX_COIN_FILE_SIBLINGS,
  MAX_SECURED_TRANSFERS,
} from '../../../lib/core/module-limits.ts';
import type { CoinFile, FileTransfer, PinnedRoot } from '../../../lib/modules/vault/coin-file.ts';
import { verifyCoinFile, verifyTransfers } from '../../../lib/modules/vault/verify-coin-file.ts';
import { coinFileOf } from '../../../lib/node/coins/coin-file-of.ts';
import { coinFileFromText, textOfCoinFile } from '../../../lib/node/coins/coin-file-text.ts';
import { alice, bob, carol, type TestWallet } from '../chain/fixtures.ts';
import { type CoinWorld, createCoinWorld } from './support/coin-world.ts';

const OTHER = 1n;
const SLOT = 2n;
const BIRTH = 3n;

let world: CoinWorld;
let made: ReturnType<CoinWorld['store']>;
let pinned: Map<bigint, PinnedRoot>;

/** Ethereum accepts a header of all coin blocks so far. */
async function pin(): Promise<void> {
  const after = [...pinned.values()].at(-1)?.upTo ?? 0n;
  const index = BigInt(pinned.size);
  const header = world.pinnedHeader();
  pinned.set(index, { headerHash: hashOfHeader(header), after, upTo: header.coinCount });
  await made.store.pin({ index, coinsBefore: after, header });
}

/** A coin block, in which the coin moves if told, and the other one always. */
async function coinBlock(from?: TestWallet, to?: TestWallet): Promise<void> {
  if (from && to) expect(world.move(SLOT, from, to.account)).toBeUndefined();
  const isBobs = world.coin(OTHER)?.owner === bob.account;
  world.move(OTHER, isBobs ? bob : carol, isBobs ? carol.account : bob.account);
  await made.hear(world.block());
}

async function fileNow(): Promise<CoinFile> {
  const asset = { kind: 0, token: ZERO_ADDRESS, value: 5n } as const;
  const coin = { slot: SLOT, ...asset, depositor: alice.account, birth: BIRTH };
  const source = { genesis: world.genesis, store: made.store, history: made.history };
  return (await coinFileOf(source, coin, world.coin(SLOT)?.parent ?? 0n)).file;
}

/** Of a deposit, with more coin blocks after it than a file takes, and so many siblings in each. */
async function longFile(siblings: number): Promise<CoinFile> {
  const { coin } = await fileNow();
  const coinCount = BIRTH + BigInt(MAX_COIN_FILE_BLOCKS) + 1n;
  const header = world.pinnedHeader({ coinCount });
  const pinnedFor = async (n: bigint) =>
    n <= coinCount ? { index: 0n, coinsBefore: 0n, header } : undefined;
  const bitmap = (1n << BigInt(siblings)) - 1n;
  const proof = { bitmap, siblings: Array.from({ length: siblings }, () => ZERO_HASH) };
  const history = { ...made.history, slotProofAt: async () => proof };
  return (await coinFileOf({ genesis: world.genesis, store: { pinnedFor }, history }, coin, BIRTH))
    .file;
}

/** Born at 3; moves in 5, 6 and 8. Checkpoints have 3, 6 and 9. */
beforeEach(async () => {
  world = createCoinWorld();
  made = world.store({ keepsAll: true });
  pinned = new Map();
  world.deposit(OTHER, bob.account);
  for (let n = 1; n <= 3; n++) await coinBlock();
  await pin();
  world.deposit(SLOT, alice.account, BIRTH);
  await coinBlock();
  await coinBlock(alice, bob);
  await coinBlock(bob, carol);
  await pin();
  await coinBlock();
  await coinBlock(carol, alice);
  await coinBlock();
  await pin();
});

describe('the file of a coin', () => {
  it('proves who has the coin, and that nothing else happened to it', async () => {
    const file = await fileNow();
    expect(file.transfers.map((each) => each.coinBlock)).toEqual([5n, 6n, 8n]);
    expect(file.headers.map(({ checkpoint }) => checkpoint)).toEqual([1n, 2n]);
    expect(await verifyCoinFile(file, pinned)).toEqual({
      owner: alice.account,
      coinBlock: 8n,
      provenTo: 9n,
      isWhole: true,
      isTooLong: false,
    });
  });

  it('is the same after being written and read', async () => {
    const file = await fileNow();
    expect(coinFileFromText(textOfCoinFile(file))).toEqual(file);
  });

  it('is of a deposit alone, before any checkpoint', async () => {
    world.deposit(9n, bob.account, 9n);
    const coin = { ...(await fileNow()).coin, slot: 9n, depositor: bob.account, birth: 9n };
    const source = { genesis: world.genesis, store: made.store, history: made.history };
    const { file, coveredTo } = await coinFileOf(source, coin, 9n);
    expect([file.headers, coveredTo]).toEqual([[], 9n]);
    const whole = await verifyCoinFile(file, pinned);
    expect(whole).toMatchObject({ owner: bob.account, isWhole: true, provenTo: 9n });
  });

  it('waits for a checkpoint that covers the last transfer', async () => {
    await coinBlock(alice, bob);
    await expect(fileNow()).rejects.toMatchObject({ code: 'coins/not-covered' });
  });

  it('is not made of half a history', async () => {
    const source = world.store({ keepsAll: false });
    await source.store.pin({ index: 0n, coinsBefore: 3n, header: world.pinnedHeader() });
    const { coin } = await fileNow();
    const half = { genesis: world.genesis, ...source };
    const code = 'coins/history-missing';
    await expect(coinFileOf(half, coin, 8n)).rejects.toMatchObject({ code });
  });

  it('ends its absences where one is missing, and is good for an exit', async () => {
    const { coin } = await fileNow();
    const slotProofAt = async (slot: bigint, n: bigint) =>
      n === 7n ? undefined : made.history.slotProofAt(slot, n);
    const history = { ...made.history, slotProofAt };
    const source = { genesis: world.genesis, store: made.store, history };
    const { file } = await coinFileOf(source, coin, 8n);
    expect(file.absences).toHaveLength(1);
    const held = { owner: alice.account, coinBlock: 8n };
    expect(await verifyCoinFile(file, pinned)).toMatchObject({ ...held, isWhole: false });
  });

  it('has transfers alone, where nobody asks for more', async () => {
    const { coin } = await fileNow();
    const source = { genesis: world.genesis, store: made.store, history: made.history };
    const { file } = await coinFileOf(source, coin, 8n, { transfersOnly: true });
    expect([file.transfers.length, file.absences.length]).toEqual([3, 0]);
    const held = { owner: alice.account, coinBlock: 8n };
    expect(await verifyCoinFile(file, pinned)).toMatchObject({ ...held, isWhole: false });
  });

  it('of a coin that is older than any file can tell is good for an exit', async () => {
    const ten = await longFile(10);
    expect(ten.absences).toHaveLength(MAX_COIN_FILE_BLOCKS);
    expect(textOfCoinFile(ten).length).toBeLessThanOrEqual(MAX_COIN_FILE_BYTES);
    const all = await longFile(SLOT_DEPTH);
    expect(all.absences).toHaveLength(Math.floor(MAX_COIN_FILE_SIBLINGS / SLOT_DEPTH));
  }, 60_000);

  it('is still good for an exit where absences are missing', async () => {
    const file = { ...(await fileNow()), absences: [] };
    expect(await verifyTransfers(file, pinned)).toEqual({ owner: alice.account, coinBlock: 8n });
    expect(await verifyCoinFile(file, pinned)).toMatchObject({ isWhole: false, provenTo: 3n });
  });
});

describe('a false file', () => {
  const changed = (file: CoinFile, at: number, change: Partial<FileTransfer>): CoinFile => ({
    ...file,
    transfers: file.transfers.map((each, i) => (i === at ? { ...each, ...change } : each)),
  });
  const noProof = { bitmap: 0n, siblings: [] };
  const oddSignature = ({ transfers }: CoinFile): Hex => {
    const signature = transfers[2]?.signature ?? '0x';
    return `${signature.slice(0, -2)}${signature.endsWith('1b') ? '00' : '01'}` as Hex;
  };

  it.each<[string, (file: CoinFile) => CoinFile, string]>([
    ['another receiver', (f) => changed(f, 2, { to: bob.account }), 'wrong-signature'],
    [
      'a v that no contract takes',
      (f) => changed(f, 2, { signature: oddSignature(f) }),
      'wrong-signature',
    ],
    ['another sender', (f) => changed(f, 1, { from: carol.account }), 'wrong-transfer'],
    ['another parent', (f) => changed(f, 1, { parent: 4n }), 'wrong-transfer'],
    ['the Vault as receiver', (f) => changed(f, 2, { to: f.vault }), 'wrong-transfer'],
    ['a passed last coin block', (f) => changed(f, 2, { lastCoinBlock: 7n }), 'wrong-transfer'],
    ['a later coin block', (f) => changed(f, 2, { coinBlock: 9n }), 'not-included'],
    ['a coin block of no checkpoint', (f) => changed(f, 2, { coinBlock: 10n }), 'not-pinned'],
    ['an earlier checkpoint', (f) => changed(f, 2, { checkpoint: 1n }), 'not-pinned'],
    ['a checkpoint without a header', (f) => changed(f, 2, { checkpoint: 0n }), 'not-pinned'],
    ['no proof of the slot', (f) => changed(f, 0, { slotProof: noProof }), 'not-included'],
    ['no proof of the coin block', (f) => changed(f, 0, { blockProof: noProof }), 'not-included'],
    [
      'another depositor',
      (f) => ({ ...f, coin: { ...f.coin, depositor: bob.account } }),
      'wrong-transfer',
    ],
    ['an earlier birth', (f) => ({ ...f, coin: { ...f.coin, birth: 2n } }), 'wrong-transfer'],
    ['another slot', (f) => ({ ...f, coin: { ...f.coin, slot: 3n } }), 'wrong-signature'],
    ['another chain', (f) => ({ ...f, ethereumChainId: 1n }), 'wrong-signature'],
    ['another beginning', (f) => ({ ...f, before: f.before.slice(1) }), 'other-history'],
    ['a missing header', (f) => ({ ...f, headers: f.headers.slice(1), transfers: [] }), 'gap'],
    [
      'a proof of something else',
      (f) => ({ ...f, absences: [noProof, ...f.absences] }),
      'other-history',
    ],
  ])('is found out: %s', async (_, lie, reason) => {
    const file = lie(await fileNow());
    const code = `coin-file/${reason}`;
    await expect(verifyCoinFile(file, pinned)).rejects.toMatchObject({ code });
  });

  it('proves nothing from where it hides a transfer', async () => {
    const file = await fileNow();
    const hidden = { ...file, transfers: file.transfers.slice(0, 2) };
    expect(await verifyCoinFile(hidden, pinned)).toMatchObject({ isWhole: false, provenTo: 6n });
    const [absence] = file.absences.slice(-1);
    if (absence) Object.assign(hidden, { absences: [...file.absences, absence] });
    const code = 'coin-file/other-history';
    await expect(verifyCoinFile(hidden, pinned)).rejects.toMatchObject({ code });
  });

  it('is found out by a header that Ethereum does not hold', async () => {
    const headerHash: Hash = `0x${'77'.repeat(32)}`;
    const lies = new Map(pinned).set(2n, { headerHash, after: 6n, upTo: 9n });
    const code = 'coin-file/wrong-header';
    await expect(verifyCoinFile(await fileNow(), lies)).rejects.toMatchObject({ code });
    lies.delete(2n);
    const unknown = 'coin-file/not-pinned';
    await expect(verifyCoinFile(await fileNow(), lies)).rejects.toMatchObject({ code: unknown });
  });

  it('is not accepted as secured with more transfers than a walk is worth', async () => {
    const file = await fileNow();
    const [first] = file.transfers as [FileTransfer];
    const transfers = Array.from({ length: MAX_SECURED_TRANSFERS + 1 }, () => first);
    expect((await verifyCoinFile(file, pinned)).isTooLong).toBe(false);
    await expect(verifyCoinFile({ ...file, transfers }, pinned)).rejects.toThrow();
  });
});

describe('a text', () => {
  it.each([
    ['nothing', '', 'not-json'],
    ['half a file', '{"format": "weft-coin", "ver', 'not-json'],
    ['something else', '[]', 'other-format'],
    ['another format', '{"format":"other"}', 'other-format'],
    ['null', 'null', 'other-format'],
    ['a later version', '{"format":"weft-coin","version":2}', 'newer-version'],
    ['a version that is none', '{"format":"weft-coin","version":"1"}', 'malformed'],
    ['fields that are missing', '{"format":"weft-coin","version":1}', 'malformed'],
    ['more than any file has', ' '.repeat(MAX_COIN_FILE_BYTES + 1), 'too-large'],
  ])('is refused: %s', (_, text, reason) => {
    const code = `coin-file/${reason}`;
    expect(() => coinFileFromText(text)).toThrow(expect.objectContaining({ code }));
  });

  it.each<[string, RegExp, string]>([
    ['an integer with a sign', /"slot": "2"/, '"slot": "-2"'],
    ['an integer with a leading zero', /"slot": "2"/, '"slot": "02"'],
    ['an integer that is a number', /"slot": "2"/, '"slot": 2'],
    ['an integer of 65 bits', /"slot": "2"/, `"slot": "${2n ** 64n}"`],
    ['a birth that no checkpoint can have', /"birth": "3"/, `"birth": "${2n ** 32n}"`],
    ['a kind of no asset', /"kind": 0/, '"kind": 3'],
    ['a short address', /"vault": "0x../, '"vault": "0x'],
    [
      'a checkpoint twice',
      /"checkpoint": "2",\n {6}"header"/,
      '"checkpoint": "1",\n      "header"',
    ],
    ['a field more', /"kind": 0/, '"kind": 0, "more": 1'],
    [
      'a proof with a sibling too many',
      /"slotProof": "0x[0-9a-f]{16}/,
      `"slotProof": "0x${'0'.repeat(16)}`,
    ],
    ['a sibling beyond the depth', /"blockProof": "0x0{8}/, '"blockProof": "0x00000001'],
  ])('is refused for %s', async (_, from, to) => {
    const text = textOfCoinFile(await fileNow());
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const code = 'coin-file/malformed';
    expect(() => coinFileFromText(changed)).toThrow(expect.objectContaining({ code }));
  });
});
