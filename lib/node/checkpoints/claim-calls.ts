import type { Chain } from '../../chain/chain.ts';
import { readState } from '../../chain/read-state.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_CHECKPOINTS_PER_CALL, MAX_PROVEN_CLAIMS } from '../../core/limits.ts';
import type { PageRoots, WithdrawalClaim } from '../../modules/bridge/prove-withdrawal.ts';
import type { RecordedWithdrawal } from '../../modules/bridge/withdrawals.ts';
import { readAccepted, submitData } from '../ethereum-contracts/checkpoints-contract.ts';
import { claimData, multicallData, readClaimed } from '../ethereum-contracts/gateway-contract.ts';
import { newestOf } from '../ethereum-contracts/read-contract.ts';
import type { PastBlocks } from '../execution/past-epochs.ts';
import type { EthereumCall, EthereumSource } from '../ports.ts';
import { createClaimGroups } from './claim-groups.ts';
import { byFirstEndpoint } from './first-endpoint.ts';
import { type CheckpointPlace, knownCheckpoint } from './known-checkpoint.ts';
import { type ReadyCheckpoint, readyCheckpoints } from './ready-checkpoints.ts';

/** One transaction on Ethereum that pays withdrawals. */
export interface ClaimCall extends EthereumCall {
  /** `post`: no withdrawal yet, but checkpoints that have to come before. */
  kind: 'claim' | 'post-and-claim' | 'post';
  /** Withdrawals it pays. */
  indexes: bigint[];
}

/** How to be paid withdrawals, each of which is in one of the lists. */
export interface ClaimCalls {
  /**
   * To be sent in this order, each once the one before is mined. Asking anew in between is always
   * right: somebody else may have posted a checkpoint.
   */
  calls: ClaimCall[];
  /** Paid already, as every endpoint says that answers: none alone keeps money from anybody. */
  claimed: bigint[];
  /** In no final block that can be posted yet. */
  waiting: bigint[];
}

export interface ClaimSetting {
  chain: Chain;
  blocks: PastBlocks;
  sources: readonly EthereumSource[];
  /** Kept from one question to the next, or everything that ever left is hashed for each. */
  roots?: PageRoots;
}

/**
 * With the newest checkpoint as the first endpoint that answers tells it: nothing rests on its
 * word, for the contracts check every call.
 * @throws WeftError `bridge/no-contracts`, `ethereum/no-endpoint`, `checkpoint/...`, what the last
 *   endpoint failed with, and `query/malformed` for too many.
 */
export async function claimCalls(
  { sources, ...setting }: ClaimSetting,
  indexes: readonly bigint[],
): Promise<ClaimCalls> {
  if (indexes.length > MAX_PROVEN_CLAIMS) {
    throw new WeftError('query/malformed', 'too many withdrawals', { limit: MAX_PROVEN_CLAIMS });
  }
  const asked = [...new Set(indexes)];
  const { gateway } = setting.chain.genesis.contracts;
  const answers = await Promise.allSettled(sources.map((source) => paidBy(source, gateway, asked)));
  const told = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const isPaid = (index: bigint) => told.length > 0 && told.every((paid) => paid.has(index));
  const paid = asked.filter(isPaid);
  // Waiting twice for one that is silent would take longer than a page waits.
  const able = sources.filter((_, i) => answers[i]?.status === 'fulfilled');
  return byFirstEndpoint(able.length > 0 ? able : sources, (source) =>
    claimCallsBy(source, setting, { asked, paid }),
  );
}

async function claimCallsBy(
  source: EthereumSource,
  { chain, blocks, roots }: Omit<ClaimSetting, 'sources'>,
  { asked, paid }: { asked: readonly bigint[]; paid: readonly bigint[] },
): Promise<ClaimCalls> {
  const { checkpoints, gateway } = chain.genesis.contracts;
  const { header: head, tree } = blocks.chain.final();
  const { query } = readState(chain, tree, head.height);
  const accepted = await readAccepted(source, checkpoints);
  const heightOf = (index: bigint) =>
    (query('bridge', 'withdrawal', { index }) as RecordedWithdrawal | null)?.height;
  const isBy = (height: bigint) => (index: bigint) => (heightOf(index) ?? height + 1n) <= height;
  const proveAt = (height: bigint, wanted: readonly bigint[]) =>
    query('bridge', 'claims', { indexes: wanted, height, roots }) as WithdrawalClaim[];

  const open = asked.filter((index) => !paid.includes(index));
  const known = await knownCheckpoint(blocks, accepted);
  const covered = known ? open.filter(isBy(known.height)) : [];
  const uncovered = open.filter((index) => !covered.includes(index));
  const mayPost = uncovered.length > 0 && !accepted.isSealed;
  const ready = mayPost
    ? await readyCheckpoints(chain, blocks, accepted, MAX_CHECKPOINTS_PER_CALL)
    : [];
  const last = ready.at(-1);
  const posted = last ? uncovered.filter(isBy(last.header.height)) : [];
  const to = { to: gateway, valueWei: 0n };
  const calls: ClaimCall[] = [];
  if (known && covered.length > 0) {
    const claims = proveAt(known.height, covered);
    calls.push(...callsOf([], claims, known).map((call) => ({ ...to, ...call })));
  }
  if (last) {
    const claims = posted.length > 0 ? proveAt(last.header.height, posted) : [];
    const place = {
      bytes: last.checkpoint.header,
      index: accepted.count + BigInt(ready.length - 1),
    };
    calls.push(...callsOf(ready, claims, place).map((call) => ({ ...to, ...call })));
  }
  return {
    calls,
    claimed: [...paid],
    waiting: uncovered.filter((index) => !posted.includes(index)),
  };
}

async function paidBy(
  source: EthereumSource,
  gateway: Address,
  indexes: readonly bigint[],
): Promise<Set<bigint>> {
  return readClaimed(source, gateway, indexes, (await newestOf(source)).hash);
}

/** Checkpoints go first, with as many claims as fit beside them. */
function callsOf(
  ready: readonly ReadyCheckpoint[],
  claims: readonly WithdrawalClaim[],
  { bytes, index }: CheckpointPlace,
): Omit<ClaimCall, 'to' | 'valueWei'>[] {
  const posts = ready.map(({ checkpoint }) => submitData(checkpoint));
  const groups = createClaimGroups(claims, posts);
  return groups.map((group, i) => {
    const before = i === 0 ? posts : [];
    const claim = group.length > 0 ? [claimData(group, bytes, index)] : [];
    return {
      kind: before.length === 0 ? 'claim' : group.length > 0 ? 'post-and-claim' : 'post',
      indexes: group.map(({ withdrawal }) => withdrawal.index),
      data: multicallData([...before, ...claim]),
    };
  });
}
