import type { Answer } from '../../client/rescue/answer-to.ts';
import { several } from './several.ts';

type Duty = Answer['duty']['call'];

const ASK_WORDS =
  'Its history is not the one in your file. Ask for it: if it is not shown in time, the exit fails, and half of its bond becomes yours. If you gave the coin away, it will be shown, and your bond is lost.';
const ask = (bond: string) => `Ask for its history, with a bond of ${bond}`;

/** Leaving the Vault with a coin's file and a wallet alone. */
export const rescue = {
  title: 'Rescue a coin',
  lead: 'Takes a coin out of the Vault on Ethereum with its file and your wallet. No node of the sidechain is asked, and none runs in this page.',
  file: {
    title: '1. The coin’s file',
    lead: 'You save it beside the coin, while there is a node. After it come your wallet, what was found, and the exit.',
    bridge: 'To the bridge',
    choose: 'Choose the file',
    drop: 'or drop it here. It is read in this browser and sent nowhere.',
    other: 'Another file',
    coin: (slot: bigint) => `Coin ${slot}`,
    transfers: (count: number) => several(count, 'transfer', 'transfers'),
  },
  wallet: {
    title: '2. Your wallet',
    lead: 'What the file says is compared with Ethereum, as your wallet sees it.',
    none: 'No wallet was found in this browser',
    noneNext: 'Install one, or open this page in the browser that has it, then reload.',
    check: (name: string) => `Check with ${name}`,
    checking: 'Checks the file against Ethereum',
    network: (chainId: bigint) => `Switch to network ${chainId}`,
    add: (chainId: bigint) => `Add network ${chainId}`,
    addLead: (chainId: bigint) =>
      `The coin is on the network with the number ${chainId}, and the file knows no way there. Give your wallet one: the address (RPC URL) of an Ethereum node on that network, one that you run or trust. You can also add the network in the wallet itself, then check again.`,
    endpoint: 'Address of an Ethereum node',
    endpointHint: 'https://…',
    networkName: (chainId: bigint) => `Network ${chainId}`,
  },
  found: {
    title: '3. What was found',
    yours: 'This coin is yours',
    yoursNext: 'The file proves it to the Vault.',
    others: 'This coin belongs to another account',
    othersNext: 'Choose its owner’s account in your wallet, then check again.',
    exited: 'This coin has left the Vault',
    exitedNext: 'Bonds may still wait below.',
    taken: 'This coin has left the Vault, by the exit of another account',
    takenNext: 'The Vault has paid it, once and for all: with this file nothing more can be done.',
    again: 'Check again',
    owner: 'Owner by the file',
    account: 'Your account',
    vault: 'Vault by the file',
    known: 'Is this the Vault that you know?',
    knownNext:
      'The file alone names it. A contract that somebody made to deceive you can show a coin of yours and keep your bond. Compare the address with one that you know: the one that your deposit went to, or the one on a page that you trust.',
    value: 'Deposit',
    units: (value: bigint) => `${value} units of the token`,
    token: (id: bigint) => `token ${id}`,
    provenTo: 'History proven up to',
    coinBlock: (n: bigint, of: bigint) => `coin block ${n} of ${of}`,
    whole: 'nothing else happened to it there',
    partial: 'the file does not tell all of it',
    newer: 'Ethereum knows later coin blocks',
    newerNext:
      'If you gave the coin away in one of them, an exit costs you its bond. The file does not say.',
    history: 'The history is not proven',
    historyNext: 'You can still leave: an exit shows the last two transfers alone.',
    tooLong: 'The history is long',
    tooLongNext: 'Answering a challenge may cost more than the coin. Exit and deposit renew it.',
  },
  exit: {
    title: '4. Leave',
    start: (bond: string) => `Start the exit, with a bond of ${bond}`,
    startLead: (bond: string, window: string) =>
      `The bond of ${bond} comes back with the coin, unless you gave the coin away before. The coin is paid after ${window}. Come back once in each half of that time: who challenges your exit has to be answered.`,
    others: (count: number) => `${several(count, 'exit', 'exits')} of this coin by somebody else`,
    othersNext:
      'If the coin is yours, do not leave it to them: exit yourself, and do below what stops them. The first exit whose time is over takes the coin.',
    other: (account: string) => `Exit by ${account}`,
    reasons: {
      challengeAfter:
        'It shows a transfer that was spent since, and your file has the later one. Showing it ends the exit, and half of its bond becomes yours.',
      challengeBetween:
        'It shows a transfer that came too late, and your file has the earlier one. Showing it ends the exit, and half of its bond becomes yours.',
      challengeBefore: ASK_WORDS,
      challengeBirth: ASK_WORDS,
      walk: 'It is right by your file, and somebody doubts it.',
      finalizeExit: 'Its time is over.',
      failExit: 'It did not show its history in time. End it, and half of its bond becomes yours.',
      withdrawBond: 'Half of its bond is yours.',
      withdrawChallengeBond: 'The bond with which you asked for its history is yours again.',
    } satisfies Record<Duty, string>,
    answers: {
      challengeAfter: () => 'Stop this exit',
      challengeBetween: () => 'Stop this exit',
      challengeBefore: ask,
      challengeBirth: ask,
      walk: () => 'Show its history',
      finalizeExit: () => 'Finish this exit',
      failExit: () => 'End this exit',
      withdrawBond: () => 'Take half of its bond',
      withdrawChallengeBond: () => 'Take your bond back',
    } satisfies Record<Duty, (bond: string) => string>,
    answerUntil: (span: string) => `${span} left for that.`,
    answerOver: 'Too late.',
    asked: 'Its history was asked for. If it is not shown in time, this exit fails.',
    unanswerable: 'Nothing in your file stops it now.',
    yours: 'Your exit',
    state: 'State',
    states: {
      open: 'waiting',
      challenged: 'challenged: an answer is needed',
      mature: 'ready to be paid',
      failed: 'over: a challenge was not answered in time',
      void: 'another exit took the coin',
      finalized: 'paid, the bond waits',
      refuted: 'refuted',
      settled: 'done',
    },
    challengesEnd: 'Challenges that need an answer',
    challengesUntil: (span: string) => `for another ${span}`,
    challengesOver: 'can no longer be made',
    matures: 'Paid',
    maturesIn: (span: string) => `in ${span} at the earliest`,
    maturesNow: 'as soon as somebody asks for it',
    challenges: 'Challenges',
    challenge: (n: bigint, answered: boolean) =>
      `at coin block ${n}: ${answered ? 'answered' : 'open'}`,
    noChallenges: 'none',
    walk: 'Answer with the coin’s history',
    finalize: 'Take the coin out',
    bond: 'Take the bond back',
    challengeBond: (n: bigint) => `Take the challenger’s bond of coin block ${n}`,
    waiting: 'Waits for the wallet and for Ethereum',
  },
} as const;
