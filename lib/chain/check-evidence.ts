import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { MAX_EVIDENCE_PER_BLOCK } from '../core/limits.ts';
import type { Chain } from './chain.ts';
import { committeeOf } from './epoch.ts';
import { type Evidence, guiltyMembers, isConflict } from './evidence.ts';
import type { Guilty } from './module.ts';
import { readStake } from './read-state.ts';
import type { StateTree } from './state-tree.ts';

/**
 * Whom a block's evidence convicts on its parent's state, signatures apart.
 * @throws WeftError `block/wrong-evidence`.
 */
export function convict(chain: Chain, tree: StateTree, evidence: readonly Evidence[]): Guilty[] {
  if (evidence.length === 0) return [];
  const judge = createJudge(chain, tree);
  const verdicts = evidence.map(judge);
  const isWrong = evidence.length > MAX_EVIDENCE_PER_BLOCK || verdicts.includes(undefined);
  if (isWrong) throw new WeftError('block/wrong-evidence', 'the block is not valid: evidence');
  return verdicts.flatMap((guilty) => guilty ?? []);
}

/** What a proposer may put into a block on this state: the first few that convict somebody. */
export function usableEvidence(
  chain: Chain,
  tree: StateTree,
  candidates: Iterable<Evidence>,
): Evidence[] {
  const usable: Evidence[] = [];
  const judge = createJudge(chain, tree);
  for (const candidate of candidates) {
    if (usable.length >= MAX_EVIDENCE_PER_BLOCK) break;
    if (judge(candidate)) usable.push(candidate);
  }
  return usable;
}

/**
 * Judges pieces of one block, in order. Each convicts the guilty who are not removed yet, by the
 * state or by a piece before it; undefined for one that convicts nobody.
 */
function createJudge(chain: Chain, tree: StateTree) {
  const stake = readStake(chain, tree);
  const convicted = new Set<Address>();
  return (evidence: Evidence): Guilty[] | undefined => {
    const { epoch } = evidence.first.statement;
    const committee = committeeOf(tree, epoch);
    if (!stake || !committee) return undefined;
    if (!isConflict(evidence.first.statement, evidence.second.statement)) return undefined;
    const guilty = (guiltyMembers(evidence, committee) ?? [])
      .map(({ account }) => ({ account, epoch }))
      .filter(({ account }) => !convicted.has(account) && !stake.isRemoved(account));
    for (const { account } of guilty) convicted.add(account);
    return guilty.length > 0 ? guilty : undefined;
  };
}
