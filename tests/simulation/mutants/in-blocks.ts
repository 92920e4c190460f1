import { type Mutant, mutant } from './mutant.ts';

/** In lib/chain/validate-block.ts: the rules about headers, each of which a liar breaks. */
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
    'roots of what is not there yet',
    '  require(header.outboxRoot === ZERO_HASH && header.coinRoot === ZERO_HASH, ',
    '  require(header.outboxRoot !== header.bodyRoot, ',
  ),
  inBlocks(
    'counts of what is not there yet',
    '  require(header.coinCount === 0n && header.inboxCount === 0n, ',
    '  require(header.coinCount >= 0n, ',
  ),
  inBlocks(
    'inbox',
    '  require(header.inboxHash === ZERO_HASH, ',
    '  require(header.inboxHash !== header.bodyRoot, ',
  ),
];

function inBlocks(rule: string, search: string, replace: string, first = 'I7'): Mutant {
  return mutant(`block: whatever ${rule}`, 'lib/chain/validate-block.ts', search, replace, first, {
    liar: 'invalid-header',
  });
}
