import fc from 'fast-check';
import type { Block, Body } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { HEADER_VERSION, type Header } from '../../../lib/chain/header.ts';
import {
  BOUNDARY_ACCEPTED,
  COIN_EXITED,
  EXIT_ENDED,
  EXIT_STARTED,
  GATEWAY_DEPOSITED,
  type InboxEvent,
  TOKEN_SEEN,
  VAULT_DEPOSITED,
} from '../../../lib/chain/inbox.ts';
import type { EventFields, EventValue } from '../../../lib/chain/module.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH } from '../../../lib/chain/outbox.ts';
import type { Receipt } from '../../../lib/chain/receipt.ts';
import type { StateDiff } from '../../../lib/chain/state-diff.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import type { Transaction } from '../../../lib/chain/transaction.ts';
import { type Hex, hexFromBytes, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';

export const bytesOfLength = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length });
export const hexOfLength = (length: number) => bytesOfLength(length).map(hexFromBytes);
export const anyHex = (maxLength: number) => fc.uint8Array({ maxLength }).map(hexFromBytes);
export const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
export const u256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
export const timeMs = fc.maxSafeNat();
/** Text that has UTF-8: no lone surrogates. */
export const text = fc.string({ unit: 'grapheme', maxLength: 40 });

export const header: fc.Arbitrary<Header> = fc.record({
  version: fc.constant(HEADER_VERSION),
  genesisHash: hexOfLength(32),
  epoch: u64,
  view: u64,
  height: u64,
  parentHash: hexOfLength(32),
  timestampMs: timeMs,
  proposer: hexOfLength(20),
  bodyRoot: hexOfLength(32),
  stateRoot: hexOfLength(32),
  outboxRoot: hexOfLength(32),
  coinRoot: hexOfLength(32),
  coinCount: u64,
  inboxCount: u64,
  inboxHash: hexOfLength(32),
  mix: hexOfLength(32),
  nextCommitteeHash: hexOfLength(32),
});

export const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(NOTARIZE, FINALIZE),
    epoch: u64,
    view: u64,
    digest: hexOfLength(32).filter((digest) => digest !== ZERO_HASH),
  }),
  fc.record({
    kind: fc.constant(NULLIFY),
    epoch: u64,
    view: u64,
    digest: fc.constant(ZERO_HASH),
  }),
);

export const certificate: fc.Arbitrary<Certificate> = fc.record({
  statement,
  signers: anyHex(13),
  signature: hexOfLength(96),
});

const address = hexOfLength(20);
const tokenText = fc.uint8Array({ maxLength: 32 });
export const assetKind = fc.constantFrom(ASSET_ETH, ASSET_ERC20, ASSET_ERC721);

export const inboxEvent: fc.Arbitrary<InboxEvent> = fc.oneof(
  fc.record({ type: fc.constant(BOUNDARY_ACCEPTED), epoch: u64 }),
  fc.record({
    ...{ type: fc.constant(TOKEN_SEEN), token: address, kind: assetKind },
    ...{ decimals: fc.nat(255), name: tokenText, symbol: tokenText },
  }),
  fc.record({
    ...{ type: fc.constant(GATEWAY_DEPOSITED), kind: assetKind, token: address },
    ...{ from: address, to: address, value: u256 },
  }),
  fc.record({
    ...{ type: fc.constant(VAULT_DEPOSITED), slot: u64, kind: assetKind, token: address },
    ...{ owner: address, value: u256, birth: u64 },
  }),
  fc.record({
    type: fc.constantFrom(EXIT_STARTED, EXIT_ENDED, COIN_EXITED),
    slot: u64,
    exitId: u256,
  }),
);

export const body: fc.Arbitrary<Body> = fc.record(
  {
    parentCertificate: certificate,
    reveal: hexOfLength(96),
    inbox: fc.array(inboxEvent, { maxLength: 3 }),
    evidence: fc.array(fc.record({ first: certificate, second: certificate }), { maxLength: 4 }),
    transactions: fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 5 }),
    receiptsRoot: hexOfLength(32),
  },
  { requiredKeys: ['reveal', 'inbox', 'evidence', 'transactions', 'receiptsRoot'] },
);

export const block: fc.Arbitrary<Block> = fc.record({ header, body });

const member = fc.record({
  account: hexOfLength(20),
  blsKey: hexOfLength(48),
  networkKey: hexOfLength(32),
  power: fc.bigInt({ min: 1n, max: 2n ** 60n }),
});

const byAccount = <T extends { account: Hex }>(items: T[]): T[] =>
  [...items].sort((a, b) => (a.account < b.account ? -1 : 1));

