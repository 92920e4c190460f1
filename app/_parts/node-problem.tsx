import type { NodeStatus } from '../../lib/client/types.ts';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { formatSpan } from '../../lib/ui/format/format-time.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';

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

/** Whoever listens to the page is told anew now and then, not with each status. */
function inSteps(durationMs: number): number {
  const stepMs = durationMs < MINUTE_MS ? 10_000 : MINUTE_MS;
  return durationMs - (durationMs % stepMs);
}

const MINUTE_MS = 60_000;
