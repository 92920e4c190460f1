import type { BootStepName, Phase } from '../../client/types.ts';
import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

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

/** The page of the node. */
export const node = {
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
      opening: 'Waits for the database',
      starting: 'Waits for the first peer',
      syncing: (blocks: bigint) => `Waits for ${several(blocks, 'block', 'blocks')}`,
      checking: 'Waits for the newest block',
      paused: 'Follows nothing until you resume',
      alone: 'Waits for a peer',
      stopped: 'Shows the last state it verified',
      stoppedEmpty: 'Nothing is verified yet',
    },
    hero: {
      starting: 'This tab is becoming a node.',
      syncing: 'This tab is becoming a node.',
      live: 'This tab is a node.',
      paused: 'This node is paused.',
      alone: 'This node is alone.',
      stopped: 'This node has stopped.',
    } satisfies Record<Phase, string>,
    heroAttached: 'This browser runs a node.',
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
      aloneEmpty:
        'No peer has answered yet, so there is no block to check and nothing to show. Nothing is lost: it keeps trying and goes on by itself.',
      stopped:
        'Everything final up to here is safe in this browser and stays readable. A new start goes on from there.',
      stoppedEmpty:
        'It shows nothing, because it did not get as far. What this browser verified before is untouched.',
    },
    liveAfter: (seconds: string) => `Live ${seconds} s after it started`,
    why: 'Why trust this?',
    pause: 'Pause',
    resume: 'Resume',
    stop: 'Stop',
    restart: 'Start again',
    bootTitle: 'How this tab joined',
    bootTitleRunning: 'How this tab joins',
    bootCount: (done: number, all: number) => `${done} of ${all}`,
    bootSteps,
    bootStates: { waiting: 'waits', running: 'under way', done: 'done', failed: 'failed' },
    boot: {
      opening: 'opening',
      opened: 'opened',
      openedAt: (height: number) => `opened at block ${formatNumber(height)}`,
      empty: 'opened, empty',
      peerId: (id: string) => `this node is ${id}`,
      reaching: 'reaching the seeds',
      seeds: (count: number) => `${several(count, 'seed', 'seeds')} reached`,
      looking: 'looking for peers',
      connected: (count: number) => `${formatNumber(count)} connected`,
      waitsForNewest: 'waits for the newest block',
      blocks: (count: number, of: number) => `${formatNumber(count)} of ${formatNumber(of)}`,
      blocksDone: (count: number) => several(count, 'block', 'blocks'),
      executed: 'every block executed here',
      verified: (count: number) => `${several(count, 'block', 'blocks')} executed`,
      following: 'following the chain',
    },
    standsTitle: (span: string) => `No block has become final for ${span}`,
    stands:
      'Validators with a third of the power or more seem to be away. Nothing is lost: what waits becomes final when they are back, or expires and costs nothing. If you run validators, open their tabs again.',
    attachedTitle: 'Weft is open in another tab',
    attached: 'That tab runs the node; this one shows the same. Close it and this one takes over.',
  },

  finality: {
    title: 'Time to final',
    last: (count: number) => `last ${several(count, 'block', 'blocks')}`,
    halfBy: 'Half by',
    slowest: 'Slowest',
    missed: 'Missed views, this epoch',
    halfMark: (seconds: string) => `half by ${seconds} s`,
    mostMark: (seconds: string) => `95 % by ${seconds} s`,
    label: (count: number, half: string, most: string, slowest: string) =>
      `Finality of the last ${several(count, 'block', 'blocks')}: half under ${half} seconds, 95 percent under ${most} seconds, slowest ${slowest} seconds`,
    empty: 'No block became final while this tab watched.',
    emptyNext: 'Send a transaction and the first bar appears.',
  },

  peers: {
    title: 'Peers',
    table: 'Table of peers',
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
    standsTitle: 'No peers',
    stands: 'A node that stands still has closed its connections.',
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
    since: 'over open connections',
    none: 'no connection is open',
    received: 'Received',
    sent: 'Sent',
    stored: 'On this device',
  },

  controls: {
    title: 'Controls',
    lead: 'Pausing closes every connection and keeps what is verified. Stopping ends the node until the page is loaded again.',
    votes:
      'This tab votes. Paused or stopped it misses its turns and everybody waits a little longer for each; no stake is lost.',
    stopped:
      'The node has ended and uses no traffic. Starting again loads the page; what it has verified is still there.',
    stoppedElsewhere: 'The node has ended. Reload the tab that ran it to start it again.',
  },

  trust: {
    title: 'Why should I trust this?',
    checked: 'You checked it, nobody told you',
    checkedWords: (height: bigint) =>
      `Your tab started from the genesis block, executed ${several(height, 'block', 'blocks')} itself and got the same state root as the validators each time.`,
    final: 'It cannot be undone',
    finalWords: (height: bigint) =>
      `More than two thirds of the voting power signed block ${formatNumber(height)} as final. Two different final blocks would need a third of it to sign both, and their signatures would prove it to anyone.`,
    ethereum: 'Ethereum checks it, too',
    ethereumWords:
      'A contract on Ethereum checks the same certificates before anything is paid, and accepts no block that invents a deposit. Validators with more than two thirds of the power could still take what is pooled in the Gateway; coins in the Vault are beyond their reach.',
    withoutContracts: 'Without Ethereum',
    withoutContractsWords:
      'This chain has no contracts on Ethereum. What is final here rests on the validators above and on your own checks.',
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
};
