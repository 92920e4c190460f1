import type { Behaviour } from '../byzantine/behaviours.ts';
import { inPart, type Mutant, mutant } from './mutant.ts';

const FILE = 'lib/chain/validate-block.ts';
const TEST = 'tests/unit/chain/validate-block.test.ts';

/** Rules about blocks: those that a liar breaks in simulations, then those that it cannot. */
export const IN_BLOCKS: readonly Mutant[] = [
  inBlocks(
    'height',
    '  require(header.height === parent.height + 1n, ',
    '  require(header.height >= 0n, ',
    'I1',
  ),
  inBlocks('timestamp', '  require(header.timestampMs >= earliest, ', '  require(earliest >= 0, '),
  inBlocks(
    'mix',
    '  require(header.mix === nextMix(parent.mix, body.reveal), ',
    '  require(header.mix !== nextMix, ',
  ),
  inBlocks(
    'inbox count',
    '  require(header.inboxCount === inboxCount, ',
    '  require(header.inboxCount >= 0n || inboxCount >= 0n, ',
  ),
  inBlocks(
    'inbox hash',
    '  require(header.inboxHash === inboxHash, ',
    '  require(header.inboxHash !== header.bodyRoot || inboxHash !== header.bodyRoot, ',
  ),
  inBlocks(
    'view its events stand in',
    '  require(body.inbox.length === 0 || mayFollowInbox(parent, header.view), ',
    '  require(body.inbox.length === 0 || mayFollowInbox !== undefined, ',
    'I7',
    'event-stuffer',
  ),
  inTest(
    'outbox root',
    "  require(result.outboxRoot === block.header.outboxRoot, 'outbox-root');\n",
  ),
  inTest('coin root', "  require(result.coinRoot === block.header.coinRoot, 'coin-root');\n"),
  inTest('coin count', "  require(result.coinCount === block.header.coinCount, 'coin-count');\n"),
  inTest('genesis', "  require(header.genesisHash === chain.genesisHash, 'genesis-hash');\n"),
  inTest('epoch', "  require(header.epoch === epoch, 'epoch');\n"),
  inTest('parent', "  require(header.parentHash === hashOfHeader(parent), 'parent-hash');\n"),
  inTest('view', '  require(header.view > parentView(parent), ', '  require(header.view > 0n, '),
  inTest(
    'proposer',
    '  require(header.proposer === leader?.account, ',
    '  require(header.proposer !== leader, ',
  ),
  inTest('body', "  require(header.bodyRoot === bodyRootOf(body), 'body-root');\n"),
  inTest(
    'number of transactions',
    "  require(body.transactions.length <= MAX_TRANSACTIONS_PER_BLOCK, 'transaction-count');\n",
  ),
  inTest('size', "  require(bytesFromBlock(block).length <= MAX_BLOCK_BYTES, 'size');\n"),
  inTest('block its certificate is of', ' && digest === hashOfHeader(parent);', ';'),
  inTest('view its certificate is of', 'kind !== NULLIFY && view === parent.view;', 'true;'),
  inTest('epoch its certificate is of', 'isRight && epoch === parent.epoch && ', 'isRight && '),
  inTest(
    'power its certificate has',
    'isOfParent && committee && hasQuorum(certificate, committee);',
    'isOfParent && committee !== undefined;',
  ),
  inTest(
    'block lacks its certificate',
    "  require((certificate === undefined) === (parent.height === 0n), 'parent-certificate');\n",
  ),
];

function inBlocks(
  rule: string,
  search: string,
  replace: string,
  first = 'I7',
  liar: Behaviour = 'invalid-header',
): Mutant {
  return mutant(`block: whatever ${rule}`, FILE, search, replace, first, { liar });
}

/** What a liar cannot show, the test of the rules does. */
function inTest(rule: string, search: string, replace = ''): Mutant {
  return inPart(`block: whatever ${rule}`, FILE, search, replace, TEST);
}
