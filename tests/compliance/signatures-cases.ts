import type { Address, Hash, Hex } from '../../lib/core/bytes.ts';
import { MAX_SIGNED_MESSAGE_BYTES, P256_CHECKS_AT_ONCE } from '../../lib/core/limits.ts';
import type { BlsSigner, Signatures } from '../../lib/node/ports.ts';
import { type ComplianceCase, expectEqual, expectRejection } from './compliance-case.ts';

export interface SignaturesSubject {
  signatures: Signatures;
  /** Different for each index, the same for the same. */
  signer(index: number): BlsSigner;
  /** Proof that the owner of `signer(index)` knows its secret. */
  prove(index: number, claim: { genesisHash: Hash; account: Address }): Hex;
  /** A network key, another one for each index, and the proof that its owner holds it. */
  proveNetworkKey(
    index: number,
    claim: { genesisHash: Hash; account: Address },
  ): { key: Hex; proof: Hex };
  /** A wallet's signature over a digest. */
  sign(index: number, digest: Hash): { address: Address; signature: Hex };
  /** A session's signature over a message. */
  signBySession(index: number, text: Uint8Array): { publicKey: Hex; signature: Hex };
}

const message = Uint8Array.from({ length: 88 }, (_, i) => i);
const otherMessage = message.map((byte) => byte ^ 1);
const digestOf = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`;

const aggregates: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'accepts one signature, over any length of message',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const messages = [new Uint8Array(0), Uint8Array.of(1), message, new Uint8Array(1024)];
      const checks = messages.map((text) => ({
        keys: [publicKey],
        message: text,
        signature: sign(text),
      }));
      expectEqual(await signatures.verifyAggregates(checks), [true, true, true, true]);
    },
  },
  {
    name: 'signs deterministically with 48 and 96 bytes',
    async run({ signer }) {
      expectEqual(signer(1).sign(message), signer(1).sign(message));
      expectEqual([signer(1).publicKey.length, signer(1).sign(message).length], [98, 194]);
    },
  },
  {
    name: 'adds signatures up in any order and grouping',
    async run({ signatures, signer }) {
      const signers = [1, 2, 3, 4].map(signer);
      const [a, b, c, d] = signers.map(({ sign }) => sign(message)) as [Hex, Hex, Hex, Hex];
      const sum = await signatures.aggregate([a, b, c, d]);
      const grouped = await Promise.all([
        signatures.aggregate([d, b]),
        signatures.aggregate([c, a]),
      ]);
      expectEqual(await signatures.aggregate(grouped), sum);
      expectEqual(await signatures.aggregate([a]), a);
      const keys = signers.map(({ publicKey }) => publicKey);
      const checks = [keys, [...keys].reverse()].map((some) => ({
        keys: some,
        message,
        signature: sum,
      }));
      expectEqual(await signatures.verifyAggregates(checks), [true, true]);
    },
  },
  {
    name: 'counts a repeated key as often as it stands there',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const twice = await signatures.aggregate([sign(message), sign(message)]);
      const checks = [[publicKey], [publicKey, publicKey]].map((keys) => ({
        keys,
        message,
        signature: twice,
      }));
      expectEqual(await signatures.verifyAggregates(checks), [false, true]);
    },
  },
  {
    name: 'refuses a wrong message, key or signature, a key too few or too many',
    async run({ signatures, signer }) {
      const signers = [1, 2, 3].map(signer);
      const [one, two, three] = signers.map(({ publicKey }) => publicKey) as [Hex, Hex, Hex];
      const shares = signers.map(({ sign }) => sign(message)) as [Hex, Hex, Hex];
      const pair = await signatures.aggregate(shares.slice(0, 2));
      const checks = [
        { keys: [one, two], message, signature: pair },
        { keys: [one, two], message: otherMessage, signature: pair },
        { keys: [one, three], message, signature: pair },
        { keys: [one, two], message, signature: shares[2] },
        { keys: [one], message, signature: pair },
        { keys: [one, two, three], message, signature: pair },
        { keys: [], message, signature: pair },
      ];
      const [first, ...others] = await signatures.verifyAggregates(checks);
      expectEqual(first, true);
      expectEqual(
        others,
        others.map(() => false),
      );
    },
  },
  {
    name: 'says false to malformed keys and signatures',
    async run({ signatures, signer }) {
      const { publicKey, sign } = signer(1);
      const signature = sign(message);
      const bad = [
        '0x',
        '0x00',
        `${signature}00`,
        'abc',
        signature.slice(2),
        `0x${'zz'.repeat(96)}`,
      ];
      const checks = bad.flatMap((text) => [
        { keys: [publicKey], message, signature: text as Hex },
        { keys: [publicKey, text as Hex], message, signature },
        { keys: [publicKey.slice(0, -2) as Hex], message, signature },
      ]);
      const results = await signatures.verifyAggregates(checks);
      expectEqual(
        results,
        checks.map(() => false),
      );
    },
  },
  {
    name: 'refuses to add up nothing, or something malformed',
    async run({ signatures, signer }) {
      const signature = signer(1).sign(message);
      await expectRejection('signatures/malformed', signatures.aggregate([]));
      await expectRejection('signatures/malformed', signatures.aggregate([signature, '0x12']));
    },
  },
  {
    name: 'keeps the order of a batch',
    async run({ signatures, signer }) {
      const signers = [1, 2, 3].map(signer);
      const checks = Array.from({ length: 9 }, (_, i) => {
        const { publicKey, sign } = signers[i % 3] as BlsSigner;
        return { keys: [publicKey], message, signature: sign(i % 2 ? message : otherMessage) };
      });
      const results = await signatures.verifyAggregates(checks);
      expectEqual(
        results,
        checks.map((_, i) => i % 2 === 1),
      );
      expectEqual(await signatures.verifyAggregates([]), []);
    },
  },
];

const recoveries: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'recovers who signed, in the order of the batch',
    async run({ signatures, sign }) {
      const signed = Array.from({ length: 200 }, (_, i) => ({
        digest: digestOf(i + 1),
        ...sign(i % 3, digestOf(i + 1)),
      }));
      const recovered = await signatures.recoverAddresses(signed);
      expectEqual(
        recovered,
        signed.map(({ address }) => address),
      );
      expectEqual(await signatures.recoverAddresses([]), []);
    },
  },
  {
    name: 'does not take a signature for another digest',
    async run({ signatures, sign }) {
      const { address, signature } = sign(1, digestOf(1));
      const [recovered] = await signatures.recoverAddresses([{ digest: digestOf(2), signature }]);
      expectEqual(recovered === address, false, 'same address');
    },
  },
  {
    name: 'gives undefined for what is malformed, and goes on',
    async run({ signatures, sign }) {
      const good = sign(1, digestOf(1));
      const bad = [
        '0x',
        good.signature.slice(0, -2),
        `${good.signature}00`,
        `0x${'g'.repeat(130)}`,
      ];
      const items = [...bad, good.signature].map((signature) => ({
        digest: digestOf(1),
        signature: signature as Hex,
      }));
      const short = { digest: '0x01' as Hash, signature: good.signature };
      expectEqual(await signatures.recoverAddresses([short, ...items]), [
        undefined,
        ...bad.map(() => undefined),
        good.address,
      ]);
    },
  },
];

const possessions: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'accepts the proof of a key for its chain and account alone, in the order of the batch',
    async run({ signatures, signer, prove }) {
      const named = { genesisHash: digestOf(1), account: `0x${'aa'.repeat(20)}` as Address };
      const claim = { ...named, blsKey: signer(1).publicKey, proof: prove(1, named) };
      const claims = [
        claim,
        { ...claim, account: `0x${'ab'.repeat(20)}` as Address },
        { ...claim, genesisHash: digestOf(2) },
        { ...claim, blsKey: signer(2).publicKey },
        { ...claim, proof: prove(2, named) },
        { ...claim, proof: signer(1).sign(message) },
        claim,
      ];
      const expected = [true, false, false, false, false, false, true];
      expectEqual(await signatures.verifyPossessions(claims), expected);
      expectEqual(await signatures.verifyPossessions([]), []);
    },
  },
  {
    name: 'accepts a network key beside it for its chain and account alone',
    async run({ signatures, signer, prove, proveNetworkKey }) {
      const named = { genesisHash: digestOf(1), account: `0x${'aa'.repeat(20)}` as Address };
      const network = proveNetworkKey(1, named);
      const claim = { ...named, blsKey: signer(1).publicKey, proof: prove(1, named), network };
      const networks = [
        network,
        { ...network, key: proveNetworkKey(2, named).key },
        { ...network, proof: proveNetworkKey(2, named).proof },
        proveNetworkKey(1, { ...named, account: `0x${'ab'.repeat(20)}` }),
        proveNetworkKey(1, { ...named, genesisHash: digestOf(2) }),
        { ...network, key: '0x' as Hex },
        { ...network, proof: '0x00' as Hex },
        network,
      ];
      const claims = networks.map((each) => ({ ...claim, network: each }));
      const expected = networks.map((each) => each === network);
      expectEqual(await signatures.verifyPossessions(claims), expected);
      const unprovenBls = { ...claim, proof: prove(2, named) };
      expectEqual(await signatures.verifyPossessions([unprovenBls]), [false]);
    },
  },
  {
    name: 'says false to claims that are malformed, and goes on',
    async run({ signatures, signer, prove }) {
      const named = { genesisHash: digestOf(1), account: `0x${'aa'.repeat(20)}` as Address };
      const claim = { ...named, blsKey: signer(1).publicKey, proof: prove(1, named) };
      const bad = ['0x', '0x00', 'abc', `0x${'zz'.repeat(96)}`] as Hex[];
      const claims = bad.flatMap((text) => [
        { ...claim, blsKey: text },
        { ...claim, proof: text },
        { ...claim, account: text },
        { ...claim, genesisHash: text },
      ]);
      const results = await signatures.verifyPossessions([...claims, claim]);
      expectEqual(results, [...claims.map(() => false), true]);
    },
  },
];

const sessions: ComplianceCase<SignaturesSubject>[] = [
  {
    name: 'accepts what keys of sessions signed, in the order of the batch, over any slice',
    async run({ signatures, signBySession }) {
      const checks = Array.from({ length: 2 * P256_CHECKS_AT_ONCE + 3 }, (_, i) => ({
        ...signBySession(i % 3, message),
        message: i % 4 === 1 ? otherMessage : message,
      }));
      const expected = checks.map((_, i) => i % 4 !== 1);
      expectEqual(await signatures.verifyP256(checks), expected);
      expectEqual(await signatures.verifyP256([]), []);
    },
  },
  {
    name: 'accepts messages up to their bound and refuses longer ones',
    async run({ signatures, signBySession }) {
      const lengths = [0, 1, 98, MAX_SIGNED_MESSAGE_BYTES, MAX_SIGNED_MESSAGE_BYTES + 1];
      const texts = lengths.map((length) => new Uint8Array(length));
      const checks = texts.map((text) => ({ ...signBySession(1, text), message: text }));
      expectEqual(await signatures.verifyP256(checks), [true, true, true, true, false]);
    },
  },
  {
    name: "says false to another session's key, and to malformed keys and signatures",
    async run({ signatures, signBySession }) {
      const { publicKey, signature } = signBySession(1, message);
      const bad = ['0x', '0x00', 'abc', `0x${'zz'.repeat(64)}`, `0x${'zz'.repeat(65)}`] as Hex[];
      const checks = [
        { publicKey: signBySession(2, message).publicKey, message, signature },
        ...bad.map((text) => ({ publicKey: text, message, signature })),
        ...bad.map((text) => ({ publicKey, message, signature: text })),
        { publicKey: publicKey.slice(0, -2) as Hex, message, signature },
        { publicKey: `0x02${publicKey.slice(4)}` as Hex, message, signature },
        { publicKey: `0x02${publicKey.slice(4, 68)}` as Hex, message, signature },
        { publicKey, message, signature: `${signature}00` as Hex },
      ];
      const results = await signatures.verifyP256([...checks, { publicKey, message, signature }]);
      expectEqual(results, [...checks.map(() => false), true]);
    },
  },
];

/** The rules that fake signatures keep as well; `hostile-signatures.ts` has those of the curves. */
export const signaturesCases = [...aggregates, ...possessions, ...recoveries, ...sessions];
