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
}

/**
 * How many cases there are with this many validators and rounds. Honest validators differ only by
 * when they first lead, and pieces of the network have no names, so neither is counted twice.
 */
export function countCases(nodes: number, rounds: number): bigint {
  return leaderOrders(nodes, rounds, 0) * partitionsOf(nodes + 1, 0) ** BigInt(rounds);
}

/** The case with this number, from 0. */
export function caseAt(nodes: number, rounds: number, index: bigint): TwinsCase {
  const partitions = partitionsOf(nodes + 1, 0);
  let rest = index;
  const pieces: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    pieces.push(partitionAt(nodes + 1, rest % partitions));
    rest /= partitions;
  }
  const leaders = leadersAt(nodes, rounds, rest);
  return {
    nodes,
    rounds: pieces.map((of, round) => ({ leader: leaders[round] as number, pieces: of })),
  };
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

/** Ways to divide so many more processes, when so many pieces are there. */
function partitionsOf(processes: number, known: number): bigint {
  if (processes === 0) return 1n;
  const old = BigInt(known) * partitionsOf(processes - 1, known);
  return known < MAX_PIECES ? old + partitionsOf(processes - 1, known + 1) : old;
}

function partitionAt(processes: number, index: bigint): number[] {
  const pieces: number[] = [];
  let rest = index;
  let known = 0;
  for (let left = processes - 1; left >= 0; left--) {
    const each = partitionsOf(left, known);
    const piece = each === 0n ? 0 : Math.min(Number(rest / each), known);
    rest -= BigInt(piece) * each;
    pieces.push(piece);
    if (piece === known) known++;
  }
  return pieces;
}

/** Three: two cannot keep both twins and an honest validator apart from each other. */
const MAX_PIECES = 3;
