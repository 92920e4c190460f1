import type { SentState, StepName } from '../../client/bridge/sent.ts';
import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

type ShownState = Exclude<SentState, 'included' | 'final'>;

/** Transactions that a wallet sent on Ethereum, and what became of them. */
export const bridgeSent = {
  sent: {
    label: 'Sent to Ethereum',
    waitsForBlock: 'Sent, waits for a block',
    names: {
      approve: 'Approval',
      deposit: 'Deposit',
      claim: 'Claim',
      escape: 'Payment by the last state',
      refund: 'Return of a deposit',
      startExit: 'Start of an exit',
      walk: 'Answer to challenges',
      finalizeExit: 'Payment of a coin',
      withdrawBond: 'Return of a bond',
      withdrawChallengeBond: 'Return of a bond',
      challengeAfter: 'Challenge of an exit',
      challengeBetween: 'Challenge of an exit',
      challengeBefore: 'Challenge of an exit',
      challengeBirth: 'Challenge of an exit',
      failExit: 'End of an exit',
    } satisfies Record<StepName, string>,
    claims: (count: number) => several(count, 'withdrawal', 'withdrawals'),
    coin: (slot: bigint) => `coin ${formatNumber(slot)}`,
    chips: {
      waiting: 'waits for a block',
      reverted: 'failed',
      replaced: 'replaced',
      dropped: 'not found',
    } satisfies Record<ShownState, string>,
    words: {
      waiting:
        'Your wallet sent it, and no block of Ethereum has it yet. If it takes long, speed it up in your wallet.',
      reverted:
        'It failed on Ethereum. Nothing moved; only the fee was paid. Look at it in your wallet, then try again.',
      replaced:
        'Another transaction of your account took its place, and this one did nothing. If you sped it up, its effect shows here by itself; if you cancelled it, try again.',
      dropped:
        'No endpoint of Ethereum knows it any more. Nothing moved and nothing was spent. Look in your wallet: if it is still there, cancel it or speed it up; if not, try again.',
    } satisfies Record<ShownState, string>,
    forget: 'Do not show it again',
    twice: 'You sent this already',
    twiceWords: (what: string, moment: string) =>
      `${moment}: a deposit of ${what}. No block of Ethereum has it yet, and another one would come on top of it.`,
    depositAgain: (what: string) => `Deposit ${what} once more`,
  },
};
