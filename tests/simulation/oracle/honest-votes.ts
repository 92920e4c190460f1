import { type ChainFacts, statementText, textOf } from './chain-facts.ts';
import { voteIn, voteOfRecord } from './messages.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * I2: no honest identity, across restarts, signs two things that exclude each other, or notarizes
 * a view that it gave up.
 * I3: every vote on the wire was durable before.
 */
export function createHonestVotes(facts: ChainFacts): Invariant {
  const signed = new Set<string>();
  const durable = new Set<string>();
  const digests = new Map<string, string>();
  const givenUp = new Set<string>();

  const assertNoPair = (validator: number, kind: number, where: string, digest: string) => {
    const key = `${validator}/${kind}/${where}`;
    const other = digests.get(key);
    if (other !== undefined && other !== digest) fail('I2', 'slashable-pair', key);
    const opposite = kind === NULLIFY ? FINALIZE : kind === FINALIZE ? NULLIFY : undefined;
    if (opposite && digests.has(`${validator}/${opposite}/${where}`)) {
      fail('I2', 'slashable-pair', key);
    }
    digests.set(key, digest);
  };

  return {
    signed: (process, message) => {
      const text = statementText(message);
      if (text && facts.isHonest(process)) signed.add(`${process}/${text}`);
    },
    durable: (process, body) => {
      const vote = voteOfRecord(body);
      if (!vote || !facts.isHonest(process)) return;
      const { kind, epoch, view } = vote.statement;
      const given = `${process}/${epoch}/${view}`;
      if (kind === NULLIFY) givenUp.add(given);
      if (kind === NOTARIZE && givenUp.has(given)) fail('I2', 'notarized-after-nullify', given);
      durable.add(`${process}/${textOf(vote.statement)}`);
    },
    sent: (process, message) => {
      const vote = voteIn(message);
      if (!vote || !facts.isHonest(process)) return;
      const { kind, epoch, view, digest } = vote.statement;
      const text = textOf(vote.statement);
      const key = `${process}/${text}`;
      const term = facts.termOf(epoch);
      const validator = facts.identityOf(process);
      if (term?.members[vote.signer]?.validator !== validator) fail('I2', 'foreign-vote', key);
      if (!signed.has(key)) fail('I3', 'unsigned-vote', key);
      if (!durable.has(key)) fail('I3', 'vote-before-durable', key);
      assertNoPair(validator, kind, `${epoch}/${view}`, digest);
    },
  };
}

const NOTARIZE = 1;
const NULLIFY = 2;
const FINALIZE = 3;
