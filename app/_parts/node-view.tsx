import type { TabRole } from '../../lib/client/join-tabs.ts';
import type { NodeStatus } from '../../lib/client/types.ts';
import { LoomCard, type LoomCardProps } from '../../lib/ui/loom/loom-card.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { phaseOf } from '../../lib/ui/node-words.ts';
import { Notice } from '../../lib/ui/notice.tsx';
import { ControlsCard } from './controls-card.tsx';
import { CostCard } from './cost-card.tsx';
import { EthereumCard } from './ethereum-card.tsx';
import { EthereumNotice } from './ethereum-notice.tsx';
import { FinalityCard } from './finality-card.tsx';
import type { NodeControls } from './node-controls.ts';
import { NodeHero } from './node-hero.tsx';
import { NodeProblem } from './node-problem.tsx';
import { PeersCard } from './peers-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { TrustCard } from './trust-card.tsx';

/** The page of this tab's node, from its first moment to live and back to stopped. */
export function NodeView({
  status,
  role,
  loom,
  controls,
}: {
  status: NodeStatus | undefined;
  role: TabRole;
  loom: Omit<LoomCardProps, 'phase' | 'own'>;
  controls: NodeControls;
}) {
  const phase = phaseOf(status);
  return (
    <>
      <NodeProblem status={status} />
      <EthereumNotice status={status} />
      {role === 'attached' && (
        <div className="mb-8">
          <Notice title={messages.node.attachedTitle}>{messages.node.attached}</Notice>
        </div>
      )}
      <NodeHero status={status} role={role} controls={controls} />
      {(loom.committees.size > 0 || phase !== 'stopped') && (
        <div className="mb-6">
          <LoomCard {...loom} phase={phase} own={status?.validator?.account} />
        </div>
      )}
      {status && status.height > 0n && (
        <div className="grid grid-cols-12 gap-6 *:col-span-12 max-desk:gap-4">
          <div className="wide:col-span-5 *:h-full">
            <FinalityCard status={status} />
          </div>
          <div className="wide:col-span-7 *:h-full">
            <PeersCard status={status} />
          </div>
          <div className="wide:col-span-4 *:h-full">
            <StorageCard status={status} />
          </div>
          <div className="wide:col-span-4 *:h-full">
            <CostCard status={status} />
          </div>
          <div className="wide:col-span-4 *:h-full">
            <ControlsCard status={status} role={role} controls={controls} />
          </div>
          {status.ethereum && <EthereumCard ethereum={status.ethereum} />}
          <TrustCard status={status} committees={loom.committees} block={loom.state.blocks[0]} />
        </div>
      )}
    </>
  );
}
