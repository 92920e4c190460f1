import type { Address, Hash, Hex } from '../../lib/core/bytes.ts';
import { bytesFromHex } from '../../lib/core/bytes.ts';
import { errorObjectFrom } from '../../lib/core/errors.ts';
import { SIGNER_KEY } from '../../lib/node/block-store/storage-keys.ts';
import type {
  LiveKey,
  Signatures,
  Storage,
  StoredKey,
  ValidatorKeys,
} from '../../lib/node/ports.ts';
import { type ComplianceCase, expectEqual, expectRejection } from './compliance-case.ts';

/** A node's keys and the storage with its journal. */
export interface KeysAtPlace {
  keys: ValidatorKeys;
  storage: Storage;
}

export interface KeysSubject {
  genesisHash: Hash;
  networkKey: Hex;
  signatures: Signatures;
  /** At a place of its own that knows no key. */
  open(): Promise<KeysAtPlace>;
  /** The process ends, and another one starts at the same place. */
  reopen(place: KeysAtPlace): Promise<KeysAtPlace>;
  /** Starts another one while the first still runs. */
  openAgain(place: KeysAtPlace): Promise<KeysAtPlace>;
  /** The process ends, the database is deleted, and another one starts. */
  openWithoutDatabase(place: KeysAtPlace): Promise<KeysAtPlace>;
}

type Case = ComplianceCase<KeysSubject>;

const ANN: Address = `0x${'aa'.repeat(20)}`;
const BOB: Address = `0x${'bb'.repeat(20)}`;
const message = Uint8Array.from({ length: 88 }, (_, i) => i);
const cause = {
  code: 'keys/used-elsewhere',
  message: 'a vote nobody here made',
  facts: { view: 7 },
};

const making: Case[] = [
  {
    name: 'has no key before one is made',
    async run({ open }) {
      const { keys } = await open();
      expectEqual(await keys.current(), undefined);
      await keys.markDead(cause);
      await keys.forget();
      expectEqual(await keys.current(), undefined);
    },
  },
  {
    name: 'makes a key whose possession is proven for the chain and the account',
    async run({ open, genesisHash, networkKey, signatures }) {
      const { keys } = await open();
      const made = await keys.create(ANN);
      expectEqual([made.account, made.networkKey], [ANN, networkKey]);
      const { blsKey, proofOfPossession: proof } = made;
      const network = { key: networkKey, proof: made.networkKeyProof };
      const claim = { blsKey, proof, network, genesisHash, account: ANN };
      const claims = [claim, { ...claim, account: BOB }];
      expectEqual(await signatures.verifyPossessions(claims), [true, false]);
    },
  },
  {
    name: 'signs with the key it made',
    async run({ open, signatures }) {
      const { keys } = await open();
      const { blsKey } = await keys.create(ANN);
      const { signer } = await liveKey(keys);
      expectEqual(signer.publicKey, blsKey);
      const check = { keys: [blsKey], message, signature: signer.sign(message) };
      expectEqual(await signatures.verifyAggregates([check]), [true]);
    },
  },
  {
    name: 'makes one key for an account, however often and fast it is asked',
    async run({ open }) {
      const { keys } = await open();
      const made = await Promise.all([keys.create(ANN), keys.create(ANN), keys.create(ANN)]);
      expectEqual(new Set(made.map((each) => JSON.stringify(each))).size, 1);
      expectEqual((await liveKey(keys)).blsKey, made[0]?.blsKey);
    },
  },
  {
    name: 'keeps the key of one account before another gets one',
    async run({ open }) {
      const { keys } = await open();
      const { blsKey } = await keys.create(ANN);
      await expectRejection('keys/other-account', keys.create(BOB));
      expectEqual((await liveKey(keys)).blsKey, blsKey);
    },
  },
  {
    name: 'makes another key at another place',
    async run({ open }) {
      const [one, other] = [await open(), await open()];
      const made = [await one.keys.create(ANN), await other.keys.create(BOB)];
      expectEqual(made[0]?.blsKey === made[1]?.blsKey, false, 'same key');
    },
  },
];

