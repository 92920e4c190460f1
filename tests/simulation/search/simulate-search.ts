import { parseArgs } from 'node:util';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { LARGE_SCOPES, SMALL_SCOPES } from './scope.ts';
import { search } from './search.ts';

// `npm run simulate:search [-- --states N --only words]`: every state of each scope, at most N.

const { values } = parseArgs({
  options: { states: { type: 'string', default: '1000000' }, only: { type: 'string' } },
});
await installFastKeccak();
for (const scope of [...SMALL_SCOPES, ...LARGE_SCOPES]) {
  if (values.only && !scope.name.includes(values.only)) continue;
  const startedAt = performance.now();
  const { name, states, transitions, depth, isComplete } = search(scope, Number(values.states));
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const extent = isComplete ? 'all' : 'the first';
  console.log(`${name}: ${extent} ${states} states, ${transitions} events, depth ${depth}`);
  console.log(`  in ${seconds} s`);
}
