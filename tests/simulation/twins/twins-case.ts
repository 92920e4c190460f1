/**
 * One scenario in the manner of Twins (Bano et al., OPODIS 2021): a validator runs as two honest
 * processes that do not know of each other, and in each of the first rounds somebody leads and the
 * network falls into pieces. Validator 0 is the one with a twin; the twin is the last process.
 */
export interface TwinsCase {
  nodes: number;
  rounds: readonly Round[];
}

export interface Round {
  /** A validator. */
  leader: number;
  /** Per process: the piece of the network that it is in. */
  pieces: readonly number[];
  /** Per piece: the pieces that it hears, as bits; not all that it hears need hear it. */
  hears: readonly number[];
}

/**
 * How many cases there are with this many validators and rounds. Honest validators differ only by
 * when they first lead, and pieces of the network have no names, so neither is counted twice.
 */
export function countCases(nodes: number, rounds: number): bigint {
  return leaderOrders(nodes, rounds, 0) * networksOf(nodes + 1) ** BigInt(rounds);
}

/** The case with this number, from 0. */
export function caseAt(nodes: number, rounds: number, index: bigint): TwinsCase {
  const count = networksOf(nodes + 1);
  let rest = index;
  const networks: Omit<Round, 'leader'>[] = [];
  for (let round = 0; round < rounds; round++) {
    networks.push(networkAt(nodes + 1, rest % count));
    rest /= count;
  }
  const leaders = leadersAt(nodes, rounds, rest);
  return {
    nodes,
    rounds: networks.map((network, round) => ({ leader: leaders[round] as number, ...network })),
  };
}

/** Ways in which so many processes may hear each other. */
function networksOf(processes: number): bigint {
  return HEARINGS.reduce(
    (sum, hearings, index) => sum + partitionsOf(processes, 0, index + 1) * BigInt(hearings.length),
    0n,
  );
}

function networkAt(processes: number, index: bigint): Omit<Round, 'leader'> {
  let rest = index;
  for (const [at, hearings] of HEARINGS.entries()) {
    const count = BigInt(hearings.length);
    const partitions = partitionsOf(processes, 0, at + 1);
    if (rest < partitions * count) {
      const hears = hearings[Number(rest % count)] as readonly number[];
      return { pieces: partitionAt(processes, at + 1, rest / count), hears };
    }
    rest -= partitions * count;
  }
  return { pieces: Array.from({ length: processes }, () => 0), hears: [1] };
}

/** Orders of leaders when so many honest ones have led: the twins, one of these, or a new one. */
function leaderOrders(nodes: number, rounds: number, known: number): bigint {
  if (rounds === 0) return 1n;
  const again = BigInt(known + 1) * leaderOrders(nodes, rounds - 1, known);
  return known + 1 < nodes ? again + leaderOrders(nodes, rounds - 1, known + 1) : again;
}

function leadersAt(nodes: number, rounds: number, index: bigint): number[] {
  const leaders: number[] = [];
  let rest = index;
  let known = 0;
  for (let left = rounds - 1; left >= 0; left--) {
    const each = leaderOrders(nodes, left, known);
    const choice = Math.min(Number(rest / each), known + 1);
    rest -= BigInt(choice) * each;
    leaders.push(choice);
    if (choice > known) known++;
  }
  return leaders;
}

/** Ways to divide so many more processes into exactly so many pieces, when some are there. */
function partitionsOf(processes: number, known: number, pieces: number): bigint {
  if (processes === 0) return known === pieces ? 1n : 0n;
  const old = BigInt(known) * partitionsOf(processes - 1, known, pieces);
  return known < pieces ? old + partitionsOf(processes - 1, known + 1, pieces) : old;
}

function partitionAt(processes: number, count: number, index: bigint): number[] {
  const pieces: number[] = [];
  let rest = index;
  let known = 0;
  for (let left = processes - 1; left >= 0; left--) {
    const each = partitionsOf(left, known, count);
    const piece = each === 0n ? known : Math.min(Number(rest / each), known);
    rest -= BigInt(piece) * each;
    pieces.push(piece);
    if (piece === known) known++;
  }
  return pieces;
}

/** Who may hear whom among so many pieces, unless two of them are the same as one. */
function hearingsOf(pieces: number): (readonly number[])[] {
  const all = 2 ** pieces;
  const choices = Array.from({ length: all ** pieces }, (_, index) =>
    Array.from({ length: pieces }, (_, piece) => Math.floor(index / all ** piece) % all),
  );
  return choices.filter(
    (hears) => hears.every((mask, piece) => hasBit(mask, piece)) && isReduced(hears),
  );
}

/** Two pieces that hear each other and the same others, and are heard by the same, are one. */
function isReduced(hears: readonly number[]): boolean {
  return hears.every((mask, a) =>
    hears.every(
      (other, b) =>
        a >= b || mask !== other || hears.some((third) => hasBit(third, a) !== hasBit(third, b)),
    ),
  );
}

function hasBit(mask: number, bit: number): boolean {
  return ((mask >> bit) & 1) === 1;
}

/** Up to three: two cannot keep both twins and an honest validator apart from each other. */
const HEARINGS = [1, 2, 3].map(hearingsOf);
