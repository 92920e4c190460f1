import type { BootStepName, Phase } from '../client/types.ts';
import { formatNumber } from './format/format-number.ts';

/** A sentence about one validator or several. */
function several(count: number | bigint, one: string, many: string): string {
  return `${formatNumber(count)} ${BigInt(count) === 1n ? one : many}`;
}

const phases: Record<Phase, string> = {
  starting: 'Starting',
  syncing: 'Syncing',
  live: 'Live',
  paused: 'Paused',
  alone: 'Alone',
  stopped: 'Stopped',
};

const bootSteps: Record<BootStepName, string> = {
  storage: 'Storage',
  keys: 'Keys',
  relay: 'Relay',
  peers: 'Peers',
  blocks: 'Blocks',
  verification: 'Verification',
  live: 'Live',
};

/** Every word of the site, in one place, so that another language is another file like this one. */
export const messages = {
  product: 'Weft',
  skip: 'Skip to content',
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  copyFailed: 'Copying was refused',
  close: 'Close',
  dismiss: 'Dismiss',
  verified: 'Verified by your node',
  verifiedAt: (height: bigint) => `Verified by your node, block ${formatNumber(height)}`,
  seconds: 's',
  things: { address: 'address', hash: 'hash', signature: 'signature', header: 'header as JSON' },
  validatorsSigned: (signed: number, all: number) =>
    `${signed} of ${several(all, 'validator', 'validators')} signed`,

  nav: {
    main: 'Main',
    phone: 'Main, phone',
    node: 'Node',
    explorer: 'Explorer',
    wallet: 'Wallet',
    search: 'Search, shortcut slash',
  },

  node: {
    title: 'Your node',
    phases,
    syncingShare: (percent: number) => `Syncing ${percent} %`,
    strip: {
      label: 'Your node',
      height: 'Height',
      finalIn: 'Final in',
      peers: (count: number) => (count === 1 ? 'peer' : 'peers'),
      stored: 'stored',
      live: 'Checked by this tab, not by a server',
      starting: 'Waits for the database and the first peer',
      syncing: (blocks: bigint) => `Waits for ${several(blocks, 'block', 'blocks')}`,
      paused: 'Follows nothing until you resume',
      alone: 'Waits for a peer',
      stopped: 'Shows the last state it verified',
    },
    hero: {
      starting: 'This tab is becoming a node.',
      syncing: 'This tab is becoming a node.',
      live: 'This tab is a node.',
      paused: 'This node is paused.',
      alone: 'This node is alone.',
      stopped: 'This node has stopped.',
    } satisfies Record<Phase, string>,
    lead: {
      starting:
        'It opens its database, makes its keys and looks for peers. Nothing is shown until it has checked it.',
      syncing: (have: bigint, target: bigint) =>
        `It fetches blocks from its peers and executes every one of them: ${formatNumber(have)} of ${formatNumber(target)} so far.`,
      live: 'It holds the chain, checks every signature itself and tells others what it saw. No server decides what you see here. Close the tab and your copy waits for you.',
      paused:
        'It follows nothing and uses no traffic. What it has verified stays in this browser. Resume and it catches up.',
      alone:
        'No peer is connected, so no new block can arrive. What you see is the last state this tab verified itself. It keeps trying.',
      stopped:
        'Everything final up to here is safe in this browser. Reload the page to start it again.',
    },
    liveAfter: (seconds: string) => `Live ${seconds} s after it started`,
    why: 'Why trust this?',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    bootTitle: 'How this tab joined',
    bootCount: (done: number, all: number) => `${done} of ${all}`,
    bootSteps,
    bootStates: { waiting: 'waits', running: 'under way', done: 'done', failed: 'failed' },
    boot: {
      stored: (size: string) => `opened, ${size}`,
      opened: 'opened',
      empty: 'opened, empty',
      created: 'created in this browser',
      unlocked: 'unlocked',
      reached: (reached: number, all: number) => `${reached} of ${all} reached`,
      relayReached: 'reached',
      peers: (all: number, direct: number) => `${all}, ${direct} direct`,
      blocks: (count: number, of: number) => `${formatNumber(count)} of ${formatNumber(of)}`,
      blocksDone: (count: number) => several(count, 'block', 'blocks'),
      verified: (count: number) => `${several(count, 'block', 'blocks')} executed`,
      following: 'following the chain',
    },
    attached:
      'Weft is open in another tab. That tab runs the node; this one shows the same. Close it and this one takes over.',
  },

  loom: {
    title: 'The loom',
    lead: (validators: number) =>
      `${several(validators, 'validator is', 'validators are')} the warp. Each block is one pass of the weft, and it is the same thread all the way down.`,
    label: (validators: number, blocks: number) =>
      blocks === 0
        ? `Committee of ${several(validators, 'validator', 'validators')}. No block is woven yet.`
        : `Committee of ${several(validators, 'validator', 'validators')}. The last blocks as woven rows: thread over a validator means it signed. The list beside it says the same.`,
    warpTitle: (name: string, power: number) => `${name}, power ${formatNumber(power)}`,
    sharedWarpTitle: (count: number, power: number) =>
      `${several(count, 'validator', 'validators')}, power ${formatNumber(power)}`,
    missed: (count: number) => (count === 1 ? 'missed' : `${formatNumber(count)} missed`),
    missedViews: (count: number) => `${several(count, 'view', 'views')} missed`,
    idle: 'Waits for a transaction',
    noBlock: 'No block yet',
    waitsForBlocks: 'Waits for verified blocks',
    nothingOnTrust:
      'Blocks appear here once your node has checked them. Nothing is shown on trust.',
    voting: {
      notarize: 'Voting to notarize',
      finalize: 'Voting to finalize',
      nullify: 'Voting to skip this view',
      closed: 'Certificate closed',
      paused: 'Paused',
      alone: 'Waits for a peer',
      stopped: 'Stopped',
    },
    depth: { proposed: 'proposed', notarized: 'notarized', final: 'final' },
    powerSigned: (percent: string) => `${percent} of the power has signed`,
    needs: 'needs ⅔',
    view: (view: bigint) => `view ${formatNumber(view)}`,
    transactions: (count: number) => `${formatNumber(count)} tx`,
    legend: {
      over: 'Over: signed this block',
      under: 'Under: not needed for this certificate',
      thickness: 'Thickness: voting power',
      turn: 'Turn: each block names its parent',
    },
    announce: (height: bigint) => `Block ${formatNumber(height)} is final.`,
    rows: 'Last blocks',
  },

  finality: {
    title: 'Time to final',
    last: (count: number) => `last ${several(count, 'block', 'blocks')}`,
    halfBy: 'Half by',
    slowest: 'Slowest',
    missed: 'Missed views',
    halfMark: (seconds: string) => `half by ${seconds} s`,
    mostMark: (seconds: string) => `95 % by ${seconds} s`,
    label: (count: number, half: string, most: string, slowest: string) =>
      `Finality of the last ${several(count, 'block', 'blocks')}: half under ${half} seconds, 95 percent under ${most} seconds, slowest ${slowest} seconds`,
    empty: 'No block became final while this tab watched.',
    emptyNext: 'Send a transaction and the first bar appears.',
  },

  peers: {
    title: 'Peers',
    summary: (all: number, direct: number) => `${all} connected, ${direct} direct`,
    peer: 'Peer',
    kind: 'Kind',
    path: 'Path',
    latency: 'Round trip',
    bytesIn: 'In',
    bytesOut: 'Out',
    seed: 'Seed',
    tab: 'Tab',
    direct: 'direct',
    relayed: 'relayed',
    unmeasured: 'not measured',
    emptyTitle: 'No peers yet',
    empty: 'Your node keeps trying the seeds and the peers it remembers.',
  },

  storage: {
    title: 'Storage',
    of: (used: string, quota: string) => `${used} of ${quota}`,
    used: 'Blocks and state',
    entries: 'State entries',
    pending: 'Pending transactions',
    persistent: 'The browser has promised to keep it.',
    evictable: 'The browser may clear it when space runs out. The chain can be fetched again.',
  },

  cost: {
    title: 'What it costs you',
    since: 'since the peers connected',
    received: 'Received',
    sent: 'Sent',
    stored: 'On this device',
  },

  controls: {
    title: 'Controls',
    lead: 'Pausing closes every connection and keeps what is verified. Stopping ends the node until the page is loaded again.',
  },

  trust: {
    title: 'Why should I trust this?',
    checked: 'You checked it, nobody told you',
    checkedWords: (height: bigint) =>
      `Your tab started from the genesis block, executed ${several(height, 'block', 'blocks')} itself and got the same state root as the validators each time.`,
    final: 'It cannot be undone',
    finalWords: (height: bigint) =>
      `More than two thirds of the voting power signed block ${formatNumber(height)} as final. Two different final blocks would need a third of it to sign both, and their signatures would prove it to anyone.`,
    ethereum: 'What Ethereum does not do yet',
    ethereumWords:
      'No contract on Ethereum checks these certificates yet. Until it does, what is final here rests on the validators above and on your own checks.',
    certificate: (height: bigint) => `Certificate of block ${formatNumber(height)}`,
    noCertificate: 'No final block yet',
    noCertificateWords: 'The certificate appears with the first block your node has checked.',
    signedBy: 'Signed by',
    signers: (signed: number, all: number) =>
      `${signed} of ${several(all, 'validator', 'validators')}`,
    power: 'Power',
    powerOf: (power: bigint, total: bigint, quorum: bigint) =>
      `${formatNumber(power)} of ${formatNumber(total)}, needs ${formatNumber(quorum)}`,
    signature: 'One signature for all',
    block: 'Block',
    stateRoot: 'State root',
  },
} as const;
