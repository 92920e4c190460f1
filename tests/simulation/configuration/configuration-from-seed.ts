import { createRandom, type Random } from '../random.ts';
import { chooseByzantine } from './choose-byzantine.ts';
import { chooseCommittees, chooseFounders, chooseOutside } from './choose-committees.ts';
import { chooseEthereum, chooseSight } from './choose-ethereum.ts';
import { chooseFaults } from './choose-faults.ts';
import { chooseMesh } from './choose-mesh.ts';
import { chooseWorkload } from './choose-workload.ts';
import { type Configuration, FATES } from './configuration.ts';

export interface SwarmOptions {
  /** Length of the phase with faults. */
  safetyMs?: number;
  /** Number of validators; chosen by the seed otherwise. */
  nodes?: number;
}

/**
 * Expands a seed. Each class of choices has its own stream, so that changing one class leaves the
 * others as they were.
 */
export function configurationFromSeed(
  seed: number,
  { safetyMs = 60_000, nodes }: SwarmOptions = {},
): Configuration {
  const random = createRandom(seed, 'configuration');
  const signatures = seed % REAL_SIGNATURES_EVERY === REAL_SIGNATURES_AT ? 'real' : 'fake';
  const isReal = signatures === 'real';
  const isStaked = seed % STAKED_EVERY === STAKED_AT;
  const isMesh = seed % MESH_EVERY === MESH_AT;
  const sizes = isReal || isStaked ? SMALL_SIZES : isMesh ? MESH_SIZES : SIZES;
  const count = nodes ?? random.pick(sizes);
  const phaseMs = isReal ? Math.min(safetyMs, REAL_SIGNATURES_MS) : safetyMs;
  const followers = random.chance(30) ? 1 : 0;
  const minBlockMs = random.pick([200, 500, 500, 1_000]);
  const epochBlocks = random.chance(90) || isStaked ? random.between(4, 16) : 0;
  const base = choosePowers(random, count);
  // Nothing happens in a few seeds: that must be cheap.
  const isIdle = random.chance(5);
  const outside = isIdle ? [] : chooseOutside(createRandom(seed, 'outside'), base);
  const liars = chooseByzantine(seed, outside, isReal);
  const isByzantine = (node: number) => liars.some((liar) => liar.node === node);
  const unreliable = outside.filter((node) => !isByzantine(node));
  const twins = liars.filter(({ behaviour }) => behaviour === 'twins').length;
  const processes = Array.from({ length: count + followers + twins }, (_, index) => index);
  const core = processes.filter((node) => node < count + followers && !outside.includes(node));
  const hasMesh = isMesh && core.length > 3;
  const fates = createRandom(seed, 'outsiders');
  const committees = isStaked
    ? [chooseFounders(createRandom(seed, 'founders'), base, outside)]
    : chooseCommittees(createRandom(seed, 'committees'), base, outside);
  const ethereum = isIdle || isStaked ? undefined : chooseEthereum(seed, processes, phaseMs);
  const faults = [
    ...chooseFaults(seed, { count, processes, unreliable, liars, phaseMs }),
    ...(ethereum ? chooseSight(seed, { committees, byzantine: liars, processes, phaseMs }) : []),
  ];
  return {
    seed,
    signatures,
    ...(isStaked && { ledger: 'staked' as const }),
    committees,
    followers,
    minBlockMs,
    // Who was away is told by epochs with some turns for everybody.
    epochMs: epochBlocks * minBlockMs * (isStaked ? 4 : 1),
    network: chooseNetwork(createRandom(seed, 'conditions'), isIdle),
    ...(hasMesh && { mesh: chooseMesh(createRandom(seed, 'mesh'), processes, core) }),
    writeMs: random.pick([1, 5, 20, 100]),
    slowBuildPercent: isIdle ? 0 : createRandom(seed, 'slow builds').pick([0, 0, 3, 10]),
    clocks: chooseClocks(seed, processes.length, unreliable),
    byzantine: liars,
    ...(ethereum && { ethereum }),
    faults: isIdle ? [] : faults.sort((a, b) => a.at - b.at),
    workload: isIdle ? [] : chooseWorkload(seed, phaseMs, isStaked),
    safetyMs: phaseMs,
    core,
    outsiders: unreliable.map((node) => ({
      node,
      fate: fates.pick(FATES),
    })),
  };
}

function choosePowers(random: Random, count: number): number[] {
  const isEqual = random.chance(50);
  return Array.from({ length: count }, () => (isEqual ? 1 : random.between(1, 10)));
}

function chooseNetwork(random: Random, isIdle: boolean): Configuration['network'] {
  return {
    delayMeanMs: random.pick([1, 5, 20, 50, 100, 200, 500]),
    lossPercent: isIdle ? 0 : random.pick([0, 0, 1, 2, 5, 10, 30]),
    duplicationPercent: random.pick([0, 5, 50]),
    isRushing: random.chance(50),
  };
}

/** A wall clock that is far off keeps its node from voting, so only nodes to spare have one. */
function chooseClocks(seed: number, count: number, unreliable: readonly number[]) {
  const random = createRandom(seed, 'clocks');
  const wrong = random.chance(30) ? unreliable[0] : undefined;
  return Array.from({ length: count }, (_, node) => ({
    rate: 1 + (random.next() - 0.5) / 10,
    wallOffsetMs:
      node === wrong ? random.between(-3_600_000, 3_600_000) : random.between(-400, 400),
  }));
}

const SIZES = [1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 7, 7, 7, 9, 10, 13];
const SMALL_SIZES = [4, 4, 5, 6, 7];
/** So many that no member is next to a quorum. */
const MESH_SIZES = [7, 7, 9, 13];
const MESH_EVERY = 8;
const MESH_AT = 2;
const STAKED_EVERY = 10;
const STAKED_AT = 3;
const REAL_SIGNATURES_EVERY = 50;
const REAL_SIGNATURES_AT = 7;
const REAL_SIGNATURES_MS = 30_000;
