import { Pause, Play, Square } from 'lucide-react';
import type { NodeStatus } from '../../lib/client/types.ts';
import { Button } from '../../lib/ui/button.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { ErrorNotice } from '../../lib/ui/error-notice.tsx';
import { messages } from '../../lib/ui/messages.ts';
import type { NodeControls } from './node-controls.ts';

const words = messages.node;

/** Pause, resume and stop: only what works. */
export function ControlsCard({ status, controls }: { status: NodeStatus; controls: NodeControls }) {
  const isPaused = status.phase === 'paused';
  const isStopped = status.phase === 'stopped';
  return (
    <Card title={messages.controls.title}>
      <p className="text-sm text-ink-2">{messages.controls.lead}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          size="small"
          disabled={controls.isBusy || isStopped}
          onClick={isPaused ? controls.resume : controls.pause}
        >
          {isPaused ? (
            <Play size={14} aria-hidden="true" />
          ) : (
            <Pause size={14} aria-hidden="true" />
          )}
          {isPaused ? words.resume : words.pause}
        </Button>
        <Button
          size="small"
          kind="fault"
          disabled={controls.isBusy || isStopped}
          onClick={controls.stop}
        >
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
