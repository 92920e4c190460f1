import { isSameTransfer, type Leaf, type Party, type Transfer } from './vault-state.ts';

/** Where the honest owner stands, and what validators put into the coin blocks after him. */
export interface Position {
  birth: number;
  depositor: Party;
  leaves: readonly Leaf[];
  laterLeaves: readonly Leaf[];
  /** Coin block in which the owner got the coin and found it secured; birth if he deposited it. */
  securedAt: number;
  /** What was signed by the honest since; each may be included after, once, twice or never. */
  signed: readonly Transfer[];
}

export interface Board {
  coinBlocks: number;
  birth: number;
  /** Whether signatures of the owner run out before the last coin block. */
  isExpiring?: boolean;
  /** Everything that can be certified, also what no rule tells apart. */
  isRaw?: boolean;
}

/** Later than any coin block. */
export const NEVER = 99;

/**
 * All positions with this many coin blocks after birth in which the owner's coin is secured, up to
 * what no rule of the Vault can tell apart:
 *
 * - Names count only where the giver of a transfer is compared with the receiver of the one it
 *   spends, and where two spends of one parent are the same transfer. So each transfer of the thief
 *   is either linked to its parent, then from thief to thief, or `BROKEN`, from whom nobody gave
 *   the coin; and linked spends of one parent differ in their last coin block.
 * - A broken transfer says nothing of its parent: all parents are as good.
 * - Transfers that nobody signed, that expired, to nobody or the Vault, of another slot, are as
 *   good as junk. What stands in coin blocks up to birth counts as little.
 * - Former owners who were honest, and the depositor, could do less than the thief in their place.
 */
export function* positions(board: Board): Generator<Position> {
  const last = board.birth + board.coinBlocks;
  for (let securedAt = board.birth; securedAt <= last; securedAt++) {
    for (const history of histories(board, securedAt)) {
      for (const signed of signaturesFrom(securedAt, board, last)) {
        const depositor = securedAt === board.birth ? 'owner' : 'thief';
        const base = { birth: board.birth, depositor, laterLeaves: [], securedAt, signed } as const;
        const choices = board.isRaw ? rawLeavesAt : leavesAt;
        for (const leaves of endings(base, history, last, choices)) yield { ...base, leaves };
      }
    }
  }
}

/** The position with each leaf that a later checkpoint could say about a coin block. */
export function* withLaterLeaf(position: Position): Generator<Position> {
  for (let coinBlock = position.birth + 1; coinBlock < position.leaves.length; coinBlock++) {
    for (const leaf of leavesAt(position, position.leaves.slice(0, coinBlock), coinBlock)) {
      if (!leaf) continue;
      const laterLeaves: Leaf[] = position.leaves.map(() => undefined);
      laterLeaves[coinBlock] = leaf;
      yield { ...position, laterLeaves };
    }
  }
}

/** The position with each transfer of the thief's in the coin block that ends at birth. */
export function* withEarlyLeaf(position: Position): Generator<Position> {
  const leaves = [...position.leaves];
  leaves[position.birth] = { ...BROKEN, parent: 0 };
  yield { ...position, leaves };
  for (const [coinBlock, leaf] of leaves.entries()) {
    if (coinBlock <= position.birth || !isSameTransfer(leaf, BROKEN)) continue;
    const linked = [...leaves];
    linked[coinBlock] = give(position.birth, 'thief', 'thief');
    yield { ...position, leaves: linked };
  }
}

export const BROKEN: Transfer = { parent: 0, from: 'helper', to: 'thief', lastCoinBlock: NEVER };

/** Every valid way of the coin from the thief's deposit to the owner at `securedAt`. */
function* histories({ birth, isRaw }: Board, securedAt: number): Generator<Leaf[]> {
  const start = Array.from({ length: birth + 1 }, () => undefined);
  const names: readonly Party[] = isRaw ? THIEVES : ['thief'];
  if (securedAt === birth) yield start;
  else yield* continued(start, birth, securedAt, 'thief', names);
}

