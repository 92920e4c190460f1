import { Pause, Play, RotateCw, Square } from 'lucide-react';
import type { TabRole } from '../../lib/client/join-tabs.ts';
import type { NodeStatus } from '../../lib/client/types.ts';
import { Button } from '../../lib/ui/button.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { messages } from '../../lib/ui/messages.ts';
import type { NodeControls } from './node-controls.ts';

const words = messages.node;

/** Pause, resume and stop: only what works. */
export function ControlsCard({
  status,
  role,
  controls,
}: {
  status: NodeStatus;
  role: TabRole;
  controls: NodeControls;
}) {
  const isPaused = status.phase === 'paused';
  if (status.phase === 'stopped') return <StoppedCard role={role} restart={controls.restart} />;
  return (
    <Card title={messages.controls.title}>
      <p className="text-sm text-ink-2">{messages.controls.lead}</p>
      {status.validator?.state === 'voting' && (
        <p className="mt-2 text-sm text-ink-2">{messages.controls.votes}</p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          size="small"
          disabled={controls.isBusy}
          onClick={isPaused ? controls.resume : controls.pause}
        >
          {isPaused ? (
            <Play size={14} aria-hidden="true" />
          ) : (
            <Pause size={14} aria-hidden="true" />
          )}
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button size="small" kind="fault" disabled={controls.isBusy} onClick={controls.stop}>
          <Square size={13} aria-hidden="true" />
          {words.stop}
        </Button>
      </div>
      {controls.error && (
        <div className="mt-4">
          <ErrorNotice error={controls.error} kind="care" />
        </div>
      )}
    </Card>
  );
}

/** Only the tab that ran the node can start it: another would find its lock still held. */
function StoppedCard({ role, restart }: { role: TabRole; restart: () => void }) {
  const isOurs = role === 'owner';
  return (
    <Card title={messages.controls.title}>
      <p className="text-sm text-ink-2">
        {isOurs ? messages.controls.stopped : messages.controls.stoppedElsewhere}
      </p>
      {isOurs && (
        <Button size="small" className="mt-4" onClick={restart}>
          <RotateCw size={14} aria-hidden="true" />
          {words.restart}
        </Button>
      )}
    </Card>
  );
}
