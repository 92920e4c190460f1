import type { Committee } from '../../chain/committee.ts';
import { attestMessage, type Statement } from '../../chain/statement.ts';
import { bisectVotes } from '../../consensus/bisect-votes.ts';
import type { Vote, VoteBatch } from '../../consensus/types.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import type { Signatures } from '../ports.ts';

export interface VotesVerdict {
  signers: number[];
  bad: number[];
  /** Sum over `signers`; `0x` when there are none. */
  signature: Hex;
}

/**
 * Checks votes for one statement with one aggregate signature, and halves the batch while it fails.
 * The base passed before and is only added to the sums of what passed.
 */
export async function verifyVotes(
  batch: { statement: Statement; votes: readonly Vote[]; base: VoteBatch | undefined },
  { committee, genesisHash }: { committee: Committee; genesisHash: Hash },
  signatures: Signatures,
): Promise<VotesVerdict> {
  const message = attestMessage(genesisHash, batch.statement);
  const search = bisectVotes(batch.votes);
  const sums: Hex[] = [];
  let turn = search.next();
  while (!turn.done) {
    const part = turn.value;
    const signature = await sumOf(
      part.map((vote) => vote.signature),
      signatures,
    );
    const keys = part.map((vote) => committee[vote.signer]?.blsKey as Hex);
    const [passed] = signature
      ? await signatures.verifyAggregates([{ keys, message, signature }])
      : [false];
    if (signature && passed) sums.push(signature);
    turn = search.next(passed === true);
  }
  const { passed, bad } = turn.value;
  if (batch.base) sums.push(batch.base.signature);
  const signers = [...passed.map((vote) => vote.signer), ...(batch.base?.signers ?? [])];
  return {
    signers: signers.sort((a, b) => a - b),
    bad: bad.map((vote) => vote.signer),
    signature: (await sumOf(sums, signatures)) ?? '0x',
  };
}

/** Undefined for nothing, and when a share is no point of the curve. */
async function sumOf(shares: readonly Hex[], signatures: Signatures): Promise<Hex | undefined> {
  if (shares.length <= 1) return shares[0];
  try {
    return await signatures.aggregate(shares);
  } catch (thrown) {
    // Only a bad share says something about the votes; threads without room are asked again.
    if (errorObjectFrom(thrown).code !== 'signatures/malformed') throw thrown;
    return undefined;
  }
}
