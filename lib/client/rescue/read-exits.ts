import type { Contract } from 'ethers';
import type { Address } from '../../core/bytes.ts';
import { MAX_COUNTED_EXITS } from '../../core/module-limits.ts';
import type { CoinFile } from '../../modules/vault/coin-file.ts';
import type { ExitView, PointView } from '../../node/watchtower/exit-situation.ts';

/** An exit of the coin, by anybody. */
export interface ExitReport extends ExitView {
  id: bigint;
  /** Challenges that need an answer can be made up to here. */
  challengeableToMs: number;
  /** From then on it can be finalized, and no walk counts. */
  maturesAtMs: number;
  /** At coin blocks of the coin's history. */
  challenges: readonly PointView[];
}

/** The newest first, MAX_COUNTED_EXITS at most. */
export async function readExits(
  vault: Contract,
  file: CoinFile,
  { windowMs }: { windowMs: number },
): Promise<ExitReport[]> {
  const { slot } = file.coin;
  const { exitCount } = await vault.getFunction('coinAt')(slot);
  const exits: ExitReport[] = [];
  for (let number = exitCount - 1n; number >= 0n; number--) {
    if (BigInt(exits.length) === MAX_COUNTED_EXITS) break;
    const id = (slot << EXITS_PER_COIN_BITS) | number;
    const exit = await vault.getFunction('exitAt')(id);
    const startedAtMs = 1_000 * Number(exit.startedAt);
    exits.push({
      id,
      exitor: addressOf(exit.exitor),
      state: STATES[Number(exit.state)] ?? 'settled',
      startedAtMs,
      // The contract halves seconds.
      challengeableToMs: startedAtMs + 1_000 * Math.floor(windowMs / 2_000),
      maturesAtMs: startedAtMs + windowMs,
      openChallenges: Number(exit.openChallenges),
      challenges: await readChallenges(vault, file, id, exit.parent),
      signer: addressOf(exit.signer),
      coinBlock: exit.coinBlock,
      parent: exit.parent,
      lastCoinBlock: exit.lastCoinBlock,
      headSigner: addressOf(exit.headSigner),
      headParent: exit.headParent,
    });
  }
  return exits;
}

/** There can be one at each coin block of the history before the exit's parent, and at birth. */
async function readChallenges(
  vault: Contract,
  { coin, transfers }: CoinFile,
  id: bigint,
  parent: bigint,
): Promise<PointView[]> {
  const coinBlocks = [coin.birth, ...transfers.map(({ coinBlock }) => coinBlock)];
  const challenges: PointView[] = [];
  for (const coinBlock of coinBlocks.filter((each) => each < parent)) {
    const { challenger, isWalked, isPaid } = await vault.getFunction('pointAt')(id, coinBlock);
    if (BigInt(challenger) === 0n) continue;
    challenges.push({ coinBlock, challenger: addressOf(challenger), isWalked, isPaid });
  }
  return challenges;
}

function addressOf(value: unknown): Address {
  return String(value).toLowerCase() as Address;
}

const EXITS_PER_COIN_BITS = 32n;
/** Of the contract's `ExitState`; 0 is none. */
const STATES: Readonly<Record<number, ExitView['state']>> = {
  1: 'open',
  2: 'finalized',
  3: 'refuted',
  4: 'settled',
};
