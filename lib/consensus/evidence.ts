import { bitmapFromIndexes, type Certificate, indexesFromBitmap } from '../chain/certificate.ts';
import { type Evidence, isConflict } from '../chain/evidence.ts';
import { hasSigner, type Tally, tallyOf, uncheckedVotes } from './collector.ts';
import type { Vote } from './types.ts';

/**
 * What a vote contradicts that its signer is known to have signed in the same view. Certificates
 * count beside the tallies, because a larger batch may have taken the place of theirs.
 */
export function evidenceOfVote(
  { tallies, certificates }: { tallies: readonly Tally[]; certificates: readonly Certificate[] },
  vote: Vote,
  memberCount: number,
): Evidence | undefined {
  const excludes = ({ statement }: Tally | Certificate) => isConflict(statement, vote.statement);
  const counted = tallies.filter(excludes).flatMap((tally) => certificatesOf(tally, memberCount));
  const first = [...counted, ...certificates.filter(excludes)].find(({ signers }) =>
    indexesFromBitmap(signers).includes(vote.signer),
  );
  return first && { first, second: oneBitCertificate(vote, memberCount) };
}

/** What a certificate contradicts. Whose share of it was known has been accused before. */
export function evidenceOfCertificate(
  tallies: readonly Tally[],
  certificate: Certificate,
  memberCount: number,
): Evidence[] {
  const { statement, signers } = certificate;
  const same = tallyOf(tallies, statement);
  const isNew = (signer: number) => !same || !hasSigner(same, signer);
  const added = new Set(indexesFromBitmap(signers).filter(isNew));
  return tallies
    .filter((tally) => isConflict(tally.statement, statement))
    .flatMap((tally) => certificatesOf(tally, memberCount))
    .filter((first) => indexesFromBitmap(first.signers).some((signer) => added.has(signer)))
    .map((first) => ({ first, second: certificate }));
}

/** All that a tally can prove: what passed a check, as a whole, and each other share. */
function certificatesOf(tally: Tally, memberCount: number): Certificate[] {
  const { statement, base } = tally;
  const votes = uncheckedVotes(tally).map((vote) => oneBitCertificate(vote, memberCount));
  if (!base) return votes;
  const signers = bitmapFromIndexes(base.signers, memberCount);
  return [{ statement, signers, signature: base.signature }, ...votes];
}

function oneBitCertificate({ statement, signer, signature }: Vote, memberCount: number) {
  return { statement, signers: bitmapFromIndexes([signer], memberCount), signature };
}
