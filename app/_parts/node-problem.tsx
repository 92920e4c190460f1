import type { NodeStatus } from '../../lib/client/types.ts';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';

/** Why the node of this tab stands still or is about to. */
export function NodeProblem({ status }: { status: NodeStatus | undefined }) {
  if (!status?.problem) return null;
  return (
    <div className="mb-8">
      <ErrorNotice error={status.problem} kind={status.phase === 'stopped' ? 'fault' : 'care'} />
    </div>
  );
}
