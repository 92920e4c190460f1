import { Pause, Play, RotateCw } from 'lucide-react';
import type { TabRole } from '../../lib/client/join-tabs.ts';
import type { NodeStatus } from '../../lib/client/types.ts';
import { BootChecklist } from '../../lib/ui/boot-checklist.tsx';
import { Button } from '../../lib/ui/button.tsx';
import { Chip } from '../../lib/ui/chip.tsx';
import { secondsFromMs } from '../../lib/ui/format/format-time.ts';
import { LinkButton } from '../../lib/ui/link-button.tsx';
import { links } from '../../lib/ui/links.ts';
import { messages } from '../../lib/ui/messages.ts';
import { phaseOf, stateWord } from '../../lib/ui/node-words.ts';
import type { NodeControls } from './node-controls.ts';

const words = messages.node;

/** One sentence about what this tab is now, and how it came to be that. */
export function NodeHero({
  status,
  role,
  controls,
}: {
  status: NodeStatus | undefined;
  role: TabRole;
  controls: NodeControls;
}) {
  const phase = phaseOf(status);
  const steps = status?.boot ?? FIRST_STEPS;
  const canPause = phase === 'live' || phase === 'syncing' || phase === 'alone';
  return (
    <section
      aria-labelledby="title"
      className="mb-10 grid grid-cols-[minmax(0,1fr)_400px] items-start gap-16 wide:min-h-[264px] max-wide:grid-cols-1 max-wide:gap-7 max-desk:mb-6"
    >
      <div>
        <StateChip status={status} />
        <h1 id="title" className="my-[18px] text-display">
          {role === 'attached' && phase === 'live' ? words.heroAttached : words.hero[phase]}
        </h1>
        <p className="max-w-[46ch] text-md text-ink-2">{leadWords(status)}</p>
        <div className="mt-6 flex flex-wrap gap-2 empty:hidden max-desk:*:flex-1">
          {phase === 'live' && (
            <LinkButton href={links.trust} kind="primary">
              {words.why}
            </LinkButton>
          )}
          {canPause && (
            <Button onClick={controls.pause} disabled={controls.isBusy}>
              <Pause size={16} aria-hidden="true" />
              {words.pause}
            </Button>
          )}
          {phase === 'paused' && (
            <Button kind="primary" onClick={controls.resume} disabled={controls.isBusy}>
              <Play size={16} aria-hidden="true" />
              {words.resume}
            </Button>
          )}
          {phase === 'stopped' && role === 'owner' && (
            <Button kind="primary" onClick={controls.restart}>
              <RotateCw size={16} aria-hidden="true" />
              {words.restart}
            </Button>
          )}
        </div>
      </div>
      {steps.length > 0 && <BootChecklist steps={steps} />}
    </section>
  );
}

function StateChip({ status }: { status: NodeStatus | undefined }) {
  const phase = phaseOf(status);
  const liveAtMs = status?.boot.find((step) => step.name === 'live')?.atMs;
  if (phase === 'live') {
    return (
      <Chip kind="final">
        {liveAtMs === undefined ? stateWord(status) : words.liveAfter(secondsFromMs(liveAtMs))}
      </Chip>
    );
  }
  const kinds = {
    starting: 'pending',
    syncing: 'pending',
    paused: 'plain',
    alone: 'care',
    stopped: status?.problem ? 'fault' : 'plain',
  } as const;
  return <Chip kind={kinds[phase]}>{stateWord(status)}</Chip>;
}

function leadWords(status: NodeStatus | undefined): string {
  const phase = phaseOf(status);
  if (!status) return words.lead.starting;
  if (phase === 'syncing') return words.lead.syncing(status.height, status.targetHeight);
  if (status.height > 0n) return words.lead[phase];
  if (phase === 'alone') return words.lead.aloneEmpty;
  return phase === 'stopped' ? words.lead.stoppedEmpty : words.lead[phase];
}

/** What is drawn before the node has said anything. */
const FIRST_STEPS: NodeStatus['boot'] = (
  ['storage', 'keys', 'relay', 'peers', 'blocks', 'verification', 'live'] as const
).map((name) => ({ name, state: name === 'storage' ? 'running' : 'waiting', facts: {} }));
