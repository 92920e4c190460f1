import { type EpochInfo, epochInfoOf } from '../../chain/epoch.ts';
import { hashOfHeader } from '../../chain/header.ts';
import { readState } from '../../chain/read-state.ts';
import { countKeys } from '../../chain/state-tree.ts';
import type { StakingView } from '../../modules/staking/queries.ts';
import type { NodeView } from './node-view.ts';
import type { NodeStatus, OwnValidator, Phase } from './types.ts';

/** What only who watched can tell. */
export interface Watched {
  validator: OwnValidator | undefined;
  standstillMs: number | undefined;
}

export function statusOfNode(node: NodeView, { validator, standstillMs }: Watched): NodeStatus {
  const session = node.session();
  const { header, tree } = session ? session.chain.final() : node.chain.root;
  const info = epochInfoOf(tree);
  const { query } = readState(node.chain, tree, header.height);
  const { missedViews } = query('staking', 'parameters', undefined) as StakingView;
  const best = session ? session.chain.best() : header;
  const { usedBytes, quotaBytes } = node.usage();
  const finalityMs = node.finality.median();
  const problem = node.problem();
  const phase = phaseOf(node, info);
  const ethereum = session?.ethereum?.status();
  const poster = node.poster();
  const watchtower = node.watchtower();
  return {
    chainId: node.chain.chainId,
    phase,
    height: best.height,
    finalizedHeight: header.height,
    finalizedHash: hashOfHeader(header),
    stateRoot: header.stateRoot,
    epoch: info.epoch,
    peers: node.peers(),
    storageBytes: usedBytes,
    ...(quotaBytes !== undefined && { quotaBytes }),
    persistent: node.persistent,
    peerId: node.peerId(),
    boot: node.boot.list(),
    targetHeight: session?.targetHeight() ?? header.height,
    ...(finalityMs !== undefined && { finalityMs }),
    finalityHistoryMs: node.finality.history(),
    missedViews,
    stateKeys: countKeys(tree),
    pendingTransactions: session?.mempool.size() ?? 0,
    ...(standstillMs !== undefined && phase === 'live' && { standstillMs }),
    ...(validator && { validator }),
    ...(ethereum && { ethereum }),
    ...(poster && { poster }),
    ...(watchtower && { watchtower }),
    ...(problem && { problem }),
  };
}

function phaseOf(node: NodeView, { committee }: EpochInfo): Phase {
  const run = node.run();
  const session = node.session();
  if (run !== 'running' || !session) return run === 'running' ? 'starting' : run;
  const needsPeers = committee.length > 1;
  if (needsPeers && node.peers().length === 0) {
    return session.bearings.isLooking() ? 'starting' : 'alone';
  }
  if (needsPeers && !session.bearings.hasHeard()) return 'syncing';
  const isLive = node.boot.list().some((step) => step.name === 'live' && step.state === 'done');
  return isLive && !session.sync.isCatchingUp() ? 'live' : 'syncing';
}
