'use client';
import { useRole } from '../../lib/react/use-role.ts';
import { useStatus } from '../../lib/react/use-status.ts';
import { NodeView } from './node-view.tsx';
import { useLoomView } from './use-loom-view.ts';
import { useNodeControls } from './use-node-controls.ts';

export function NodePage() {
  const status = useStatus();
  const role = useRole();
  const loom = useLoomView();
  const controls = useNodeControls();
  return <NodeView status={status} role={role} loom={loom} controls={controls} />;
}
