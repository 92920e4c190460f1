import type { Address } from '../../core/bytes.ts';
import type { CoinFile } from '../../modules/vault/coin-file.ts';
import { deadlineOf, dutyOf } from '../../node/watchtower/duty-of.ts';
import type { Duty, ExitSituation } from '../../node/watchtower/exit-situation.ts';
import type { ExitReport } from './read-exits.ts';
import type { CoinReport } from './rescue-coin.ts';

/** What to send to the Vault about somebody else's exit. */
export interface Answer {
  duty: Duty;
  /** After which it is too late; absent if it never is. */
  deadlineMs?: number;
}

/**
 * By the rule that watchtowers follow, with no history but that of the file: what the file does not
 * tell is taken for false. Undefined if there is nothing to do now.
 */
export function answerTo(
  exit: ExitReport,
  { coin, transfers }: CoinFile,
  { account, isExited, rules }: Pick<CoinReport, 'account' | 'isExited' | 'rules'>,
  nowMs: number,
): Answer | undefined {
  const held = [coin.birth, ...transfers.map(({ coinBlock }) => coinBlock)];
  const situation: ExitSituation = {
    coin: { owner: coin.depositor, birth: coin.birth, isExited },
    ...{ exit, points: exit.challenges, held },
    transfers: transfers.map((each) => ({ coinBlock: each.coinBlock, transfer: each })),
    isOurs: (each: Address) => each === account,
    ...{ nowMs, windowMs: rules.windowMs },
    ...{ patienceMs: 0, knownCoinBlocks: held.at(-1) ?? coin.birth },
  };
  const duty = dutyOf(situation);
  if (!duty) return undefined;
  const deadlineMs = deadlineOf(situation, duty);
  return { duty, ...(deadlineMs !== undefined && { deadlineMs }) };
}
