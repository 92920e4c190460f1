import { type Certificate, signersOf } from '../../chain/certificate.ts';
import type { Committee } from '../../chain/committee.ts';
import { isBefore, type JournalPosition, positionOf } from '../../consensus/journal.ts';
import type { RecordBody } from '../../consensus/types.ts';
import type { Hex } from '../../core/bytes.ts';

/** Compares what the chain counts of a key's votes with what this node has said with it. */
export interface OwnAttendance {
  /** A vote of this node is on its way. */
  voted(position: JournalPosition): void;
  /**
   * Whether a certificate of the chain counts a vote of the key beyond everything that this node
   * said or knew of when it was last open: then somebody else signs with it, for example another
   * copy of the same browser profile. Below that, the journal may have forgotten.
   */
  isForeign(
    certificate: Certificate,
    blsKey: Hex,
    committeeOf: (epoch: bigint) => Committee | undefined,
  ): boolean;
}

/** `known` is the newest final block's place, which the journal may have been pruned up to. */
export function createOwnAttendance(
  journal: readonly RecordBody[],
  known: JournalPosition,
): OwnAttendance {
  let newest = journal.map(positionOf).reduce(later, known);
  return {
    voted(position) {
      newest = later(newest, position);
    },
    isForeign(certificate, blsKey, committeeOf) {
      if (!isBefore(newest, certificate.statement)) return false;
      const committee = committeeOf(certificate.statement.epoch);
      const signers = committee && signersOf(certificate, committee);
      return signers?.some(({ member }) => member.blsKey === blsKey) ?? false;
    },
  };
}

function later(a: JournalPosition, b: JournalPosition): JournalPosition {
  return isBefore(a, b) ? b : a;
}
