import { type Block, hashOfBlock } from '../../../lib/chain/block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import type { Header } from '../../../lib/chain/header.ts';
import {
  attestMessage,
  NOTARIZE,
  NULLIFY,
  type StatementKind,
} from '../../../lib/chain/statement.ts';
import { step } from '../../../lib/consensus/engine.ts';
import { createEngineState } from '../../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  EpochConfig,
  FinalizedBlock,
  Proposal,
  RecordBody,
  Times,
  Vote,
} from '../../../lib/consensus/types.ts';
import { type Hash, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { fakeAggregate, fakeSign } from '../../simulation/fake-signatures.ts';
import { createEpochConfig } from '../../simulation/simulated-genesis.ts';
import { buildSimulated } from '../../simulation/simulated-ledger.ts';
import { checkVotes } from '../../simulation/verify.ts';

type WithoutTimes<E> = E extends unknown ? Omit<E, keyof Times> : never;
type EffectOf<Type> = Extract<ConsensusEffect, { type: Type }>;

export const WALL_MS = 1_900_000_000_000;

/** One engine and everything a test needs to play all the others. */
export function createHarness({
  powers = [1n, 1n, 1n, 1n],
  self = 0,
  journal = [],
  floor,
  isGuarded = true,
}: {
  powers?: readonly bigint[];
  /** An index past the committee follows without voting. */
  self?: number;
  journal?: readonly RecordBody[];
  floor?: FinalizedBlock;
  isGuarded?: boolean;
} = {}) {
  const config = configFor(powers, self);
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
        if (effect.type === 'verify-votes') {
          const { statement, votes, base } = effect;
          const result = checkVotes(config, statement, votes, base);
          all.push(...send({ type: 'votes-verified', statement, ...result }));
        }
        if (effect.type === 'build') {
          const block = buildSimulated(config, effect, []);
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

export function configFor(powers: readonly bigint[], self: number): EpochConfig {
  return createEpochConfig({ powers, minBlockMs: 500 }, self, { signed: () => {} });
}

export function makeVote(
  kind: StatementKind,
  view: bigint,
  signer: number,
  digest: Hash = ZERO_HASH,
): Vote {
  const statement = { kind, epoch: 0n, view, digest };
  const { genesisHash } = configFor([1n], 0);
  return { statement, signer, signature: fakeSign(signer, attestMessage(genesisHash, statement)) };
}

export function makeCertificate(
  kind: StatementKind,
  view: bigint,
  digest: Hash = ZERO_HASH,
  signers: readonly number[] = [1, 2, 3],
  memberCount = 4,
): Certificate {
  const votes = signers.map((signer) => makeVote(kind, view, signer, digest));
  return {
    statement: { kind, epoch: 0n, view, digest },
    signers: bitmapFromIndexes(signers, memberCount),
    signature: fakeAggregate(votes.map((vote) => vote.signature)),
  };
}

/** The leader's block and proposal for a view, on a parent that is certified or the root. */
export function makeProposal(
  view: bigint,
  parent?: { header: Header; certificate: Certificate },
  changes: { timestampMs?: number; transaction?: number } = {},
): { block: Block; hash: Hash; proposal: Proposal } {
  const powers = [1n, 1n, 1n, 1n];
  const leader = leaderOf(view);
  const config = configFor(powers, leader);
  const header = parent?.header ?? config.root;
  const request = {
    view,
    parent: header,
    timestampMs: changes.timestampMs ?? header.timestampMs + 500,
    ...(parent && { parentCertificate: parent.certificate }),
  };
  const transactions = changes.transaction ? [Uint8Array.of(changes.transaction)] : [];
  const block = buildSimulated(config, request, transactions);
  const hash = hashOfBlock(block);
  const parentView = parent?.certificate.statement.view ?? 0n;
  const nullifications: Certificate[] = [];
  for (let at = parentView + 1n; at < view; at++) nullifications.push(makeCertificate(NULLIFY, at));
  const vote = makeVote(NOTARIZE, view, leader, hash);
  return { block, hash, proposal: { view, block, nullifications, vote } };
}

export function leaderOf(view: bigint): number {
  const { committee, seed } = configFor([1n, 1n, 1n, 1n], 0);
  return leaderIndex(committee, seed, view);
}

/** First view at or after `from` that `member` leads (or, negated, does not). */
export function viewLedBy(member: number, from = 1n, isLed = true): bigint {
  for (let view = from; ; view++) if ((leaderOf(view) === member) === isLed) return view;
}

/** Moves an engine into `view` by nullifying everything before it. */
export function bringTo(harness: Harness, view: bigint): void {
  for (let at = harness.state.view; at < view; at++) {
    harness.certificate(makeCertificate(NULLIFY, at));
  }
}
