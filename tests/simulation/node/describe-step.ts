import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEffect, ConsensusEvent } from '../../../lib/consensus/types.ts';
import { hashText } from '../random.ts';

/** A number that differs, most likely, when a step did something else. */
export function markOf(
  event: ConsensusEvent,
  effects: readonly ConsensusEffect[],
  state: EngineState,
): number {
  let mark = hashText(event.type, Number(state.view));
  for (const effect of effects) mark = hashText(effect.type, mark);
  return mark ^ Number(state.floor.header.height);
}

/** One line for people. */
export function describeStep(
  event: ConsensusEvent,
  effects: readonly ConsensusEffect[],
  state: EngineState,
): string {
  const done = effects.map(describeEffect).join(' ');
  const { epoch } = state.config;
  const where = `epoch ${epoch} view ${state.view} height ${state.floor.header.height}`;
  return `${describeEvent(event)} -> ${where} ${done}`;
}

function describeEvent(event: ConsensusEvent): string {
  switch (event.type) {
    case 'vote': {
      const { kind, view } = event.vote.statement;
      return `vote ${event.vote.signer}:${KINDS[kind]}@${view}`;
    }
    case 'certificate': {
      const { kind, view } = event.certificate.statement;
      return `certificate ${KINDS[kind]}@${view}`;
    }
    case 'proposal':
      return `proposal @${event.proposal.view}`;
    default:
      return event.type;
  }
}

function describeEffect(effect: ConsensusEffect): string {
  if (effect.type !== 'broadcast') return effect.type;
  const { message } = effect;
  if (message.type === 'proposal') return `broadcast:proposal@${message.proposal.view}`;
  const { kind, view } =
    message.type === 'vote' ? message.vote.statement : message.certificate.statement;
  return `broadcast:${message.type}:${KINDS[kind]}@${view}`;
}

const KINDS = { 1: 'notarize', 2: 'nullify', 3: 'finalize' } as const;
