import fc from 'fast-check';
import { type Certificate, indexesFromBitmap } from '../../../lib/chain/certificate.ts';
import { checkpointFrom } from '../../../lib/chain/checkpoint.ts';
import { MAX_COIN_BLOCKS } from '../../../lib/chain/coin-transfer.ts';
import { type Committee, hashOfCommittee, identitiesHashOf } from '../../../lib/chain/committee.ts';
import { bytesFromHeader, type Header } from '../../../lib/chain/header.ts';
import { attestMessage, NOTARIZE } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { bytesFromHex, type Hash, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { certify } from '../../ethereum/support/validators.ts';
import { header as anyHeader, hexOfLength, u64 } from '../../unit/chain/arbitraries.ts';
import { committeeOf, keysOf, memberIndexes, pool, powers } from './committees.ts';
import { G2, paddedG2 } from './eip-2537.ts';

/** A header with a certificate, and the contract to which somebody brings them. */
export interface Submitted {
  header: Header;
  committee: Committee;
  certificate: Certificate;
  /** Genesis under which the members signed. */
  signedGenesis: Hash;
  genesisHash: Hash;
  epoch: bigint;
  committeeHash: Hash;
}

const bls = createBlsNative();
const FAULTS = [
  'notarized',
  'signed for another epoch',
  'signed for another chain',
  'another state',
  'another inbox',
  'another inbox count',
  'too many coin blocks',
  'brought to another chain',
  'brought in another epoch',
  'of another committee',
] as const;

export const submissions: fc.Arbitrary<Submitted> = fc
  .record({
    header: anyHeader,
    isBoundary: fc.boolean(),
    coinCount: fc.bigInt({ min: 0n, max: MAX_COIN_BLOCKS }),
    indexes: memberIndexes,
    ownPowers: fc.array(powers, { minLength: 30, maxLength: 30 }),
    absent: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(4)),
    viewsLater: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, fc.constantFrom(-1n, 1n, 9n)),
    fault: fc.oneof({ weight: 4, arbitrary: fc.constant('none') }, fc.constantFrom(...FAULTS)),
    otherHash: hexOfLength(32),
    other: u64,
  })
  .map((input) => {
    const { isBoundary, coinCount, indexes, ownPowers, absent, viewsLater, otherHash } = input;
    const header: Header = {
      ...input.header,
      view: input.header.view % 2n ** 40n,
      // Epochs grow by one, so none is the last that 64 bits hold.
      epoch: input.header.epoch % (2n ** 64n - 1n),
      inboxCount: 0n,
      inboxHash: ZERO_HASH,
      coinCount,
      ...(!isBoundary && { nextCommitteeHash: ZERO_HASH }),
    };
    const committee = committeeOf(indexes, ownPowers);
    const signers = indexes.map((index) => pool.signers[index] as (typeof pool.signers)[number]);
    const signing = committee.map((_, i) => i).slice(0, Math.max(1, indexes.length - absent));
    const view = header.view + viewsLater < 0n ? 0n : header.view + viewsLater;
    const honest = (change: object = {}, genesisHash = header.genesisHash): Submitted => ({
      ...{ header, committee, epoch: header.epoch, genesisHash: header.genesisHash },
      committeeHash: committeeHashOf(committee),
      signedGenesis: genesisHash,
      certificate: certify({ committee, signers, secrets: [] }, header, {
        ...{ indexes: signing, genesisHash, change: { view, ...change } },
      }),
    });
    const changed = (change: Partial<Header>): Submitted => {
      const submitted = honest();
      return { ...submitted, header: { ...header, ...change } };
    };
    switch (input.fault) {
      case 'notarized':
        return honest({ kind: NOTARIZE });
      case 'signed for another epoch':
        return honest({ epoch: input.other });
      case 'signed for another chain':
        return honest({}, otherHash);
      case 'another state':
        return changed({ stateRoot: otherHash });
      case 'another inbox':
        return { ...honest(), ...signedAgain({ inboxHash: otherHash }) };
      case 'another inbox count':
        return { ...honest(), ...signedAgain({ inboxCount: input.other }) };
      case 'too many coin blocks':
        return {
          ...honest(),
          ...signedAgain({ coinCount: MAX_COIN_BLOCKS + 1n + input.other / 2n }),
        };
      case 'brought to another chain':
        return { ...honest(), genesisHash: otherHash };
      case 'brought in another epoch':
        return { ...honest(), epoch: input.other };
      case 'of another committee':
        return { ...honest(), committeeHash: otherHash };
      default:
        return honest();
    }

    function signedAgain(change: Partial<Header>): Pick<Submitted, 'header' | 'certificate'> {
      const other = { ...header, ...change };
      const certificate = certify({ committee, signers, secrets: [] }, other, { indexes: signing });
      return { header: other, certificate };
    }
  });

/** What anybody could pass to the contract, right or wrong. */
export function calldataOf({ header, committee, certificate }: Submitted) {
  return {
    header: hexFromBytes(bytesFromHeader(header)),
    view_: certificate.statement.view,
    keys: keysOf(committee),
    identitiesHash: identitiesHashOf(committee),
    signers: indexesFromBitmap(certificate.signers).reduce(
      (bits, i) => bits | (1n << BigInt(i)),
      0n,
    ),
    signature: paddedG2(G2.fromBytes(bytesFromHex(certificate.signature))),
  };
}

/** What the product's code says, and the rules of the inbox, in which nothing happened here. */
export function isAcceptedHere(submitted: Submitted): boolean {
  const { header, committee, certificate, genesisHash, epoch, committeeHash } = submitted;
  const isOurs = header.genesisHash === genesisHash && header.epoch === epoch;
  const isInbox = header.inboxCount === 0n && header.inboxHash === ZERO_HASH;
  const isNext = header.height > 0n && header.coinCount <= MAX_COIN_BLOCKS;
  const isKnown = committeeHash === committeeHashOf(committee);
  if (!isOurs || !isInbox || !isNext || !isKnown || !isCheckpoint(submitted)) return false;
  return bls.verifyAggregate({
    keys: indexesFromBitmap(certificate.signers).map((i) => committee[i]?.blsKey ?? '0x'),
    message: attestMessage(genesisHash, certificate.statement),
    signature: certificate.signature,
  });
}

/** Whether the product would post it, in the very form that is compared here. */
function isCheckpoint(submitted: Submitted): boolean {
  const { header, committee, certificate } = submitted;
  try {
    const { view, ...rest } = checkpointFrom(header, committee, certificate);
    const given = calldataOf(submitted);
    const same = Object.entries({ ...rest, view_: view }).every(
      ([name, value]) => given[name as keyof typeof given] === value,
    );
    if (!same)
      throw new WeftError('test/other-form', 'calldata differs', { view: view.toString() });
    return true;
  } catch (thrown) {
    if (thrown instanceof WeftError && thrown.code.startsWith('checkpoint/')) return false;
    throw thrown;
  }
}

function committeeHashOf(committee: Committee): Hash {
  return hashOfCommittee(
    committee,
    committee.map(({ blsKey }) => uncompressedKey(blsKey)),
  );
}
