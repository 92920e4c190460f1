import { bls12_381 } from '@noble/curves/bls12-381.js';
import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { checkpointFrom } from '../../../lib/chain/checkpoint.ts';
import { hashOfCommittee } from '../../../lib/chain/committee.ts';
import { genesisHeader } from '../../../lib/chain/genesis.ts';
import { bytesFromHeader, type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import { NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { bytesFromHex, concatBytes, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccak256, keccakHex } from '../../../lib/core/keccak.ts';
import { certify, testValidators } from '../../ethereum/support/validators.ts';
import { filled, testGenesis } from './fixtures.ts';

const validators = testValidators('founder', 21, (i) => BigInt(i + 1));
const { committee } = validators;
const genesis = testGenesis({ committee });
const header: Header = { ...genesisHeader(genesis, ZERO_HASH), height: 5n, view: 7n };
const boundary: Header = { ...header, nextCommitteeHash: filled(32, 9) };
const EIGHTEEN = Array.from({ length: 18 }, (_, i) => i + 3);

describe('a final header for Ethereum', () => {
  const certificate = certify(validators, header, { indexes: EIGHTEEN });
  const checkpoint = checkpointFrom(header, committee, certificate);

  it('is the header as it was signed, with the view of the statement', () => {
    expect(checkpoint.header).toBe(hexFromBytes(bytesFromHeader(header)));
    expect(checkpoint.view).toBe(7n);
  });

  it('holds 104 bytes a member and the other half of the committee hash', () => {
    const keys = bytesFromHex(checkpoint.keys);
    expect(keys.length).toBe(21 * 104);
    const second = concatBytes(
      bytesFromHex(uncompressedKey(committee[1]?.blsKey ?? '0x')),
      Uint8Array.of(0, 0, 0, 0, 0, 0, 0, Number(committee[1]?.power)),
    );
    expect(keys.subarray(104, 208)).toEqual(second);
    const both = concatBytes(keccak256(keys), bytesFromHex(checkpoint.identitiesHash));
    const points = committee.map(({ blsKey }) => uncompressedKey(blsKey));
    expect(keccakHex(both)).toBe(hashOfCommittee(committee, points));
  });

  it('says by one bit each who signed', () => {
    expect(checkpoint.signers).toBe(((1n << 18n) - 1n) << 3n);
  });

  it('has the signature in the encoding of EIP-2537', () => {
    const { x, y } = bls12_381.G2.Point.fromHex(certificate.signature.slice(2)).toAffine();
    const words = [x.c0, x.c1, y.c0, y.c1].map((part) => part.toString(16).padStart(128, '0'));
    expect(checkpoint.signature).toBe(`0x${words.join('')}`);
  });
});

describe('a certificate', () => {
  const others: Record<string, Certificate> = {
    'of a notarization': certify(validators, header, { change: { kind: NOTARIZE } }),
    'of a nullification': certify(validators, header, {
      change: { kind: NULLIFY, digest: ZERO_HASH },
    }),
    'of another block': certify(validators, header, { change: { digest: hashOfHeader(boundary) } }),
    'of another epoch': certify(validators, header, { change: { epoch: 1n } }),
    'of a later view': certify(validators, header, { change: { view: 8n } }),
  };
  it.each(Object.entries(others))('%s is refused', (_, certificate) => {
    expect(() => checkpointFrom(header, committee, certificate)).toThrow(
      expect.objectContaining({ code: 'checkpoint/other-statement' }),
    );
  });

  it('of a boundary may be of a later view, not of an earlier one', () => {
    const later = certify(validators, boundary, { change: { view: 9n } });
    expect(checkpointFrom(boundary, committee, later).view).toBe(9n);
    const earlier = certify(validators, boundary, { change: { view: 6n } });
    expect(() => checkpointFrom(boundary, committee, earlier)).toThrow(
      expect.objectContaining({ code: 'checkpoint/other-statement' }),
    );
  });

  it('without a quorum, or of a committee of another size, is refused', () => {
    const few = certify(validators, header, { indexes: [0, 1, 2] });
    const certificate = certify(validators, header);
    for (const [members, weak] of [
      [committee, few],
      [committee.slice(0, 4), certificate],
    ] as const) {
      expect(() => checkpointFrom(header, members, weak)).toThrow(
        expect.objectContaining({ code: 'checkpoint/no-quorum' }),
      );
    }
  });

  it('whose signature is no point is refused', () => {
    const certificate = { ...certify(validators, header), signature: filled(96, 0x8f) };
    expect(() => checkpointFrom(header, committee, certificate)).toThrow(
      expect.objectContaining({ code: 'checkpoint/malformed-signature' }),
    );
  });
});