const loading: Case[] = [
  {
    name: 'is the same after a restart',
    async run({ open, reopen }) {
      const place = await open();
      const made = await place.keys.create(ANN);
      const signature = (await liveKey(place.keys)).signer.sign(message);
      const { keys } = await reopen(place);
      const loaded = await liveKey(keys);
      expectEqual([loaded.account, loaded.blsKey], [ANN, made.blsKey]);
      expectEqual(loaded.signer.sign(message), signature);
      expectEqual(await keys.create(ANN), made);
    },
  },
  {
    name: 'is loaded by one instance at a time',
    async run({ open, openAgain }) {
      const first = await open();
      await first.keys.create(ANN);
      const second = await openAgain(first);
      await expectRejection('lock/held', second.keys.current());
      await expectRejection('lock/held', second.keys.create(ANN));
      await expectRejection('lock/held', second.keys.forget());
      expectEqual((await liveKey(first.keys)).account, ANN);
    },
  },
  {
    name: 'cannot sign once it is closed, and is free for the next one',
    async run({ open, reopen }) {
      const place = await open();
      await place.keys.create(ANN);
      const { signer } = await liveKey(place.keys);
      await place.keys.close();
      expectEqual(
        codeOf(() => signer.sign(message)),
        'keys/dead',
      );
      expectEqual((await liveKey((await reopen(place)).keys)).account, ANN);
    },
  },
];

const ending: Case[] = [
  {
    name: 'never signs again from the moment it is declared dead',
    async run({ open, reopen }) {
      const place = await open();
      const { blsKey } = await place.keys.create(ANN);
      const { signer } = await liveKey(place.keys);
      const marked = place.keys.markDead(cause);
      expectEqual(
        codeOf(() => signer.sign(message)),
        'keys/dead',
      );
      await marked;
      expectEqual(await deathOf(place.keys), [ANN, blsKey, cause]);
      const again = await reopen(place);
      expectEqual(await deathOf(again.keys), [ANN, blsKey, cause]);
    },
  },
  {
    name: 'replaces a dead key by another one',
    async run({ open, reopen }) {
      const place = await open();
      const { blsKey } = await place.keys.create(ANN);
      await place.keys.markDead(cause);
      const next = await place.keys.create(ANN);
      expectEqual(next.blsKey === blsKey, false, 'same key');
      const { keys } = await reopen(place);
      expectEqual((await liveKey(keys)).blsKey, next.blsKey);
    },
  },
  {
    name: 'knows nothing of a key it forgot, which never signs again',
    async run({ open, reopen }) {
      const place = await open();
      const { blsKey } = await place.keys.create(ANN);
      const { signer } = await liveKey(place.keys);
      await place.keys.forget();
      expectEqual(
        codeOf(() => signer.sign(message)),
        'keys/dead',
      );
      expectEqual(await place.keys.current(), undefined);
      const { keys } = await reopen(place);
      expectEqual(await keys.current(), undefined);
      expectEqual((await keys.create(BOB)).blsKey === blsKey, false, 'same key');
    },
  },
];

const journal: Case[] = [
  {
    name: 'dies with its database',
    async run({ open, openWithoutDatabase }) {
      const place = await open();
      const { blsKey } = await place.keys.create(ANN);
      const { keys } = await openWithoutDatabase(place);
      const current = await keys.current();
      if (current) expectEqual(await deathCodeOf(keys), 'journal/missing');
      expectEqual((await keys.create(ANN)).blsKey === blsKey, false, 'same key');
    },
  },
  {
    name: 'is dead where nothing says that the journal is its own',
    async run({ open, reopen }) {
      const place = await open();
      await place.keys.create(ANN);
      await place.storage.write([{ bucket: 'meta', key: SIGNER_KEY }]);
      const { keys } = await reopen(place);
      expectEqual(await deathCodeOf(keys), 'journal/missing');
    },
  },
  {
    name: 'is dead beside the journal of another key',
    async run({ open, reopen }) {
      const place = await open();
      await place.keys.create(ANN);
      const other = await (await open()).keys.create(BOB);
      const value = bytesFromHex(other.blsKey);
      await place.storage.write([{ bucket: 'meta', key: SIGNER_KEY, value }]);
      const { keys } = await reopen(place);
      expectEqual(await deathCodeOf(keys), 'journal/other-key');
    },
  },
];

export const keysCases = [...making, ...loading, ...ending, ...journal];

async function liveKey(keys: ValidatorKeys): Promise<LiveKey> {
  const key = await keys.current();
  expectEqual(key?.state, 'live', 'state of the key');
  return key as LiveKey;
}

async function deathOf(keys: ValidatorKeys) {
  const key = await keys.current();
  return key?.state === 'dead' ? [key.account, key.blsKey, key.cause] : stateOf(key);
}

async function deathCodeOf(keys: ValidatorKeys) {
  const key = await keys.current();
  return key?.state === 'dead' ? key.cause.code : stateOf(key);
}

function stateOf(key: StoredKey | undefined): string {
  return key ? key.state : 'no key';
}

function codeOf(action: () => unknown): string {
  try {
    action();
    return 'done';
  } catch (thrown) {
    return errorObjectFrom(thrown).code;
  }
}