export const genesis: fc.Arbitrary<Genesis> = fc.record({
  chainName: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 -]{0,20}$/),
  ethereumChainId: u64,
  contracts: fc.constant({
    checkpoints: ZERO_ADDRESS,
    gateway: ZERO_ADDRESS,
    vault: ZERO_ADDRESS,
  }),
  timestampMs: timeMs,
  seed: hexOfLength(32),
  parameters: fc.record({
    minBlockMs: fc.integer({ min: 100, max: 100_000 }),
    epochMs: fc.oneof(fc.constant(0), fc.integer({ min: 100_000, max: 2 ** 31 })),
    basePriceWei: u256,
    keyDepositWei: u256,
    unbondingMs: fc.integer({ min: 0, max: 1_000_000 }),
    powerUnitWei: fc.bigInt({ min: 2n ** 128n, max: 2n ** 180n }),
    maxMembers: fc.integer({ min: 6, max: 100 }),
    maxSharePercent: fc.integer({ min: 1, max: 100 }),
    coinBlockMs: timeMs,
  }),
  committee: fc
    .uniqueArray(member, { minLength: 1, maxLength: 6, selector: ({ account }) => account })
    .map(byAccount)
    .filter((all) => new Set(all.map(({ blsKey }) => blsKey)).size === all.length)
    .filter((all) => new Set(all.map(({ networkKey }) => networkKey)).size === all.length),
  allocations: fc
    .uniqueArray(
      fc.record({ account: hexOfLength(20), amountWei: fc.bigInt({ min: 1n, max: 2n ** 186n }) }),
      { maxLength: 6, selector: ({ account }) => account },
    )
    .map(byAccount),
  settings: fc
    .uniqueArray(
      fc.record({
        module: fc.stringMatching(/^[a-z]{2,8}$/),
        values: fc.dictionary(
          fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
          fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), hexOfLength(20)),
          { maxKeys: 4, noNullPrototype: true },
        ),
      }),
      { maxLength: 3, selector: ({ module }) => module },
    )
    .map((settings) => settings.sort((a, b) => (a.module < b.module ? -1 : 1))),
});

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/);

export const eventValue: fc.Arbitrary<EventValue> = fc.oneof(
  anyHex(40),
  u256,
  fc.boolean(),
  text.filter((value) => !/^0x([0-9a-f]{2})*$/.test(value)),
);

export const eventFields: fc.Arbitrary<EventFields> = fc.dictionary(word, eventValue, {
  maxKeys: 5,
  noNullPrototype: true,
});

export const receipt: fc.Arbitrary<Receipt> = fc
  .record({
    failure: fc.option(
      fc.record({
        code: fc.stringMatching(/^[a-z]{1,8}\/[a-z0-9-]{1,20}$/),
        facts: eventFields,
      }),
      { nil: undefined },
    ),
    units: fc.nat(),
    feeWei: u256,
    depositWei: u256,
    refundWei: u256,
    events: fc.array(
      fc.record({
        name: fc.stringMatching(/^[a-z]{1,8}\.[A-Za-z][A-Za-z0-9]{0,8}$/),
        fields: eventFields,
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ failure, ...rest }) => ({
    status: failure ? ('failure' as const) : ('success' as const),
    ...(failure && { failure }),
    ...rest,
  }));

const image = fc.option(fc.uint8Array({ minLength: 1, maxLength: 60 }), { nil: undefined });

export const diff: fc.Arbitrary<StateDiff> = fc
  .uniqueArray(
    fc.record({
      key: fc.uint8Array({ minLength: 1, maxLength: 60 }).map(hexFromBytes),
      before: image,
      after: image,
    }),
    { selector: ({ key }) => key, maxLength: 8 },
  )
  .map((changes) =>
    changes
      .filter(({ before, after }) => `${before}` !== `${after}`)
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  );

const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Form only: these signatures were made by nobody. */
export const signature: fc.Arbitrary<Hex> = fc
  .record({
    r: fc.bigInt({ min: 1n, max: HALF_ORDER }),
    s: fc.bigInt({ min: 1n, max: HALF_ORDER }),
    v: fc.constantFrom('1b', '1c'),
  })
  .map(({ r, s, v }): Hex => `0x${word32(r)}${word32(s)}${v}`);

export const bankTransfer: fc.Arbitrary<Transaction> = fc.record({
  primaryType: fc.constant('BankTransfer'),
  fields: fc.record({ to: hexOfLength(20), amountWei: u256 }),
  account: hexOfLength(20),
  nonce: u64,
  validUntilMs: timeMs,
  feeMax: u256,
  signature,
});

function word32(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
