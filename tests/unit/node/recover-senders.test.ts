import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  type SessionKey,
  type Transaction,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { digestOfTransaction, sessionMessage } from '../../../lib/chain/typed-data.ts';
import { type Address, bytesFromHex, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { MAX_REMEMBERED_SENDERS } from '../../../lib/core/limits.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
  fakeAccountSignature,
  fakeP256Key,
  fakeP256Signature,
  fakeProofOfPossession,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { createNativeSignatures } from '../../../lib/platform/nodejs/native-signatures.ts';
import { council } from '../chain/council-module.ts';
import { accountOf, createTestNetwork } from './support/test-network.ts';

it('knows every sender, also one that is forgotten while others are recovered', async () => {
  const net = createTestNetwork();
  const chain = createChain(net.file.genesis, modules);
  const decoded = (index: number) =>
    decodeTransaction(chain.registry, bytesFromHex(net.transfer(index).envelope));
  const [first, last] = [decoded(0), decoded(1)];
  let meanwhile = async () => {};
  const fake = createFakeSignatures();
  const signatures: Signatures = {
    ...fake,
    async recoverAddresses(items) {
      const work = meanwhile;
      meanwhile = async () => {};
      await work();
      return fake.recoverAddresses(items);
    },
  };
  const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
  await recoverSenders([first]);

  // As many as are remembered arrive by gossip while a block with the first one is looked at.
  const others = Array.from({ length: MAX_REMEMBERED_SENDERS }, (_, index) => ({
    ...last,
    hash: `0x${index.toString(16).padStart(64, '0')}` as const,
  }));
  meanwhile = async () => void (await recoverSenders(others));
  const senders = (await recoverSenders([first, last])).map(({ sender }) => sender);
  expect(senders).toEqual([accountOf(0), accountOf(1)]);
});

it('proves the key a transaction brings, once, and only if its account signed', async () => {
  const { genesis } = createTestNetwork().file;
  const chain = createChain(genesis, [bank, council]);
  const { genesisHash } = chain;
  const account = accountOf(0);
  const { publicKey: blsKey } = createFakeSigner('ann');
  const proof = fakeProofOfPossession({ blsKey, genesisHash, account });
  const asked: number[] = [];
  const fake = createFakeSignatures();
  const signatures: Signatures = {
    ...fake,
    verifyPossessions(claims) {
      asked.push(claims.length);
      return fake.verifyPossessions(claims);
    },
  };
  const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
  const registration = (change: Partial<UnsignedTransaction>, signer = account) => {
    const { definition } = chain.registry.get('CouncilRegister');
    const unsigned: UnsignedTransaction = {
      primaryType: 'CouncilRegister',
      fields: { blsKey, proof },
      account,
      nonce: 0n,
      validUntilMs: genesis.timestampMs,
      feeMax: 0n,
      ...change,
    };
    const digest = digestOfTransaction(chain.domain, definition, unsigned);
    const signature = fakeAccountSignature(signer, digest);
    return decodeTransaction(
      chain.registry,
      bytesFromTransaction(definition, { ...unsigned, signature }),
    );
  };
  const stranger = registration({ nonce: 1n }, accountOf(1));
  const batch = [
    registration({}),
    registration({ account: accountOf(1) }, accountOf(1)),
    registration({ fields: { blsKey: '0x12', proof: '0x' } }),
    stranger,
  ];
  const proven = (await recoverSenders(batch)).map(({ isKeyProven }) => isKeyProven);
  expect(proven).toEqual([true, false, false, undefined]);
  const again = (await recoverSenders(batch)).map(({ isKeyProven }) => isKeyProven);
  expect(again).toEqual(proven);
  expect(asked).toEqual([3]);
});

describe('a transaction by a session', () => {
  it('is of its account if the key signed it for this session, and of nobody otherwise', async () => {
    const { decodedBy, chain } = createSessionSetting();
    const recoverSenders = createRecoverSenders(chain, createFakeSignatures(), async () => {});
    const [account, other] = [accountOf(0), accountOf(1)];
    const batch = [
      decodedBy({ account }),
      decodedBy({ account, signedFor: { account: other } }),
      decodedBy({ account, signedFor: { session: { id: ID_2, publicKey: KEY } } }),
      decodedBy({ account, signedBy: fakeP256Key('another') }),
      decodedBy({ account, signedFor: { nonce: 5n } }),
    ];
    const senders = (await recoverSenders(batch)).map(({ sender }) => sender);
    expect(senders).toEqual([account, undefined, undefined, undefined, undefined]);
  });

  it('keeps its place between those of wallets, and is checked once', async () => {
    const { decodedBy, chain, net } = createSessionSetting();
    const asked: [string, number][] = [];
    const fake = createFakeSignatures();
    const signatures: Signatures = {
      ...fake,
      verifyP256(checks) {
        asked.push(['sessions', checks.length]);
        return fake.verifyP256(checks);
      },
      recoverAddresses(items) {
        asked.push(['wallets', items.length]);
        return fake.recoverAddresses(items);
      },
    };
    const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
    const byWallet = (index: number) =>
      decodeTransaction(chain.registry, bytesFromHex(net.transfer(index).envelope));
    const bySession = (index: number) => decodedBy({ account: accountOf(index) });
    const batches = [
      [byWallet(0), bySession(1)],
      [bySession(2), byWallet(3), bySession(3)],
    ];
    // Asked at one moment, they are one batch of each kind.
    const found = await Promise.all(batches.map((batch) => recoverSenders(batch)));
    const senders = found.map((batch) => batch.map(({ sender }) => sender));
    expect(senders).toEqual([[0, 1].map(accountOf), [2, 3, 3].map(accountOf)]);
    await recoverSenders(batches.flat());
    expect(asked.sort()).toEqual([
      ['sessions', 3],
      ['wallets', 2],
    ]);
  });

  it('is recovered by real signatures as well', async () => {
    const { chain, unsigned, encode } = createSessionSetting();
    const secret = new Uint8Array(32).fill(3);
    const session = { id: ID, publicKey: hexFromBytes(p256.getPublicKey(secret, false)) };
    const transaction = { ...unsigned, account: accountOf(0), session };
    const { definition } = chain.registry.get(transaction.primaryType);
    const message = sessionMessage(chain.domain, definition, transaction);
    expect(message.length).toBe(98);
    const signature = hexFromBytes(p256.sign(message, secret, { lowS: true }));
    const signatures = await createNativeSignatures();
    const recoverSenders = createRecoverSenders(chain, signatures, async () => {});
    const [r, s] = [signature.slice(2, 66), BigInt(`0x${signature.slice(66)}`)];
    const high = `0x${r}${(ORDER - s).toString(16).padStart(64, '0')}` as const;
    const batch = [signature, high].map((some) => encode({ ...transaction, signature: some }));
    const senders = (await recoverSenders(batch)).map(({ sender }) => sender);
    expect(senders).toEqual([accountOf(0), undefined]);
  });
});

const ID = `0x${'a1'.repeat(32)}` as const;
const ID_2 = `0x${'a2'.repeat(32)}` as const;
const KEY = fakeP256Key('a browser');
const ORDER = p256.Point.Fn.ORDER;

function createSessionSetting() {
  const net = createTestNetwork();
  const { genesis } = net.file;
  const chain = createChain(genesis, modules);
  const primaryType = 'BankTransfer';
  const { definition } = chain.registry.get(primaryType);
  const unsigned = {
    primaryType,
    fields: { to: accountOf(2), amountWei: 1n },
    nonce: 0n,
    validUntilMs: genesis.timestampMs,
    feeMax: 0n,
    session: { id: ID, publicKey: KEY },
  };
  const encode = (transaction: Transaction) =>
    decodeTransaction(chain.registry, bytesFromTransaction(definition, transaction));

  /** Signed by a key for one transaction, and sent with another. */
  function decodedBy({ account, signedBy = KEY, signedFor = {} }: SignedBySession) {
    const transaction = { ...unsigned, account };
    const message = sessionMessage(chain.domain, definition, { ...transaction, ...signedFor });
    return encode({ ...transaction, signature: fakeP256Signature(signedBy, message) });
  }

  return { net, chain, unsigned, encode, decodedBy };
}

interface SignedBySession {
  account: Address;
  signedBy?: Hex;
  signedFor?: Partial<UnsignedTransaction & { session: SessionKey }>;
}
