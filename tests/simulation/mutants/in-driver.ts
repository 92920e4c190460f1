import { type Mutant, mutant } from './mutant.ts';

const node = (file: string) => `tests/simulation/node/${file}.ts`;

/**
 * In the simulated node and its ledger, which stand where the real driver and chain stand: their
 * promises to the engine are what the oracle watches, too.
 */
export const IN_DRIVER: readonly Mutant[] = [
  mutant(
    'barrier: effects do not wait for writes',
    node('effect-barrier'),
    'const isFree = durable === begun && waiting.length === 0;',
    'const isFree = begun >= 0;',
    'I3',
  ),
  mutant(
    'disk: every crash empties the journal',
    'tests/simulation/processes.ts',
    'if (actors[process]?.isForgetful) storage',
    'storage',
    'I2',
  ),
  mutant(
    'height: acknowledged before it is durable',
    node('simulated-node'),
    '    this.#submittedHeight = last.height;\n',
    '    this.#submittedHeight = last.height;\n' +
      '    context.watcher.acknowledged(context.index, last.height);\n',
    'I8',
  ),
  mutant(
    'epoch: the committee changes an epoch late',
    'tests/simulation/simulated-chain.ts',
    'const { committee, validators } = nextOf(boundary.mix, removedAfter(boundary));',
    'const { committee, validators } = epoch;',
    'I12',
  ),
  mutant(
    'epoch: the seed stays',
    'lib/chain/epoch.ts',
    'concatBytes(SEED_TAG, bytesFromHex(seed), bytesFromHex(boundaryMix))',
    'concatBytes(SEED_TAG, bytesFromHex(seed))',
    'I12',
  ),
  mutant(
    'certificates: are not verified',
    'tests/simulation/verify-messages.ts',
    '    hasQuorum(certificate, epoch.committee) &&\n',
    '',
    'I4',
  ),
];
