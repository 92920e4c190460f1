import type { ChainInfo, Phase } from '../../client/types.ts';
import { Chip } from '../chip.tsx';
import { formatNumber, formatPercent } from '../format/format-number.ts';
import { formatSeconds } from '../format/format-time.ts';
import { messages } from '../messages.ts';
import { PowerMeter } from '../meter.tsx';
import type { LoomPass, LoomState } from './loom-state.ts';
import { depthOf, pinnedSigners } from './pass-layout.ts';

const words = messages.loom;

interface Props {
  chain: ChainInfo | undefined;
  state: LoomState;
  phase: Phase;
}

/** The oldest open block and how much power stands behind it; when there is none, the last one. */
export function LoomNow({ chain, state, phase }: Props) {
  const pass = state.passes[0];
  const last = state.blocks[0];
  if (!chain || (!last && !pass)) {
    return <Now line={idleWords(phase, false)} title={words.noBlock} />;
  }
  if (pass && phase === 'live')
    return <OpenBlock chain={chain} pass={pass} next={(last?.height ?? 0n) + 1n} />;
  if (!last) return <Now line={idleWords(phase, false)} title={words.noBlock} />;
  const signed = last.certificate.signers;
  return (
    <Now
      line={idleWords(phase, true)}
      aside={last.finalityMs === undefined ? undefined : formatSeconds(last.finalityMs)}
      title={formatNumber(last.height)}
      depth="final"
      share={powerShare(chain, signed)}
      quorumShare={Number(chain.quorumPower) / Number(chain.totalPower)}
    />
  );
}

function OpenBlock({ chain, pass, next }: { chain: ChainInfo; pass: LoomPass; next: bigint }) {
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
      share={powerShare(chain, signers)}
      quorumShare={Number(chain.quorumPower) / Number(chain.totalPower)}
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

function powerShare(chain: ChainInfo, signers: readonly number[]): number {
  const power = signers.reduce((sum, signer) => sum + (chain.validators[signer]?.power ?? 0n), 0n);
  return Number(power) / Number(chain.totalPower);
}
