import { hashOfBlock } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { createEngineState, type EngineState } from '../../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  FinalizedBlock,
  Proposal,
  RecordBody,
  Times,
  Vote,
} from '../../../lib/consensus/types.ts';
import { buildBlock, checkVotes, configFor, makeCertificate, WALL_MS } from './fixtures.ts';

type WithoutTimes<E> = E extends unknown ? Omit<E, keyof Times> : never;
type EffectOf<Type> = Extract<ConsensusEffect, { type: Type }>;

/** One engine and everything a test needs to play all the others. */
export function createHarness({
  powers = [1n, 1n, 1n, 1n],
  self = 0,
  epoch = 0n,
  journal = [],
  floor,
  isGuarded = true,
  isBoundary = false,
  isConfirmed = true,
}: {
  powers?: readonly bigint[];
  /** An index past the committee follows without voting. */
  self?: number;
  epoch?: bigint;
  journal?: readonly RecordBody[];
  floor?: FinalizedBlock;
  isGuarded?: boolean;
  /** Whether own blocks end the epoch. */
  isBoundary?: boolean;
  /** Whether what blocks say of Ethereum passes the test. */
  isConfirmed?: boolean;
} = {}) {
  const config = configFor(powers, self, epoch);
  let state = createEngineState(config, floor);
  let now = 1_000;
  let effects: readonly ConsensusEffect[] = [];

  const send = (event: WithoutTimes<ConsensusEvent>) => {
    const result = step(state, { ...event, now, wall: WALL_MS + now } as ConsensusEvent);
    state = result.state;
    effects = result.effects;
    return effects;
  };

  const harness = {
    config,
    get state() {
      return state;
    },
    get effects() {
      return effects;
    },
    get now() {
      return now;
    },
    send,
    /** Goes on from another state. */
    restore: (other: EngineState) => {
      state = other;
    },
    /** Time passes, then an alarm rings. */
    after: (ms: number) => {
      now += ms;
      return send({ type: 'tick' });
    },
    vote: (vote: Vote) => send({ type: 'vote', vote, peer: String(vote.signer) }),
    certificate: (certificate: Certificate) =>
      send({ type: 'certificate', certificate, peer: 'p' }),
    propose: (proposal: Proposal) => send({ type: 'proposal', proposal, peer: 'p' }),
    /** Answers all questions about votes and blocks until there are none. */
    answer: () => {
      const all = [...effects];
      for (let i = 0; i < all.length; i++) {
        const effect = all[i] as ConsensusEffect;
        if (effect.type === 'check') {
          const hash = hashOfBlock(effect.block);
          all.push(...send({ type: 'block-checked', hash, valid: true }));
        }
        if (effect.type === 'test-inbox' && isConfirmed) {
          all.push(...send({ type: 'inbox-tested', hash: hashOfBlock(effect.block) }));
        }
        if (effect.type === 'verify-votes') {
          const { statement } = effect;
          const verdict = checkVotes(config, effect);
          all.push(...send({ type: 'votes-verified', statement, ...verdict }));
        }
        if (effect.type === 'build') {
          const block = buildBlock(config, effect, { isBoundary });
          all.push(...send({ type: 'block-built', view: effect.view, block }));
        }
      }
      effects = all;
      return all;
    },
    of: <Type extends ConsensusEffect['type']>(type: Type) =>
      effects.filter((effect): effect is EffectOf<Type> => effect.type === type),
    /** Own votes that the last effects send, as `kind@view`. */
    votesSent: () =>
      effects.flatMap((effect) => {
        if (effect.type !== 'broadcast' || effect.message.type === 'certificate') return [];
        const { message } = effect;
        const vote = message.type === 'vote' ? message.vote : message.proposal.vote;
        return [`${vote.statement.kind}@${vote.statement.view}`];
      }),
  };
  send({ type: 'start', journal });
  if (isGuarded) send({ type: 'guard-passed' });
  return harness;
}

export type Harness = ReturnType<typeof createHarness>;

/** Moves an engine into `view` by nullifying everything before it. */
export function bringTo(harness: Harness, view: bigint): void {
  const { epoch, committee } = harness.config;
  const options = { epoch, memberCount: committee.length };
  for (let at = harness.state.view; at < view; at++) {
    harness.certificate(makeCertificate(NULLIFY, at, undefined, [1, 2, 3], options));
  }
}
