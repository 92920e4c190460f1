import { quorumPower } from '../../../lib/chain/committee.ts';
import type { Statement } from '../../../lib/chain/statement.ts';
import { attestMessage } from '../../../lib/chain/statement.ts';
import type { EpochConfig, Vote } from '../../../lib/consensus/types.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { FastWorld } from '../ledger.ts';
import { createFakeSignatures } from '../signatures.ts';
import { createSimulatedChain, type SimulatedEpoch } from '../simulated-chain.ts';
import { powersForLeaders } from '../twins/powers-for-leaders.ts';
import type { Scope } from './scope.ts';

/** What does not change during a search. */
export interface SearchWorld extends FastWorld {
  scope: Scope;
  epoch: SimulatedEpoch;
  quorum: bigint;
  honest: readonly number[];
  configOf(validator: number): EpochConfig;
  sign(validator: number, statement: Statement): Vote;
}

/** Ahead of all blocks, so that no leader has to wait, and one view after another. */
export function wallMsAt(view: bigint): number {
  return FIRST_WALL_MS + Number(view) * VIEW_MS;
}

/** Local time depends on nothing but the view, so that it makes no states differ. */
export function nowMsAt(view: bigint): number {
  return Number(view) * VIEW_MS;
}

export function createSearchWorld(scope: Scope): SearchWorld {
  const { nodes, hasLiar, leaders, boundaryAt } = scope;
  const signatures = createFakeSignatures();
  const { seed, startMs } = createSimulatedChain(base([[1]], 0), signatures).first;
  const isEnding = boundaryAt !== undefined;
  const epochMs = isEnding ? wallMsAt(BigInt(boundaryAt)) - startMs : 0;
  const powers = powersForLeaders(seed, nodes, leaders);
  const chain = createSimulatedChain(base([powers], epochMs), signatures);
  const epoch = chain.first;
  const validators = Array.from({ length: nodes }, (_, index) => index);
  const sign = (validator: number, statement: Statement): Vote => {
    const message = attestMessage(chain.genesisHash, statement);
    return { statement, signer: validator, signature: signatures.sign(validator, message) };
  };
  return {
    scope,
    chain,
    signatures,
    epoch,
    quorum: quorumPower(epoch.committee),
    honest: hasLiar ? validators.slice(1) : validators,
    sign,
    configOf: (validator) => ({
      genesisHash: chain.genesisHash,
      epoch: epoch.epoch,
      seed: epoch.seed,
      committee: epoch.committee,
      minBlockMs: chain.minBlockMs,
      root: epoch.root,
      self: { index: validator, sign: (message) => signatures.sign(validator, message) },
    }),
  };
}

function base(committees: number[][], epochMs: number): Configuration {
  return {
    seed: 0,
    signatures: 'fake',
    committees,
    followers: 0,
    minBlockMs: 100,
    epochMs,
    network: { delayMeanMs: 0, lossPercent: 0, duplicationPercent: 0 },
    writeMs: 0,
    clocks: [],
    byzantine: [],
    faults: [],
    workload: [],
    safetyMs: 0,
    core: [],
    outsiders: [],
  };
}

const VIEW_MS = 100_000;
const FIRST_WALL_MS = 1_900_000_100_000;
