import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** The picture of the chain and the list beside it. */
export const loom = {
  loom: {
    title: 'The loom',
    lead: (validators: number | undefined) =>
      `${validators === undefined ? 'Validators are' : several(validators, 'validator is', 'validators are')} the warp. Each block is one pass of the weft, and it is the same thread all the way down.`,
    label: (validators: number, blocks: number) =>
      blocks === 0
        ? `Committee of ${several(validators, 'validator', 'validators')}. No block is woven yet.`
        : `Committee of ${several(validators, 'validator', 'validators')}. The last blocks as woven rows: thread over a validator means it signed. The list beside it says the same.`,
    warpTitle: (name: string, power: number) => `${name}, power ${formatNumber(power)}`,
    sharedWarpTitle: (count: number, power: number) =>
      `${several(count, 'validator', 'validators')}, power ${formatNumber(power)}`,
    thisTab: 'this tab',
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
};
