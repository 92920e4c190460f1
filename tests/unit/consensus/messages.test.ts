import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import {
  bytesFromConsensusMessage,
  bytesFromPeerStatus,
  consensusMessageFromBytes,
  peerStatusFromBytes,
} from '../../../lib/consensus/messages.ts';
import type { ConsensusMessage, PeerStatus } from '../../../lib/consensus/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { MAX_NULLIFICATIONS_PER_PROPOSAL } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote } from './fixtures.ts';

const first = makeProposal(1n, undefined, { transaction: 9 });
const certificate = makeCertificate(NOTARIZE, 1n, first.hash);
const second = makeProposal(4n, { header: first.block.header, certificate });
const MESSAGES: readonly ConsensusMessage[] = [
  { type: 'proposal', proposal: first.proposal },
  { type: 'proposal', proposal: second.proposal },
  { type: 'proposal', proposal: { ...second.proposal, justify: certificate } },
  { type: 'vote', vote: makeVote(NULLIFY, 77n, 3) },
  { type: 'vote', vote: makeVote(FINALIZE, 1n << 60n, 0, first.hash) },
  { type: 'certificate', certificate },
];
const STATUS: PeerStatus = {
  epoch: 0n,
  view: 12n,
  finalizedHeight: 9n,
  finalizedHash: first.hash,
  wallMs: 1_900_000_000_123,
};

describe('messages', () => {
  it('survive the wire', () => {
    for (const message of MESSAGES) {
      expect(consensusMessageFromBytes(bytesFromConsensusMessage(message))).toEqual(message);
    }
    expect(peerStatusFromBytes(bytesFromPeerStatus(STATUS))).toEqual(STATUS);
  });

  it('have one encoding: damaged bytes are refused or are another message', () => {
    const encoded = MESSAGES.map(bytesFromConsensusMessage);
    fc.assert(
      fc.property(fc.constantFrom(...encoded), fc.nat(), fc.integer({ min: 1, max: 255 }), damage),
      { numRuns: 2_000 },
    );
  });

  it('are refused in full when they are noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expectCanonicalOrMalformed(bytes);
        return true;
      }),
    );
  });

  it('are refused with a wrong kind, signer, or number of nullifications', () => {
    const proposal = second.proposal;
    const many = Array.from({ length: MAX_NULLIFICATIONS_PER_PROPOSAL + 1 }, (_, i) =>
      makeCertificate(NULLIFY, BigInt(i) + 1n),
    );
    const wrong: ConsensusMessage[] = [
      { type: 'proposal', proposal: { ...proposal, nullifications: many } },
      { type: 'proposal', proposal: { ...proposal, nullifications: [certificate] } },
      { type: 'vote', vote: { ...makeVote(NULLIFY, 1n, 0), signer: 100 } },
      { type: 'vote', vote: makeVote(NULLIFY, 1n, 0, first.hash) },
      { type: 'vote', vote: makeVote(NOTARIZE, 1n, 0) },
    ];
    for (const message of wrong) {
      const bytes = bytesFromConsensusMessage(message);
      expect(() => consensusMessageFromBytes(bytes)).toThrow(WeftError);
    }
  });
});

function damage(bytes: Uint8Array, position: number, change: number): boolean {
  const damaged = Uint8Array.from(bytes);
  const at = position % bytes.length;
  damaged[at] = (damaged[at] as number) ^ change;
  expectCanonicalOrMalformed(damaged);
  expectCanonicalOrMalformed(damaged.subarray(0, at));
  return true;
}

function expectCanonicalOrMalformed(bytes: Uint8Array): void {
  let message: ConsensusMessage;
  try {
    message = consensusMessageFromBytes(bytes);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(WeftError);
    return;
  }
  expect([...bytesFromConsensusMessage(message)]).toEqual([...bytes]);
}
