import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { MAX_WALK_STEPS } from '../../core/limits.ts';
import type { Duty, ExitSituation } from './exit-situation.ts';

/**
 * What an honest watchtower does next about an exit, by what it knows; undefined if nothing. It has
 * to be asked once in each half of a window at least, and again after each call.
 *
 * 1. An exit of ours is walked back as far as it was challenged, and finalized when mature.
 * 2. Another is refuted by a transfer that spends what it shows, or spent the same before. One that
 *    was included twice is moved first: something may spend the earlier.
 * 3. A true one of somebody else is walked for him where it is challenged.
 * 4. One that the true history does not have is asked, in the first half of the window, to walk to
 *    the last point of that history below what it shows: a false history does not pass it. From
 *    maturity on it fails.
 * 5. Bonds that became ours are called back.
 */
export function dutyOf(situation: ExitSituation): Duty | undefined {
  const { exit, isOurs } = situation;
  if (exit.state !== 'open') return bondDuty(situation);
  const duty = isOurs(exit.exitor) ? defence(situation) : attack(situation);
  return duty ?? bondDuty(situation);
}

/** Time after which the duty can be done no more; undefined if it never ends. */
export function deadlineOf({ exit, windowMs }: ExitSituation, { call }: Duty): number | undefined {
  switch (call) {
    case 'challengeBefore':
    case 'challengeBirth':
      return exit.startedAtMs + windowMs / 2;
    case 'challengeAfter':
    case 'challengeBetween':
    case 'walk':
      return exit.startedAtMs + windowMs;
    default:
      return undefined;
  }
}

function defence(situation: ExitSituation): Duty | undefined {
  const { exit, coin } = situation;
  if (!isMature(situation)) return exit.openChallenges > 0 ? walk(situation) : undefined;
  const isFree = exit.openChallenges === 0 && !coin.isExited;
  return isFree ? { call: 'finalizeExit' } : undefined;
}

/** As many steps as one transaction takes, down to the oldest challenge without an answer. */
function walk({ exit, points, transfers }: ExitSituation): Duty | undefined {
  const known = points.filter(({ isWalked }) => !isWalked).map(({ coinBlock }) => coinBlock);
  // A challenge may stand at a coin block that is not known here: then all of the history is shown.
  const asked = exit.openChallenges > known.length ? [0n] : known;
  const coinBlocks: bigint[] = [];
  let [parent, signer] = [exit.headParent, exit.headSigner];
  while (coinBlocks.length < MAX_WALK_STEPS && asked.some((coinBlock) => coinBlock <= parent)) {
    const step = transfers.find(({ coinBlock }) => coinBlock === parent);
    if (step?.transfer.to !== signer) break;
    coinBlocks.push(step.coinBlock);
    parent = step.transfer.parent;
    signer = step.transfer.from;
  }
  return coinBlocks.length > 0 ? { call: 'walk', coinBlocks } : undefined;
}

function attack(situation: ExitSituation): Duty | undefined {
  const isTrue = isGenuine(situation);
  if (isMature(situation)) return isTrue ? undefined : failure(situation);
  const found = refutation(situation);
  if (found || !isTrue) return found ?? question(situation);
  return situation.exit.openChallenges > 0 ? walk(situation) : undefined;
}

/** Half of the bond goes to who asked: a question of ours comes first. */
function failure({ points, isOurs }: ExitSituation): Duty | undefined {
  const open = points.filter(({ isWalked }) => !isWalked);
  const point = open.find(({ challenger }) => isOurs(challenger)) ?? open[0];
  return point && { call: 'failExit', coinBlock: point.coinBlock };
}

function refutation({ exit, coin, transfers }: ExitSituation): Duty | undefined {
  const isDeposit = exit.signer === ZERO_ADDRESS;
  const exited = isDeposit ? coin.birth : exit.coinBlock;
  const after = transfers.find(
    ({ coinBlock, transfer }) =>
      coinBlock > exited && transfer.parent === exited && transfer.from === exit.exitor,
  );
  if (after) return { call: 'challengeAfter', coinBlock: after.coinBlock };
  const between = isDeposit
    ? []
    : transfers.filter(
        ({ coinBlock, transfer }) =>
          coinBlock < exit.coinBlock &&
          transfer.parent === exit.parent &&
          transfer.from === exit.signer,
      );
  const other = between.find(
    ({ transfer }) => transfer.to !== exit.exitor || transfer.lastCoinBlock !== exit.lastCoinBlock,
  );
  const found = other ?? between[0];
  return found && { call: 'challengeBetween', coinBlock: found.coinBlock };
}

/** Asks for the history of an exit that the one known here does not have. */
function question(situation: ExitSituation): Duty | undefined {
  const { exit, coin, held, points, nowMs, windowMs } = situation;
  if (nowMs >= exit.startedAtMs + windowMs / 2) return undefined;
  const mayArrive = exit.coinBlock > situation.knownCoinBlocks;
  if (mayArrive && nowMs < exit.startedAtMs + situation.patienceMs) return undefined;
  const at = held.findLast((coinBlock) => coinBlock < exit.parent);
  if (at === undefined || points.some(({ coinBlock }) => coinBlock === at)) return undefined;
  return at === coin.birth
    ? { call: 'challengeBirth' }
    : { call: 'challengeBefore', coinBlock: at };
}

/** What it shows is the end of the true history, as far as known. */
function isGenuine({ exit, coin, held, transfers }: ExitSituation): boolean {
  if (exit.signer === ZERO_ADDRESS) return true;
  if (!held.includes(exit.coinBlock) && exit.coinBlock !== coin.birth) return false;
  const shown = transfers.find(({ coinBlock }) => coinBlock === exit.coinBlock);
  return shown?.transfer.to === exit.exitor && shown.transfer.parent === exit.parent;
}

function bondDuty(situation: ExitSituation): Duty | undefined {
  const { exit, coin, points, isOurs } = situation;
  const isVoid = exit.state === 'open' && isMature(situation) && coin.isExited;
  const isOver = exit.state !== 'open' || isVoid;
  const point = points.find(({ isPaid, isWalked, challenger }) => {
    const receiver = isWalked ? exit.exitor : challenger;
    return !isPaid && (isWalked || isOver) && isOurs(receiver);
  });
  const receiver = bondReceiver(situation, isVoid);
  if (receiver && isOurs(receiver)) return { call: 'withdrawBond' };
  return point && { call: 'withdrawChallengeBond', coinBlock: point.coinBlock };
}

function bondReceiver({ exit }: ExitSituation, isVoid: boolean): Address | undefined {
  if (exit.state === 'finalized' || (isVoid && exit.openChallenges === 0)) return exit.exitor;
  return exit.state === 'refuted' ? exit.signer : undefined;
}

function isMature({ exit, nowMs, windowMs }: ExitSituation): boolean {
  return nowMs >= exit.startedAtMs + windowMs;
}