function* continued(
  leaves: Leaf[],
  parent: number,
  securedAt: number,
  from: Party,
  names: readonly Party[],
): Generator<Leaf[]> {
  if (leaves.length === securedAt) {
    yield [...leaves, give(parent, from, 'owner')];
    return;
  }
  yield* continued([...leaves, undefined], parent, securedAt, from, names);
  for (const to of names) {
    const next = [...leaves, give(parent, from, to)];
    yield* continued(next, leaves.length, securedAt, to, names);
  }
}

/** Nothing, one transfer, two of the same coin, or one and another that spends it. */
function* signaturesFrom(parent: number, board: Board, last: number): Generator<Transfer[]> {
  yield [];
  const lastCoinBlock = board.isExpiring ? parent + 1 : NEVER;
  const to = (receiver: Party) => ({ ...give(parent, 'owner', receiver), lastCoinBlock });
  for (const receiver of ['buyer', 'thief', 'owner'] as const) yield [to(receiver)];
  if (board.isExpiring) return;
  yield [to('buyer'), to('thief')];
  yield [to('owner'), to('thief')];
  yield [to('owner'), to('buyer')];
  yield [to('thief'), { ...to('thief'), lastCoinBlock: NEVER + 1 }];
  for (let coinBlock = parent + 1; coinBlock < last; coinBlock++) {
    yield [to('owner'), give(coinBlock, 'owner', 'thief')];
    yield [to('buyer'), give(coinBlock, 'buyer', 'thief')];
  }
}

type Base = Omit<Position, 'leaves'>;

/** Whatever validators may certify from here to the last coin block. */
function* endings(
  base: Base,
  leaves: readonly Leaf[],
  last: number,
  choices: typeof leavesAt,
): Generator<readonly Leaf[]> {
  if (leaves.length > last) {
    yield leaves;
    return;
  }
  for (const leaf of choices(base, leaves, leaves.length)) {
    yield* endings(base, [...leaves, leaf], last, choices);
  }
}

/** As `leavesAt`, by every name, to everybody, of every parent. */
function* rawLeavesAt(base: Base, _: readonly Leaf[], coinBlock: number): Generator<Leaf> {
  yield undefined;
  yield 'junk';
  for (const transfer of base.signed) if (transfer.parent < coinBlock) yield transfer;
  for (let parent = 0; parent < coinBlock; parent++) {
    for (const from of THIEVES) {
      for (const to of [...THIEVES, 'owner', 'vault'] as const) {
        yield { parent, from, to, lastCoinBlock: NEVER };
      }
    }
  }
}

const THIEVES: readonly Party[] = ['thief', 'helper'];

function* leavesAt(base: Base, below: readonly Leaf[], coinBlock: number): Generator<Leaf> {
  yield undefined;
  yield 'junk';
  yield BROKEN;
  for (const transfer of base.signed) if (transfer.parent < coinBlock) yield transfer;
  for (let parent = base.birth; parent < below.length; parent++) {
    if (holderAt(base, below, parent) !== 'thief') continue;
    const spends = below.filter((leaf) => leaf && leaf !== 'junk' && isSpend(leaf, parent));
    const kinds = new Set(spends.map((leaf) => (leaf as Transfer).lastCoinBlock)).size;
    for (let kind = 0; kind <= kinds; kind++) {
      yield { ...give(parent, 'thief', 'thief'), lastCoinBlock: NEVER + kind };
    }
  }
}

function isSpend(leaf: Transfer, parent: number): boolean {
  return leaf.parent === parent && leaf.from === 'thief';
}

function holderAt({ birth, depositor }: Base, leaves: readonly Leaf[], coinBlock: number) {
  if (coinBlock === birth) return depositor;
  const leaf = leaves[coinBlock];
  return leaf && leaf !== 'junk' ? leaf.to : undefined;
}

function give(parent: number, from: Party, to: Party): Transfer {
  return { parent, from, to, lastCoinBlock: NEVER };
}
