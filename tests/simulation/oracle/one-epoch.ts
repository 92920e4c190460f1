import { hashOnce } from '../hash-once.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I12: each epoch has one root, one committee and one seed, and they are those of the rules. */
export function createOneEpoch(facts: ChainFacts): Invariant {
  const known = new Map<bigint, string>();
  return {
    epochStarted: (process, { epoch, seed, committee, validators, root }) => {
      const powers = committee.map((member, index) => `${validators[index]}:${member.power}`);
      const text = `${hashOnce(root)} ${seed} ${powers.join()}`;
      const before = known.get(epoch) ?? text;
      known.set(epoch, text);
      if (before !== text) fail('I12', 'two-epochs', `${process}: ${before} or ${text}`);
      const term = facts.termOf(epoch) ?? fail('I12', 'unknown-epoch', `${process}: ${epoch}`);
      const expected = term.members.map(({ validator, power }) => `${validator}:${power}`).join();
      if (powers.join() !== expected) fail('I12', 'wrong-committee', `${process}: ${powers}`);
      const expectedSeed = `0x${Buffer.from(term.seed).toString('hex')}`;
      if (seed !== expectedSeed) fail('I12', 'wrong-seed', `${process}: epoch ${epoch}`);
    },
  };
}
