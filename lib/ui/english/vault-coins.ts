import type { CoinState, CoinWait, ExitDuty } from '../../client/types.ts';
import { formatNumber } from '../format/format-number.ts';

type Reason = ExitDuty['reason'];

/** Coins of the Vault: how far each is its owner's, and the way out. */
export const vaultCoins = {
  coins: {
    title: 'Vault coins',
    aside: 'Each leaves whole, by an exit on Ethereum',
    name: (slot: bigint) => `coin ${formatNumber(slot)}`,
    states: {
      pending: 'pending',
      final: 'final',
      secured: 'secured',
      tainted: 'tainted',
    } satisfies Record<CoinState, string>,
    words: {
      pending: 'Its transfer is not final yet.',
      secured: 'Nobody can take it while you or a watchtower look at Ethereum.',
      tainted: 'Ethereum holds something else for it. Nobody should take it; take it out.',
    },
    waits: {
      'coin-block': 'Until its coin block closes you trust the validators.',
      checkpoint: 'Until a final checkpoint covers it you trust the validators.',
      history: 'Your node still fetches its history.',
      exits: 'An exit of it is open on Ethereum. Bridge shows whose, and what to do.',
      renewal: 'It moved too often: take it out and deposit it again.',
      look: 'Your node looks at Ethereum.',
      ethereum: 'Your node cannot see Ethereum now.',
    } satisfies Record<CoinWait, string>,
    leaving: 'You are taking it out on Ethereum.',
    final: 'Until it is secured you trust the validators.',
    duties: {
      title: 'Your answer is needed on Ethereum',
      words: {
        challengeAfter:
          'Somebody takes it out with a transfer that was spent since. Show the Vault the later one: the exit ends, and half of its bond is yours.',
        challengeBetween:
          'Somebody takes it out with a transfer that came too late. Show the Vault the earlier one: the exit ends, and half of its bond is yours.',
        challengeBefore:
          'Somebody takes it out by a history that your node does not have. Ask for it: unless it is shown, the exit fails and its bond is yours.',
        challengeBirth:
          'Somebody takes it out by a history that your node does not have. Ask for it: unless it is shown, the exit fails and its bond is yours.',
        walk: 'Somebody doubts the exit. Show the Vault the history that your node has.',
        failExit:
          'Somebody took it out and did not show its history in time. End his exit: half of its bond goes to who asked.',
        finalizeExit: 'The window of its exit is over. Let the Vault pay it.',
        withdrawBond: 'A bond in the Vault became yours.',
        withdrawChallengeBond: 'A bond in the Vault became yours.',
      } satisfies Record<Reason, string>,
      bond: (amount: string) => `You leave ${amount} ETH until it is decided.`,
      deadline: (span: string) => `${span} left`,
      passed: 'too late',
      answers: {
        challengeAfter: 'Stop the exit',
        challengeBetween: 'Stop the exit',
        challengeBefore: 'Ask for the history',
        challengeBirth: 'Ask for the history',
        walk: 'Show the history',
        failExit: 'End the exit',
        finalizeExit: 'Finish the exit',
        withdrawBond: 'Take the bond',
        withdrawChallengeBond: 'Take the bond',
      } satisfies Record<Reason, string>,
      sent: 'Sent. Your node looks at Ethereum again.',
    },
    exit: (what: string) => `Take ${what} out`,
    exitWords: (bond: string, window: string) =>
      `You leave a bond of ${bond} ETH on Ethereum and wait ${window}. Unless somebody shows that the coin is not yours, two more transactions take the coin and the bond.`,
    start: 'Start the exit',
    proving: 'Makes the proof',
    cancel: 'Not now',
    file: 'Coin file',
    keepFile:
      'Keep the file of each coin. With it and your wallet a coin leaves though no node is left:',
    rescue: 'Rescue a coin',
    partialFile: 'This file is enough to leave with, but it is not whole',
    partialFileWords:
      'Your node does not have the proof of every coin block yet, so the file cannot show that nobody disputes the coin. Keep it, and save it again once the coin is secured.',
    send: {
      open: 'Send',
      openCoin: (what: string) => `Send ${what}`,
      words:
        'A coin moves whole. Your wallet asks twice: what the Vault on Ethereum will check, then the action that carries it here.',
      label: 'What you sign',
      own: 'Sign it over',
      ownWords: 'Checked by the Vault on Ethereum',
      act: 'Send it',
      actWords: 'An action of this chain, with its fee',
      submitOwn: (what: string) => `Sign over ${what}`,
      submitAct: (what: string) => `Send ${what}`,
      kept: 'The first signature is kept. Nothing has moved yet.',
    },
    pendingTo: (to: string) => `On its way to ${to}.`,
  },
};
