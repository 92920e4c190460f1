import type { Contract } from 'ethers';
import type { Address } from '../../core/bytes.ts';
import { MAX_COUNTED_EXITS } from '../../core/limits.ts';
import type { CoinFile } from '../../modules/vault/coin-file.ts';
import type { VaultRules } from './rescue-coin.ts';

/** An exit of the coin, by anybody. */
export interface ExitReport {
  id: bigint;
  exitor: Address;
  state: 'open' | 'finalized' | 'refuted' | 'settled';
  startedAtMs: number;
  /** Challenges that need an answer can be made up to here. */
  challengeableToMs: number;
  /** From then on it can be finalized, and no walk counts. */
  maturesAtMs: number;
  /** Without an answer. */
  openChallenges: number;
  /** At coin blocks of the coin's history. */
  challenges: ChallengeReport[];
  /** Where a walk goes on; zero where there is nothing to walk. */
  headParent: bigint;
}

export interface ChallengeReport {
  coinBlock: bigint;
  isAnswered: boolean;
  isPaid: boolean;
}

/** The newest first, MAX_COUNTED_EXITS at most. */
export async function readExits(
  vault: Contract,
  file: CoinFile,
  { windowMs }: Pick<VaultRules, 'windowMs'>,
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
      exitor: String(exit.exitor).toLowerCase() as Address,
      state: STATES[Number(exit.state)] ?? 'settled',
      startedAtMs,
      // The contract halves seconds.
      challengeableToMs: startedAtMs + 1_000 * Math.floor(windowMs / 2_000),
      maturesAtMs: startedAtMs + windowMs,
      openChallenges: Number(exit.openChallenges),
      challenges: await readChallenges(vault, file, id, exit.parent),
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
): Promise<ChallengeReport[]> {
  const coinBlocks = [coin.birth, ...transfers.map(({ coinBlock }) => coinBlock)];
  const challenges: ChallengeReport[] = [];
  for (const coinBlock of coinBlocks.filter((each) => each < parent)) {
    const { challenger, isWalked, isPaid } = await vault.getFunction('pointAt')(id, coinBlock);
    if (BigInt(challenger) === 0n) continue;
    challenges.push({ coinBlock, isAnswered: isWalked, isPaid });
  }
  return challenges;
}

const EXITS_PER_COIN_BITS = 32n;
/** Of the contract's `ExitState`; 0 is none. */
const STATES: Readonly<Record<number, ExitReport['state']>> = {
  1: 'open',
  2: 'finalized',
  3: 'refuted',
  4: 'settled',
};
