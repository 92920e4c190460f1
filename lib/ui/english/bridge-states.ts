import type { Transfer } from '../../client/bridge/transfer.ts';
import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

type StateOf<Type extends Transfer['type']> = Extract<Transfer, { type: Type }>['state'];

/** Moving assets between Ethereum and the sidechain: how each transfer stands. */
export const bridgeStates = {
  routes: {
    deposit: { gateway: 'Ethereum to Weft, Gateway', vault: 'Ethereum to Weft, Vault' },
    withdrawal: 'Weft to Ethereum, Gateway',
    returned: 'Refused deposit, back to Ethereum',
    exit: (slot: bigint) => `Vault exit, coin ${formatNumber(slot)}`,
  },
  chips: {
    deposit: {
      finalizing: 'waits for Ethereum',
      reading: 'waits for Weft',
      credited: 'credited',
      refused: 'refused',
    } satisfies Record<StateOf<'deposit'>, string>,
    withdrawal: {
      finalizing: 'waits for finality',
      checkpoint: 'waits for checkpoint',
      claimable: 'claimable',
      claiming: 'claim not final',
      claimed: 'claimed',
      unknown: 'checking',
    } satisfies Record<StateOf<'withdrawal'>, string>,
    exit: {
      starting: 'waits for Ethereum',
      window: 'challenge window',
      challenged: 'answer needed',
      final: 'can be paid',
      failed: 'not answered',
      bond: 'paid, bond left',
      paid: 'paid',
      refuted: 'refuted',
      gone: 'coin gone',
      void: 'coin gone, bond left',
      returned: 'coin gone, bond back',
      over: 'over',
    } satisfies Record<StateOf<'exit'>, string>,
  },
  deposits: {
    sent: 'In a block of Ethereum',
    finalizing: 'Ethereum makes it final',
    finalizingWords: (done: number, all: number, span: string) =>
      `${formatNumber(done)} of ${several(all, 'block', 'blocks')}, about ${span} to go`,
    isFinal: 'Final on Ethereum',
    credited: 'Credited on Weft',
    creditedSoon: 'about 1 s after that',
    creditedWaits: 'waits for a block of Weft',
    creditedCoin: (slot: bigint) => `coin ${formatNumber(slot)}`,
    refused: 'Refused on Weft',
    reasons: {
      'no-recipient': 'It named nobody. It goes back to who sent it.',
      'keyless-recipient': 'Nobody has a key to that account. It goes back to who sent it.',
      'wrong-kind': 'The token was of another kind before. It goes back to who sent it.',
      'token-exists': 'That piece is here already. It goes back to who sent it.',
      'too-much': 'It is more than the chain can count. It goes back to who sent it.',
    },
  },
  withdrawals: {
    burning: 'Sent to Weft',
    burningWords: 'waits for a final block',
    burnt: 'Burnt on Weft',
    burntIn: 'final in block',
    checkpoint: 'Checkpoint on Ethereum',
    checkpointWaits: (height: bigint) => `waits for one that has block ${formatNumber(height)}`,
    checkpointNewest: (height: bigint) => `the newest has block ${formatNumber(height)}`,
    checkpointPost:
      'Seeds post one now and then. You can post it with your claim, which costs more.',
    covered: (height: bigint) => `covers block ${formatNumber(height)}`,
    ready: 'Ready to claim',
    readyWords: 'Paid only when you claim it. The claim never expires.',
    checking: 'Looks whether it was claimed',
    checkingWords: (block: bigint) => `Ethereum is read back to block ${formatNumber(block)}`,
    claim: (what: string) => `Claim ${what}`,
    postAndClaim: (what: string) => `Post and claim ${what}`,
    claimed: 'Claimed on Ethereum',
    claiming: 'Ethereum makes the claim final',
    claimWait: 'paid after your claim',
    receiver: 'Paid to',
    progress: (paid: number, all: number) =>
      `${formatNumber(paid)} of ${formatNumber(all)} claimed`,
  },
  claims: {
    all: (count: number) => `Claim all, ${formatNumber(count)}`,
    running: (paid: number, all: number) =>
      `${formatNumber(paid)} of ${formatNumber(all)} claimed.`,
    transaction: (transaction: number, transactions: number) =>
      `Transaction ${formatNumber(transaction)} of ${formatNumber(transactions)}: your wallet asks for each.`,
    preparing: 'Makes the proofs',
    signing: 'Waits for your wallet',
    including: 'Waits for a block of Ethereum',
    refused: (count: number) =>
      count === 1
        ? 'One withdrawal could not be paid'
        : `${formatNumber(count)} withdrawals could not be paid`,
    refusedWords:
      'Its token or its receiver on Ethereum refused. Nothing was lost: it waits, and can be claimed again when they accept.',
    stopped: 'The rest waits for you: claim it now or any day.',
    waiting: 'No checkpoint has these withdrawals yet, and none can be posted. Try again soon.',
  },
  exits: {
    started: 'Exit started on Ethereum',
    until: (moment: string) => `Ends: ${moment}`,
    left: (span: string) => `${span} left`,
    over: 'The window is over',
    firstHalf: 'first half: history can be questioned',
    secondHalf: 'second half: answers only',
    watch: 'A closed tab cannot watch',
    watchWords:
      'Seeds with a key for Ethereum watch all exits and earn half of a bond if somebody cheats. Come back once in each half of the window to be sure.',
    challenged: (count: number) =>
      `${several(count, 'challenge', 'challenges')} without an answer. Somebody claims that this coin has an older owner. If nobody shows its history in time, the exit fails and the bond is lost.`,
    failed:
      'The window ended with a challenge that nobody answered. The exit can only fail; the coin is still yours if nobody else takes it out.',
    refuted: 'It was shown to be wrong. Half of the bond went to who showed it.',
    gone: 'Another exit took the coin. Your bond can be taken back when the window is over.',
    void: 'Another exit took the coin. Your bond can be taken back.',
    returned: 'Another exit took the coin. Your bond came back.',
    reading: 'Your page still reads how it ended.',
    bondWords: 'The coin was paid. Your bond is still in the Vault.',
    finalWords: 'Nobody objected. The coin is paid when you ask for it.',
    answer: 'Send the answer',
    pay: (what: string) => `Take ${what}`,
    bond: 'Take the bond back',
    calendar: 'Add to calendar',
    calendarTitle: (slot: bigint) => `Vault coin ${slot}: take it out`,
    calendarWords: (slot: bigint, page: string) =>
      `The challenge window of coin ${slot} is over. Open ${page} and take it.`,
    paid: 'Paid on Ethereum',
  },
  end: {
    declared: 'This chain was declared dead on Ethereum',
    declaredWords:
      'No checkpoint came for a long time. One that is accepted undoes it; otherwise the chain is sealed, and everybody is paid by its last accepted state.',
    sealed: 'This chain has ended',
    sealedWords:
      'It was sealed on Ethereum. What was yours in its last accepted state is paid there, each thing once, to your address. Withdrawals and Vault coins leave as ever; founding stake was never coins and is not paid.',
    proving: 'Your node looks for what is yours',
    nothing: 'Nothing is left to take.',
    held: 'yours in the last state',
    refund: 'deposit that never arrived',
    take: (what: string) => `Take ${what}`,
    paid: 'Sent',
    more: 'Show more of what was yours',
    first: 'Back to the first ones',
  },
  table: {
    label: 'Finished transfers',
    what: 'What',
    amount: 'Amount',
    lane: 'Lane',
    ethereum: 'On Ethereum',
    weft: 'On Weft',
    when: 'When',
    state: 'State',
    kinds: { deposit: 'Deposit', withdrawal: 'Withdrawal', exit: 'Vault exit' },
    block: (height: bigint) => formatNumber(height),
    transaction: 'transaction on Ethereum',
  },
};
