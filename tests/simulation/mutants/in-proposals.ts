import { type Mutant, mutant } from './mutant.ts';

const consensus = (file: string) => `lib/consensus/${file}.ts`;

/** What a proposal must be, and what a leader may do. */
export const IN_PROPOSALS: readonly Mutant[] = [
  mutant(
    'proposal: the vote is for another block',
    consensus('proposal-form'),
    '    statement.digest === hashOfBlock(block)\n',
    '    statement.digest.length === hashOfBlock(block).length\n',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: the vote is for another view',
    consensus('proposal-form'),
    '    statement.view === view &&\n',
    '',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: signed by whoever does not lead',
    consensus('proposal-form'),
    '    signer === leader &&\n',
    '    leader >= 0 &&\n    signer >= 0 &&\n',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: the vote is of another kind',
    consensus('proposal-form'),
    '    statement.kind === NOTARIZE &&\n    statement.epoch',
    '    statement.epoch',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: the block is of another epoch',
    consensus('proposal-form'),
    '    header.epoch === epoch &&\n    header.proposer',
    '    header.proposer',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: the block is of another view',
    consensus('proposal-form'),
    'if (!justify) return block.header.view === view;',
    'if (!justify) return true;',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    're-proposal: of any block',
    consensus('proposal-form'),
    '    isLastOfEpoch(config, block.header) &&\n',
    '',
    'I1',
    { liar: 'forger' },
  ),
  mutant(
    'proposal: the second takes the place of the first, and is notarized',
    consensus('take-proposal'),
    '  if (record.proposal) {\n    changeView(t, view, { equivocated: true });\n    return;\n  }\n',
    '',
    'conduct',
    {
      liar: 'flooder',
      edits: [
        {
          file: consensus('read-state'),
          search: '  if (record?.equivocated || record?.proposal?.hash === digest) return false;\n',
          replace: '',
        },
        {
          file: consensus('rules'),
          search:
            'if (record.mine[NOTARIZE] || record.mine[NULLIFY]) return false;\n  const aheadMs',
          replace:
            'const isSaid = record.mine[NOTARIZE]?.statement.digest === hash;\n' +
            '  if (isSaid || record.mine[NULLIFY]) return false;\n  const aheadMs',
        },
        {
          file: consensus('votes'),
          search: "  assert(!record.mine[kind], 'one own vote for a kind and view');\n",
          replace: '',
        },
        {
          file: consensus('rules'),
          search: "if (record.build === 'failed' || record.equivocated) return true;",
          replace: "if (record.build === 'failed') return true;",
        },
      ],
    },
  ),
  mutant(
    'justification: views in between need no nullification',
    consensus('justification'),
    "    return 'waiting';\n  }\n  return 'justified';",
    "  }\n  return 'justified';",
    undefined,
    { liar: 'gap-skipper' },
  ),
  mutant(
    'justification: the certificate of another block, which validity does not look at',
    consensus('justification'),
    '  if (digest !== parentHash) return undefined;\n',
    '',
    undefined,
    {
      safetyMs: 120_000,
      liar: 'forger',
      edits: [
        {
          file: 'lib/chain/validate-block.ts',
          search: ' && digest === hashOfHeader(parent);',
          replace: ';',
        },
        {
          file: 'lib/chain/validate-block.ts',
          search: 'kind !== NULLIFY && view === parent.view;',
          replace: 'kind !== NULLIFY;',
        },
      ],
    },
  ),
  mutant(
    'notarize: what is not justified',
    consensus('rules'),
    'if (!record.proposal || !isJustified(t, record)) return false;',
    'if (!record.proposal) return false;',
    'I6',
    { liar: 'gap-skipper' },
  ),
  mutant(
    'walkBack: steps over views of which it knows nothing',
    consensus('rules'),
    '    if (record?.certificates[NULLIFY]) continue;\n    if (!certificate) {',
    '    if (record?.certificates[NULLIFY] || !certificate) continue;\n    if (!certificate) {',
    'I6',
  ),
  mutant(
    'propose: without the nullifications',
    consensus('send-proposal'),
    'if (nullification && at >= oldest) nullifications.push(nullification);',
    'if (nullification && at >= oldest + 257n) nullifications.push(nullification);',
    'I6',
  ),
  mutant(
    'propose: a block that came too late',
    consensus('send-proposal'),
    'if (!canVote(state) || view !== state.view) return;',
    'if (!canVote(state)) return;',
    'I6',
    {
      edits: [
        {
          file: consensus('send-proposal'),
          search: "if (record.build !== 'asked' || ",
          replace: 'if (',
        },
      ],
    },
  ),
  mutant(
    'propose: although it gave the view up while it built',
    consensus('send-proposal'),
    "if (record.build !== 'asked' || record.mine[NOTARIZE] || record.mine[NULLIFY]) return;",
    "if (record.build !== 'asked' || record.mine[NOTARIZE]) return;",
    'I2',
  ),
  mutant(
    'nullify: although it voted to finalize',
    consensus('rules'),
    'ended < state.view)',
    'ended <= state.view)',
    'I2',
    {
      edits: [
        {
          file: consensus('rules'),
          search: "  assert(!record.mine[FINALIZE], 'no finalize vote in the current view');\n",
          replace: '',
        },
      ],
    },
  ),
  mutant(
    'justification: a base below what is final is waited for',
    consensus('justification'),
    'if (!base || base.view >= record.view || base.view < state.settled) return ',
    'if (!base || base.view >= record.view) return ',
    'conduct',
    { liar: 'gap-skipper' },
  ),
  mutant(
    'certificates: of views that are over are kept',
    consensus('certificates'),
    '  if (!wantsCertificate(t.state, certificate.statement)) return;\n',
    '',
  ),
  mutant(
    'blocks: below the floor are held',
    consensus('blocks'),
    'if (blocks.has(hash) || block.header.height <= floor.header.height) return;',
    'if (blocks.has(hash)) return;',
    'I10',
  ),
  mutant(
    'blocks: are held when they are final',
    consensus('rules'),
    '  dropSettledBlocks(t);\n',
    '',
    'I10',
  ),
];
