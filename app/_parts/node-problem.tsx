import type { NodeStatus } from '../../lib/client/types.ts';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { formatSpan } from '../../lib/ui/format/format-time.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';
import { inSteps } from './in-steps.ts';

const words = messages.node;

/** Why the node of this tab, or the chain it follows, stands still or is about to. */
export function NodeProblem({ status }: { status: NodeStatus | undefined }) {
  const notice = noticeOf(status);
  return notice && <div className="mb-8">{notice}</div>;
}

function noticeOf(status: NodeStatus | undefined) {
  if (status?.problem) {
    const kind = status.phase === 'stopped' ? 'fault' : 'care';
    return <ErrorNotice error={status.problem} kind={kind} />;
  }
  if (status?.standstillMs === undefined) return null;
  return (
    <Notice kind="care" title={words.standsTitle(formatSpan(inSteps(status.standstillMs)))}>
      {words.stands}
    </Notice>
  );
}
