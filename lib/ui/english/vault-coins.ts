import type { CoinState, CoinWait } from '../../client/types.ts';
import { formatNumber } from '../format/format-number.ts';

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
      exits: 'Somebody is taking it out on Ethereum. Look at the exit.',
      renewal: 'It moved too often: take it out and deposit it again.',
      ethereum: 'Your node cannot see Ethereum now.',
    } satisfies Record<CoinWait, string>,
    final: 'Until it is secured you trust the validators.',
    exit: (what: string) => `Take ${what} out`,
    exitWords: (bond: string, window: string) =>
      `You leave a bond of ${bond} ETH on Ethereum and wait ${window}. The bond comes back unless somebody shows that the coin is not yours.`,
    start: 'Start the exit',
    proving: 'Makes the proof',
    cancel: 'Not now',
    file: 'Coin file',
    send: {
      open: 'Send',
      openCoin: (what: string) => `Send ${what}`,
      words:
        'A coin moves whole. Your wallet asks twice: what the Vault on Ethereum will check, then the action that carries it here.',
      label: 'What you sign',
      own: 'Give it away',
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
