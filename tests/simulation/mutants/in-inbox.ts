import { inPart, type Mutant, mutant } from './mutant.ts';

const RULES = 'lib/consensus/rules.ts';
const GUARD =
  "if (record.inboxTest !== 'passed' && !content.justify) return askForInboxTest(t, record);";
const VIEW = 'lib/node/consensus/ethereum-view.ts';
const TEST = 'lib/node/consensus/inbox-test.ts';
const TEST_OF_TEST = 'tests/unit/node/inbox-test.test.ts';

/** The Ethereum test: in the engine, and in the driver, whose part of it simulations share. */
export const IN_INBOX: readonly Mutant[] = [
  mutant('inbox: nobody asks Ethereum', RULES, GUARD, '', 'inbox', { liar: 'deposit-inventor' }),
  mutant(
    'inbox: what is proposed again is tested again',
    RULES,
    GUARD,
    GUARD.replace(' && !content.justify', ''),
    'inbox',
  ),
  mutant(
    'inbox: what Ethereum does not confirm is invalid',
    'tests/simulation/node/engine-runner.ts',
    '        inboxTest.begin(effect.block);\n',
    '        inboxTest.begin(effect.block);\n' +
      '        if (!passesInboxTest(context.ethereum, effect.block)) {\n' +
      '          const hash = hashOnce(effect.block.header);\n' +
      "          dispatch({ type: 'block-checked', hash, valid: false });\n" +
      '        }\n',
    'halt',
    {
      edits: [
        {
          file: 'tests/simulation/node/engine-runner.ts',
          search: 'import { contradicts }',
          replace: 'import { contradicts, passesInboxTest }',
        },
        {
          file: 'lib/consensus/handle-event.ts',
          search: "if (entry?.status !== 'checking') return;",
          replace: 'if (!entry) return;',
        },
      ],
    },
  ),
  mutant(
    'inbox: nobody votes to finalize what it could not test',
    RULES,
    'if (record.mine[NULLIFY] || record.mine[FINALIZE]) continue;',
    "if (record.mine[NULLIFY] || record.mine[FINALIZE] || record.inboxTest === 'asked') continue;",
    'inbox',
  ),
  mutant(
    'inbox: the answer about any block counts',
    'lib/consensus/handle-event.ts',
    'if (proposal?.hash === hash) changeView',
    'if (proposal && hash) changeView',
    undefined,
    { test: 'tests/unit/consensus/inbox-test.test.ts' },
  ),
  mutant(
    'inbox: what is not known passes',
    VIEW,
    'known === undefined ? body.inbox.length === 0 : ',
    'known === undefined ? body.inbox.length >= 0 : ',
    'inbox',
    { liar: 'deposit-inventor' },
  ),
  mutant(
    'inbox: what is known to be wrong passes',
    VIEW,
    ' : known === header.inboxHash;',
    ' : known.length === header.inboxHash.length;',
    'inbox',
    { liar: 'event-skipper' },
  ),
  inPart(
    'inbox: a leader builds on what it knows to be wrong',
    VIEW,
    'return known !== undefined && known !== inboxHash;',
    'return known !== undefined && inboxHash === undefined;',
    TEST_OF_TEST,
  ),
  inPart(
    'inbox: a block that passed is tested again',
    TEST,
    '    waiting = undefined;\n',
    '',
    TEST_OF_TEST,
  ),
  inPart(
    'inbox: the test ends before it passed',
    TEST,
    'if (!waiting || !passesInboxTest(ethereum, waiting)) return;\n',
    'const block = waiting;\n    waiting = undefined;\n' +
      '    if (!block || !passesInboxTest(ethereum, block)) return;\n    waiting = block;\n',
    TEST_OF_TEST,
  ),
];
