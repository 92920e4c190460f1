'use client';
import { useChain } from '../../lib/react/use-chain.ts';
import { useRole } from '../../lib/react/use-role.ts';
import { useStatus } from '../../lib/react/use-status.ts';
import { NodeView } from './node-view.tsx';
import { useLoomState } from './use-loom-state.ts';
import { useNodeControls } from './use-node-controls.ts';

export function NodePage() {
  const status = useStatus();
  const chain = useChain();
  const role = useRole();
  const loom = useLoomState();
  const controls = useNodeControls();
  return <NodeView status={status} chain={chain} role={role} loom={loom} controls={controls} />;
}
