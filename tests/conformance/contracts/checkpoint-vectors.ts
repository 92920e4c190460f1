import { bls12_381 } from '@noble/curves/bls12-381.js';
import { checkpointFrom } from '../../../lib/chain/checkpoint.ts';
import { MAX_COIN_BLOCKS } from '../../../lib/chain/coin-transfer.ts';
import { hashOfCommittee } from '../../../lib/chain/committee.ts';
import {
  bytesFromHeader,
  HEADER_VERSION,
  type Header,
  hashOfHeader,
} from '../../../lib/chain/header.ts';
import { attestMessage } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { hexFromBytes, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { SIGNATURE_DOMAIN } from '../../../lib/platform/signatures/bls.ts';
import { certify, testValidators, type Validators } from '../../ethereum/support/validators.ts';
import { paddedG2 } from './eip-2537.ts';
import { addressNamed, hashNamed, MAX_ADDRESS, MAX_HASH, MAX_U64 } from './vector-values.ts';

const zeros: Header = {
  ...{ version: HEADER_VERSION, genesisHash: ZERO_HASH, epoch: 0n, view: 0n, height: 0n },
  ...{ parentHash: ZERO_HASH, timestampMs: 0, proposer: ZERO_ADDRESS, bodyRoot: ZERO_HASH },
  ...{ stateRoot: ZERO_HASH, outboxRoot: ZERO_HASH, coinRoot: ZERO_HASH, coinCount: 0n },
  ...{ inboxCount: 0n, inboxHash: ZERO_HASH, mix: ZERO_HASH, nextCommitteeHash: ZERO_HASH },
};

const maxima: Header = {
  ...{ version: HEADER_VERSION, genesisHash: MAX_HASH, epoch: MAX_U64, view: MAX_U64 },
  ...{ height: MAX_U64, parentHash: MAX_HASH, timestampMs: Number.MAX_SAFE_INTEGER },
  ...{ proposer: MAX_ADDRESS, bodyRoot: MAX_HASH, stateRoot: MAX_HASH, outboxRoot: MAX_HASH },
  ...{ coinRoot: MAX_HASH, coinCount: MAX_U64, inboxCount: MAX_U64, inboxHash: MAX_HASH },
  ...{ mix: MAX_HASH, nextCommitteeHash: MAX_HASH },
};

/** No two fields are equal. */
const distinct: Header = {
  ...{ version: HEADER_VERSION, genesisHash: hashNamed('genesis'), epoch: 1n, view: 2n },
  ...{ height: 3n, parentHash: hashNamed('parent'), timestampMs: 4 },
  ...{ proposer: addressNamed('proposer'), bodyRoot: hashNamed('body') },
  ...{ stateRoot: hashNamed('state'), outboxRoot: hashNamed('outbox') },
  ...{ coinRoot: hashNamed('coins'), coinCount: 5n, inboxCount: 6n },
  ...{ inboxHash: hashNamed('inbox'), mix: hashNamed('mix') },
  nextCommitteeHash: hashNamed('next committee'),
};

export function headerVectors() {
  return Object.entries({ zeros, maxima, distinct }).map(([name, header]) => ({
    name,
    ...header,
    bytes: hexFromBytes(bytesFromHeader(header)),
    hash: hashOfHeader(header),
  }));
}

/** What contracts accept: committees of the sizes that matter, and who of them signed. */
export function finalizationVectors() {
  const noInbox = { inboxCount: 0n, inboxHash: ZERO_HASH };
  const early: Header = { ...zeros, height: 1n };
  const middle: Header = { ...distinct, ...noInbox };
  const coinCount = MAX_COIN_BLOCKS;
  const late: Header = { ...maxima, ...noInbox, coinCount, epoch: MAX_U64 - 1n };
  return [
    finalization('one member', middle, testValidators('one', 1)),
    finalization('three of four', middle, testValidators('four', 4), (index) => index !== 2),
    finalization('fifteen of 21', middle, testValidators('21', 21), (index) => index < 15),
    finalization('all of a hundred', middle, testValidators('hundred', 100)),
    finalization(
      'the strongest alone',
      early,
      testValidators('strong', 4, (i) => (i === 0 ? 9n : 1n)),
      (_, power) => power === 9n,
    ),
    finalization(
      'the greatest powers',
      late,
      testValidators('great', 3, () => MAX_U64),
    ),
  ];
}

function finalization(
  name: string,
  header: Header,
  validators: Validators,
  signs: (index: number, power: bigint) => boolean = () => true,
) {
  const { committee } = validators;
  const indexes = committee.flatMap(({ power }, index) => (signs(index, power) ? [index] : []));
  const certificate = certify(validators, header, { indexes });
  const { keys, identitiesHash, signers, signature, view } = checkpointFrom(
    header,
    committee,
    certificate,
  );
  const message = attestMessage(header.genesisHash, certificate.statement);
  return {
    name,
    ...{ genesisHash: header.genesisHash, epoch: header.epoch, view },
    header: hexFromBytes(bytesFromHeader(header)),
    message: hexFromBytes(message),
    point: paddedG2(bls12_381.longSignatures.hash(message, SIGNATURE_DOMAIN)),
    ...{ keys, identitiesHash, signers, signature },
    committeeHash: hashOfCommittee(
      committee,
      committee.map(({ blsKey }) => uncompressedKey(blsKey)),
    ),
  };
}
