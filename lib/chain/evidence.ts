import { listOf, type RlpItem } from '../core/rlp.ts';
import {
  type Certificate,
  certificateFromItem,
  itemFromCertificate,
  signersOf,
} from './certificate.ts';
import type { Committee, Member } from './committee.ts';
import { FINALIZE, NOTARIZE, NULLIFY, type Statement } from './statement.ts';

/**
 * Two certificates that no honest member signs both of. A vote stands here as a certificate with
 * one bit, so neither needs a quorum; who signed both is guilty.
 */
export interface Evidence {
  first: Certificate;
  second: Certificate;
}

/**
 * Whether signing both is an offence: in one view, two digests notarized or two finalized, or a
 * finalization beside a nullification. Notarizing and then nullifying is not, nor is finalizing
 * another block than the one that was notarized: the protocol asks for either at times.
 */
export function isConflict(first: Statement, second: Statement): boolean {
  if (first.epoch !== second.epoch || first.view !== second.view) return false;
  if (first.kind === second.kind) {
    const isOnBlock = first.kind === NOTARIZE || first.kind === FINALIZE;
    return isOnBlock && first.digest !== second.digest;
  }
  const kinds = [first.kind, second.kind];
  return kinds.includes(NULLIFY) && kinds.includes(FINALIZE);
}

/** Members of the epoch's committee who signed both, or undefined for a malformed bitmap. */
export function guiltyMembers(
  { first, second }: Evidence,
  committee: Committee,
): Member[] | undefined {
  const firstSigners = signersOf(first, committee);
  const secondSigners = signersOf(second, committee);
  if (!firstSigners || !secondSigners) return undefined;
  const both = new Set(secondSigners.map(({ index }) => index));
  return firstSigners.filter(({ index }) => both.has(index)).map(({ member }) => member);
}

export function itemFromEvidence({ first, second }: Evidence): RlpItem {
  return [itemFromCertificate(first), itemFromCertificate(second)];
}

export function evidenceFromItem(item: RlpItem | undefined): Evidence {
  const [first, second] = listOf(item, 2);
  return { first: certificateFromItem(first), second: certificateFromItem(second) };
}
