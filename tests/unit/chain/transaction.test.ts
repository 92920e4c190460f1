import { describe, expect, it } from 'vitest';
import { assertWellFormed } from '../../../lib/chain/check-transaction.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import { bytesFromTransaction, decodeTransaction } from '../../../lib/chain/transaction.ts';
import { digestOfTransaction, sessionMessage } from '../../../lib/chain/typed-data.ts';
import { bytesFromHex, concatBytes, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import {
  MAX_LIST_ITEMS,
  MAX_LIST_TRANSACTION_BYTES,
  MAX_TRANSACTION_BYTES,
  MAX_VALID_AHEAD_MS,
} from '../../../lib/core/limits.ts';
import { decodeRlp, encodeRlp, type RlpItem } from '../../../lib/core/rlp.ts';
import {
  alice,
  bob,
  COIN,
  GENESIS_MS,
  recovered,
  signDigest,
  signedBytes,
  testChain,
  transfer,
  unsigned,
} from './fixtures.ts';
import { shelf } from './shelf-module.ts';

const chain = testChain();
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe('a transaction', () => {
  it('recovers the wallet that signed it', () => {
    const sent = transfer(chain, alice, bob.account, COIN);
    expect(sent.sender).toBe(alice.account);
    expect(() => assertWellFormed(chain, sent, GENESIS_MS)).not.toThrow();
  });

  it('is described in one sentence', () => {
    const { transaction } = transfer(chain, alice, bob.account, COIN + COIN / 2n);
    const sentence = `${alice.account} sends 1.5 to ${bob.account}`;
    const { definition } = chain.registry.get(transaction.primaryType);
    expect(definition.describe(transaction.fields, transaction.account)).toBe(sentence);
  });

  it('has the same bytes whether the wallet writes v as 28 or 1', () => {
    const bytes = transfer(chain, alice, bob.account, 1n).bytes;
    const { transaction } = decodeTransaction(chain.registry, bytes);
    const { definition } = chain.registry.get('BankTransfer');
    const v = Number.parseInt(transaction.signature.slice(-2), 16) - 27;
    const signature: Hex = `${transaction.signature.slice(0, -2) as Hex}0${v}`;
    expect(bytesFromTransaction(definition, { ...transaction, signature })).toEqual(bytes);
  });

  it('malformed: garbage, trailing bytes and missing fields are refused', () => {
    const bytes = transfer(chain, alice, bob.account, 1n).bytes;
    expectRefusal(new Uint8Array(0), 'codec/malformed');
    expectRefusal(Uint8Array.of(1), 'codec/malformed');
    expectRefusal(concatBytes(bytes, Uint8Array.of(0)), 'codec/malformed');
    expectRefusal(bytes.subarray(0, bytes.length - 1), 'codec/malformed');
    expectRefusal(
      edited(bytes, (items) => items.slice(0, 6)),
      'codec/malformed',
    );
    expectRefusal(
      edited(bytes, (items) => items.with(1, [])),
      'codec/malformed',
    );
    expectRefusal(
      edited(bytes, (items) => items.with(3, Uint8Array.of(0, 1))),
      'codec/malformed',
    );
  });

  it('malformed: a primary type of another kind or unknown is refused', () => {
    const bytes = transfer(chain, alice, bob.account, 1n).bytes;
    const unknown = edited(bytes, (items) => items.with(0, Uint8Array.of(88, 89)));
    expectRefusal(unknown, 'transaction/unknown-action');
    expectRefusal(
      edited(bytes, (items) => items.with(0, Uint8Array.of(0xff))),
      'codec/malformed',
    );
  });

  it('by a session names it and its key, and has one encoding', () => {
    const { definition } = chain.registry.get('BankTransfer');
    const session = { id: hexOfByte(7, 32), publicKey: hexOfByte(4, 65) };
    const transaction = { ...bankTransfer(), session, signature: hexOfByte(9, 64) };
    const bytes = bytesFromTransaction(definition, transaction);
    expect(bytes[0]).toBe(2);
    expect(decodeTransaction(chain.registry, bytes).transaction).toEqual(transaction);
    const asWallet = concatBytes(Uint8Array.of(1), bytes.subarray(1));
    expectRefusal(asWallet, 'codec/malformed');
    const wrong = { ...transaction, signature: hexOfByte(9, 65) };
    expect(() => bytesFromTransaction(definition, wrong)).toThrow('malformed or high-s');
  });

  it('by a session signs the 66 bytes of a wallet and the id of the session', () => {
    const { definition } = chain.registry.get('BankTransfer');
    const session = { id: hexOfByte(7, 32), publicKey: hexOfByte(4, 65) };
    const message = sessionMessage(chain.domain, definition, { ...bankTransfer(), session });
    expect(message.length).toBe(98);
    expect(hexFromBytes(message.subarray(66))).toBe(session.id);
    const digest = digestOfTransaction(chain.domain, definition, bankTransfer());
    expect(keccakHex(message.subarray(0, 66))).toBe(digest);
  });

  it('reserved envelopes, those of Ethereum among them, are refused by name', () => {
    const bytes = transfer(chain, alice, bob.account, 1n).bytes;
    for (const envelope of [0, 3, 0xf8]) {
      const other = concatBytes(Uint8Array.of(envelope), bytes.subarray(1));
      expectRefusal(other, 'transaction/unsupported-envelope');
    }
  });

  it('oversized: one byte over the limit is refused, the limit itself is read', () => {
    const atLimit = new Uint8Array(MAX_LIST_TRANSACTION_BYTES).fill(1);
    expectRefusal(atLimit, 'codec/malformed');
    expectRefusal(new Uint8Array(MAX_LIST_TRANSACTION_BYTES + 1), 'transaction/too-large');
  });

  it('oversized: an action without a list has less room', () => {
    const { bytes } = transfer(chain, alice, bob.account, 1n);
    const long = (length: number) =>
      edited(bytes, (items) => items.with(6, new Uint8Array(length - bytes.length + 63)));
    expect(long(MAX_TRANSACTION_BYTES).length).toBe(MAX_TRANSACTION_BYTES);
    expectRefusal(long(MAX_TRANSACTION_BYTES), 'codec/malformed');
    expectRefusal(long(MAX_TRANSACTION_BYTES + 1), 'transaction/too-large');
  });

  it('wrong chain: a signature for another name, chain id or genesis signs for nobody here', () => {
    const others = [{ chainName: 'Other' }, { ethereumChainId: 1n }, { timestampMs: 1 }];
    for (const other of others.map((change) => testChain(change))) {
      const bytes = signedBytes(other, alice, bankTransfer());
      expectIllFormed(bytes, 'transaction/wrong-signature');
    }
  });

  it('wrong signature: signed by another wallet', () => {
    expectIllFormed(signedBytes(chain, bob, bankTransfer()), 'transaction/wrong-signature');
  });

  it('wrong signature: every changed field changes who signed', () => {
    const { bytes } = transfer(chain, alice, bob.account, 1n);
    for (let field = 2; field <= 5; field++) {
      const changed = edited(bytes, (items) => {
        const value = (items[field] as Uint8Array).slice();
        value[value.length - 1] = ((value.at(-1) ?? 0) ^ 1) | 2;
        return items.with(field, value.length === 0 ? Uint8Array.of(7) : value);
      });
      expect(recovered(chain, changed).sender).not.toBe(alice.account);
    }
  });

  it('high s: the other signature of the same message is refused', () => {
    const { bytes } = transfer(chain, alice, bob.account, 1n);
    const high = edited(bytes, (items) => {
      const signature = hexFromBytes(items[6] as Uint8Array);
      const s = ORDER - BigInt(`0x${signature.slice(66, 130)}`);
      const v = signature.endsWith('1b') ? '1c' : '1b';
      const flipped = `${signature.slice(0, 66)}${s.toString(16).padStart(64, '0')}${v}` as Hex;
      return items.with(6, bytesFromHex(flipped));
    });
    expectRefusal(high, 'transaction/wrong-signature');
  });

  it('wrong signature: v of 0, 1, 29 and a zero r are refused in an envelope', () => {
    const { bytes } = transfer(chain, alice, bob.account, 1n);
    for (const v of [0, 1, 29, 255]) {
      const other = edited(bytes, (items) => {
        const signature = (items[6] as Uint8Array).slice();
        signature[64] = v;
        return items.with(6, signature);
      });
      expectRefusal(other, 'transaction/wrong-signature');
    }
    const zero = edited(bytes, (items) => items.with(6, new Uint8Array(65).fill(27, 64)));
    expectRefusal(zero, 'transaction/wrong-signature');
  });

  it('expired: the last millisecond is included, the next is not', () => {
    const sent = transfer(chain, alice, bob.account, 1n, { validUntilMs: GENESIS_MS });
    expect(() => assertWellFormed(chain, sent, GENESIS_MS)).not.toThrow();
    const late = () => assertWellFormed(chain, sent, GENESIS_MS + 1);
    expect(late).toThrow(expect.objectContaining({ code: 'transaction/expired' }));
  });

  it('valid for more than an hour is refused until the hour', () => {
    const validUntilMs = GENESIS_MS + MAX_VALID_AHEAD_MS;
    const sent = transfer(chain, alice, bob.account, 1n, { validUntilMs });
    expect(() => assertWellFormed(chain, sent, GENESIS_MS)).not.toThrow();
    const early = () => assertWellFormed(chain, sent, GENESIS_MS - 1);
    expect(early).toThrow(expect.objectContaining({ code: 'transaction/valid-too-long' }));
  });

  it('invalid action: what the module refuses without state never enters a block', () => {
    const nothing = signedBytes(chain, alice, bankTransfer({ to: bob.account, amountWei: 0n }));
    expectIllFormed(nothing, 'transaction/invalid-action');
    const zero = signedBytes(
      chain,
      alice,
      bankTransfer({ to: `0x${'0'.repeat(40)}`, amountWei: 1n }),
    );
    expectIllFormed(zero, 'transaction/invalid-action');
  });

  it('encoding refuses values that do not fit their types', () => {
    const { definition } = chain.registry.get('BankTransfer');
    const digest = digestOfTransaction(chain.domain, definition, bankTransfer());
    const signature = signDigest(alice, digest);
    const odd: ActionFields[] = [
      { to: bob.account },
      { to: '0x1234', amountWei: 1n },
      { to: bob.account, amountWei: 2n ** 256n },
      { to: bob.account, amountWei: -1n },
      { to: bob.account, amountWei: '1' },
    ];
    for (const fields of odd) {
      const encode = () => bytesFromTransaction(definition, { ...bankTransfer(fields), signature });
      expect(encode).toThrow(expect.objectContaining({ code: 'codec/malformed' }));
    }
  });

  it('fields of every type survive the envelope', () => {
    const typed = testChain({}, [everyType]);
    const fields: ActionFields = {
      who: bob.account,
      amount: 2n ** 256n - 1n,
      count: 2n ** 64n - 1n,
      sure: true,
      note: 'für 🎉',
      data: '0x',
      hash: `0x${'ab'.repeat(32)}`,
      numbers: [0n, 2n ** 256n - 1n, 5n],
    };
    const bytes = signedBytes(typed, alice, unsigned(alice, 'EveryType', fields));
    const decoded = recovered(typed, bytes);
    expect(decoded.transaction.fields).toEqual(fields);
    expect(decoded.sender).toBe(alice.account);
  });
});

const everyType = {
  ...shelf,
  name: 'every',
  actions: [
    {
      primaryType: 'EveryType',
      fields: [
        { name: 'who', type: 'address' },
        { name: 'amount', type: 'uint256' },
        { name: 'count', type: 'uint64' },
        { name: 'sure', type: 'bool' },
        { name: 'note', type: 'string' },
        { name: 'data', type: 'bytes' },
        { name: 'hash', type: 'bytes32' },
        { name: 'numbers', type: 'uint256[]' },
      ],
      units: 1,
      maxNewKeys: 0,
      validate: () => {},
      execute: () => {},
      describe: () => '',
    },
  ],
} as const;

describe('a list of integers', () => {
  const listing = testChain({}, [everyType]);
  const bytesOf = (numbers: readonly bigint[]) => {
    const text = { note: '', data: '0x', hash: `0x${'00'.repeat(32)}` } as const;
    const fields = { who: alice.account, amount: 0n, count: 0n, sure: false, ...text, numbers };
    return signedBytes(listing, alice, unsigned(alice, 'EveryType', fields));
  };
  const full = Array.from({ length: MAX_LIST_ITEMS }, (_, i) => 2n ** 256n - 1n - BigInt(i));

  it('may have ten thousand items, each as large as there are, and not one more', () => {
    expect(recovered(listing, bytesOf(full)).transaction.fields.numbers).toEqual(full);
    expect(() => bytesOf([...full, 1n])).toThrow(
      expect.objectContaining({ code: 'codec/malformed' }),
    );
  });

  it('may be empty, and nothing but integers of 256 bits', () => {
    const { transaction } = recovered(listing, bytesOf([]));
    expect(transaction.fields.numbers).toEqual([]);
    const { definition } = listing.registry.get('EveryType');
    for (const wrong of [[2n ** 256n], [-1n], ['1'], 7n]) {
      const fields = { ...transaction.fields, numbers: wrong as bigint[] };
      expect(() => bytesFromTransaction(definition, { ...transaction, fields })).toThrow(
        expect.objectContaining({ code: 'codec/malformed' }),
      );
    }
  });
});

function bankTransfer(fields: ActionFields = { to: bob.account, amountWei: 1n }) {
  return unsigned(alice, 'BankTransfer', fields);
}

function hexOfByte(byte: number, length: number): Hex {
  return hexFromBytes(new Uint8Array(length).fill(byte));
}

function expectRefusal(bytes: Uint8Array, code: string): void {
  const decode = () => decodeTransaction(chain.registry, bytes);
  expect(decode).toThrow(expect.objectContaining({ code }));
}

function expectIllFormed(bytes: Uint8Array, code: string): void {
  const check = () => assertWellFormed(chain, recovered(chain, bytes), GENESIS_MS);
  expect(check).toThrow(expect.objectContaining({ code }));
}

/** The envelope with its list of items changed and encoded again. */
function edited(bytes: Uint8Array, change: (items: RlpItem[]) => RlpItem[]): Uint8Array {
  const items = decodeRlp(bytes.subarray(1)) as RlpItem[];
  return concatBytes(bytes.subarray(0, 1), encodeRlp(change(items)));
}
