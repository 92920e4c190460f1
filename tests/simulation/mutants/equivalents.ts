import type { Equivalent } from './mutant.ts';

/** Guards whose loss nothing can show, and why. They stay as a second line. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    name: 'justification: a base that is certified later than the view',
    edits: [
      {
        file: 'lib/consensus/justification.ts',
        search: 'if (!base || base.view >= record.view || base.view < state.settled) return ',
        replace: 'if (!base || base.view < state.settled) return ',
      },
    ],
    reason: 'Such a certificate opens a later view before the proposal is looked at.',
  },
  {
    name: 'justification: another block certified in the view of the floor',
    edits: [
      {
        file: 'lib/consensus/justification.ts',
        search:
          "if (base.view === state.floor.view && base.hash !== state.floor.hash) return 'unjustified';",
        replace: '',
      },
    ],
    reason: 'Two certified blocks in one view take a third of the power that lies.',
  },
  {
    name: 'notarize: what is invalid',
    edits: [
      {
        file: 'lib/consensus/rules.ts',
        search: "if (chainStatus(t, hash) !== 'valid' || !canVote(state)) return false;",
        replace: "if (chainStatus(t, hash) === 'waiting' || !canVote(state)) return false;",
      },
    ],
    reason: 'It only asks for the Ethereum test, and the leader of an invalid block has failed.',
  },
  {
    name: 'voteFinalize: in the view that is settled',
    edits: [
      {
        file: 'lib/consensus/rules.ts',
        search: 'if (!notarization || record.view <= state.settled) continue;',
        replace: 'if (!notarization || record.view < state.settled) continue;',
      },
    ],
    reason: 'Once its block is valid, finalizeChain, which comes first, has dropped the view.',
  },
  {
    name: 'nullify: after a vote to finalize, as long as enter stands',
    edits: [
      {
        file: 'lib/consensus/rules.ts',
        search: "  assert(!record.mine[FINALIZE], 'no finalize vote in the current view');\n",
        replace: '',
      },
    ],
    reason: 'Nobody votes to finalize without a notarization, which opens the next view at once.',
  },
  {
    name: 'effects: what is let out goes on although that closed the queue',
    edits: [
      {
        file: 'lib/node/consensus/effect-queue.ts',
        search: 'while (!closed && held[0] && ',
        replace: 'while (held[0] && ',
      },
    ],
    reason: 'Who closes the queue empties it.',
  },
  {
    name: 'effects: writes go on after the queue was closed',
    edits: [
      {
        file: 'lib/node/consensus/effect-queue.ts',
        search: 'while (durable < asked && !closed) {',
        replace: 'while (durable < asked) {',
      },
    ],
    reason: 'A closed queue has no records left, and takes none.',
  },
  {
    name: 'effects: nothing is written when there is nothing',
    edits: [
      {
        file: 'lib/node/consensus/effect-queue.ts',
        search: 'if (batch.length > 0) await persist',
        replace: 'await persist',
      },
    ],
    reason: 'No engine asks for a write without records.',
  },
];
