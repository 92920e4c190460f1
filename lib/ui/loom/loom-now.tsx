import type { CommitteeView, Phase } from '../../client/types.ts';
import { Chip } from '../chip.tsx';
import { type Committees, powerOf, shareOf } from '../committees.ts';
import { formatNumber, formatPercent } from '../format/format-number.ts';
import { formatSeconds } from '../format/format-time.ts';
import { messages } from '../messages.ts';
import { PowerMeter } from '../meter.tsx';
import type { LoomPass, LoomState } from './loom-state.ts';
import { depthOf, pinnedSigners } from './pass-layout.ts';

const words = messages.loom;

interface Props {
  committees: Committees;
  state: LoomState;
  phase: Phase;
}

/** The oldest open block and how much power stands behind it; when there is none, the last one. */
export function LoomNow({ committees, state, phase }: Props) {
  const pass = state.passes[0];
  const last = state.blocks[0];
  if (pass && phase === 'live') {
    const committee = committees.get(pass.epoch);
    return <OpenBlock committee={committee} pass={pass} next={(last?.height ?? 0n) + 1n} />;
  }
  if (!last) return <Now line={idleWords(phase, false)} title={words.noBlock} />;
  return (
    <Now
      line={idleWords(phase, true)}
      aside={last.finalityMs === undefined ? undefined : formatSeconds(last.finalityMs)}
      title={formatNumber(last.height)}
      depth="final"
      {...shares(committees.get(last.epoch), last.certificate.signers)}
    />
  );
}

function OpenBlock({
  committee,
  pass,
  next,
}: {
  committee: CommitteeView | undefined;
  pass: LoomPass;
  next: bigint;
}) {
  const isSkipping = pass.height === undefined && pass.nullify.length > 0;
  const signers = isSkipping ? pass.nullify : pinnedSigners(pass);
  const depth = depthOf(pass);
  const line = isSkipping
    ? words.voting.nullify
    : depth === 'final'
      ? words.voting.closed
      : depth === 'notarized'
        ? words.voting.finalize
        : words.voting.notarize;
  return (
    <Now
      line={line}
      aside={words.view(pass.view)}
      title={formatNumber(pass.height ?? next)}
      {...(!isSkipping && { depth })}
      {...shares(committee, signers)}
    />
  );
}

function Now(props: {
  line: string;
  aside?: string | undefined;
  title: string;
  depth?: 'proposed' | 'notarized' | 'final';
  share?: number;
  quorumShare?: number;
}) {
  const { depth, share, quorumShare } = props;
  return (
    <>
      <div className="flex items-center justify-between gap-3 text-ink-2">
        <span data-loom-phase="">{props.line}</span>
        <span>{props.aside}</span>
      </div>
      <div className="mb-3 flex min-h-8 items-center gap-3 text-xl font-[580] tracking-tight max-desk:text-lg">
        {props.title}
        {depth && <Chip kind={depth === 'final' ? 'final' : 'pending'}>{words.depth[depth]}</Chip>}
      </div>
      {share !== undefined && quorumShare !== undefined && (
        <>
          <PowerMeter share={share} quorumShare={quorumShare} />
          <div className="mt-1.5 flex justify-between gap-3 text-xs text-ink-2">
            <span>{words.powerSigned(formatPercent(share))}</span>
            <span>{words.needs}</span>
          </div>
        </>
      )}
    </>
  );
}

function idleWords(phase: Phase, hasBlocks: boolean): string {
  if (phase === 'paused' || phase === 'alone' || phase === 'stopped') return words.voting[phase];
  if (phase === 'live') return words.idle;
  return hasBlocks ? messages.node.phases[phase] : words.waitsForBlocks;
}

function shares(committee: CommitteeView | undefined, signers: readonly number[]) {
  if (!committee) return {};
  return {
    share: shareOf(committee, powerOf(committee, signers)),
    quorumShare: shareOf(committee, committee.quorumPower),
  };
}
