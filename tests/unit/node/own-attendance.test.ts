import { describe, expect, it } from 'vitest';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import type { Committee } from '../../../lib/chain/committee.ts';
import { FINALIZE, NOTARIZE, type Statement } from '../../../lib/chain/statement.ts';
import { createOwnAttendance } from '../../../lib/node/consensus/own-attendance.ts';

const OWN_KEY = `0x${'01'.repeat(48)}` as const;
const DIGEST = `0x${'d1'.repeat(32)}` as const;
const committee: Committee = [1, 2, 3].map((number) => ({
  account: `0x${`0${number}`.repeat(20)}`,
  blsKey: `0x${`0${number}`.repeat(48)}`,
  networkKey: `0x${`0${number}`.repeat(32)}`,
  power: 1n,
}));

function certificateOf(view: bigint, signers: number[], epoch = 1n): Certificate {
  const statement: Statement = { kind: FINALIZE, epoch, view, digest: DIGEST };
  return { statement, signers: bitmapFromIndexes(signers, 3), signature: '0x' };
}

function isForeign(known: bigint, certificate: Certificate): boolean {
  const attendance = createOwnAttendance([], { epoch: 1n, view: known });
  return attendance.isForeign(certificate, OWN_KEY, () => committee);
}

describe('a certificate of the chain', () => {
  it('shows that somebody else votes when it counts the key beyond what is known', () => {
    expect(isForeign(5n, certificateOf(6n, [0, 1, 2]))).toBe(true);
    expect(isForeign(5n, certificateOf(1n, [0, 1, 2], 2n))).toBe(true);
  });

  it('shows nothing without the key, nor up to what is known', () => {
    expect(isForeign(5n, certificateOf(6n, [1, 2]))).toBe(false);
    expect(isForeign(5n, certificateOf(5n, [0, 1, 2]))).toBe(false);
    expect(isForeign(5n, certificateOf(9n, [0, 1, 2], 0n))).toBe(false);
  });

  it('shows nothing of an epoch whose committee is not known', () => {
    const attendance = createOwnAttendance([], { epoch: 1n, view: 5n });
    expect(attendance.isForeign(certificateOf(6n, [0]), OWN_KEY, () => undefined)).toBe(false);
  });

  it('is no surprise to who voted itself, in this life or before', () => {
    const statement: Statement = { kind: NOTARIZE, epoch: 1n, view: 6n, digest: DIGEST };
    const vote = { type: 'vote', vote: { statement, signer: 0, signature: '0x' } } as const;
    const before = createOwnAttendance([vote], { epoch: 1n, view: 5n });
    expect(before.isForeign(certificateOf(6n, [0]), OWN_KEY, () => committee)).toBe(false);
    const now = createOwnAttendance([], { epoch: 1n, view: 5n });
    now.voted({ epoch: 1n, view: 6n });
    expect(now.isForeign(certificateOf(6n, [0]), OWN_KEY, () => committee)).toBe(false);
  });
});
