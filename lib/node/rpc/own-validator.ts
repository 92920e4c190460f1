import type { Committee } from '../../chain/committee.ts';
import { committeeOf, epochInfoOf } from '../../chain/epoch.ts';
import { readState } from '../../chain/read-state.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import type { Hex } from '../../core/bytes.ts';
import type { ValidatorView as StakingValidator } from '../../modules/staking/queries.ts';
import type { StoredKey } from '../ports.ts';
import type { NodeView } from './node-view.ts';
import type { LoomEvent, OwnValidator } from './types.ts';

/** Tells what the validator is whose key this node holds; undefined while it holds none. */
export function createOwnValidator(node: NodeView): () => OwnValidator | undefined {
  let lastVote: { epoch: bigint; view: bigint } | undefined;
  let since: Since | undefined;

  function seeVote({ epoch, view, signer }: LoomEvent & { type: 'vote' }): void {
    const config = node.session()?.state().config;
    if (config?.self?.index !== signer || config.epoch !== epoch) return;
    if (lastVote?.epoch === epoch && lastVote.view >= view) return;
    lastVote = { epoch, view };
  }
  node.events.loom.on((event) => {
    if (event.type === 'vote') seeVote(event);
  });

  /** Looking back takes a committee an epoch, so it is done once an epoch. */
  function sinceEpoch(tree: StateTree, epoch: bigint, blsKey: Hex): bigint | undefined {
    if (since?.epoch !== epoch || since.blsKey !== blsKey) {
      const known = since?.blsKey === blsKey ? since : undefined;
      since = { epoch, blsKey, first: firstEpochOf(tree, { epoch, blsKey }, known) };
    }
    return since.first;
  }

  return () => {
    const session = node.session();
    const key = session?.key();
    if (!session || !key) return undefined;
    const { header, tree } = session.chain.final();
    const { epoch, committee } = epochInfoOf(tree);
    const { account, blsKey } = key;
    const { query } = readState(node.chain, tree, header.height);
    const validator = query('staking', 'validator', { account }) as StakingValidator | null;
    const state = stateOf(key, committee, validator);
    const first = state === 'voting' ? sinceEpoch(tree, epoch, blsKey) : undefined;
    return {
      account,
      blsKey,
      state,
      ...(first !== undefined && { sinceEpoch: first }),
      ...(lastVote?.epoch === epoch && { lastVotedView: lastVote.view }),
    };
  };
}

/** In this epoch the key votes, and has done so since the first one, as far as that is known. */
interface Since {
  epoch: bigint;
  blsKey: Hex;
  first: bigint | undefined;
}

function stateOf(
  { state, blsKey }: StoredKey,
  committee: Committee,
  validator: StakingValidator | null,
): OwnValidator['state'] {
  if (state === 'dead') return 'dead';
  if (validator?.status === 'removed') return 'removed';
  if (holds(committee, blsKey)) return 'voting';
  const keys = [validator?.blsKey, validator?.replacement?.blsKey];
  if (validator?.status !== 'candidate' || !keys.includes(blsKey)) return 'unregistered';
  return validator.jailedIn === undefined ? 'waiting' : 'jailed';
}

/** Undefined when a committee that the state forgot may have had the key, and nobody saw it. */
function firstEpochOf(
  tree: StateTree,
  { epoch, blsKey }: Omit<Since, 'first'>,
  known: Since | undefined,
): bigint | undefined {
  for (let first = epoch; first > 0n; first--) {
    if (known?.epoch === first) return known.first;
    const before = committeeOf(tree, first - 1n);
    if (!before) return undefined;
    if (!holds(before, blsKey)) return first;
  }
  return 0n;
}

function holds(committee: Committee, blsKey: Hex): boolean {
  return committee.some((member) => member.blsKey === blsKey);
}
