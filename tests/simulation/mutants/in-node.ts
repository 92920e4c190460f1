import { inPart, type Mutant } from './mutant.ts';

/**
 * In what stands between the engine and the world: the barrier, the guard of the key, what the
 * chain counts of it, and when a block is final. Simulations have a driver of their own, so the
 * tests of these parts must notice.
 */
export const IN_NODE: readonly Mutant[] = [
  inPart(
    'height: final before it is durable',
    'lib/node/execution/chain-service.ts',
    'await store.commit(committed, await writesBeside?.(blocks));',
    'void store.commit(committed, await writesBeside?.(blocks));',
    'tests/unit/node/chain-service.test.ts',
  ),
  ...inEach('effect-queue', [
    ['effects: nothing waits', ' && (asked > durable || held.length > 0)', ' && asked < durable'],
    [
      'effects: what comes later goes first',
      '(asked > durable || held.length > 0)',
      'asked > durable',
    ],
    ...['broadcast', 'send', 'finalized', 'epoch-ended', 'evidence'].map(
      (type): Change => [`effects: ${type} does not wait`, `  '${type}',\n`, ''],
    ),
    ['effects: two writes at once', '    if (writing) return;\n', ''],
    ['effects: count as written at once', 'await persist(batch);', 'void persist(batch);'],
    [
      'effects: a write lets out what waits for the next',
      'held[0].after <= durable',
      'held[0].after >= 0',
    ],
    ['effects: nothing is ever written', '      if (asked > durable) void write();\n', ''],
    ['effects: a failed write is not noticed', '      fail(thrown);\n', ''],
    ['effects: go on after a failure', '    close();\n    onFailure', '    onFailure'],
    ['effects: fail after the end', '    if (closed) return;\n    close();', '    close();'],
    ['effects: run after the end', '      if (closed) return;\n      // What', '      // What'],
    ['effects: what comes of one goes first', 'arrived.push(', 'arrived.unshift('],
    ['effects: held without a bound', 'held.length > MAX_HELD_EFFECTS || ', ''],
    ['effects: records without a bound', ' || records.length > MAX_HELD_EFFECTS', ''],
    ['effects: who waits hears nothing', 'held.splice(0)) drop?.();', 'held.splice(0)) void drop;'],
    ['effects: the end counts as durable', 'if (closed) drop();\n        else if', 'if'],
    ['effects: who waits is let go at once', 'else if (asked === durable)', 'else if (asked >= 0)'],
  ]),
  ...inEach('key-guard', [
    ['guard: passes at once', 'clock.after(2 * DELTA_MS[0], look)', 'clock.after(0, look)'],
    ['guard: begins without a neighbour', '  if (!needsPeers) listen();\n', '  listen();\n'],
    ['guard: waits for a neighbour of nobody', '  if (!needsPeers) listen();\n', ''],
    ['guard: begins anew with a neighbour', '    if (cancel) return;\n', ''],
    ['guard: asks nobody', '      askOwnVotes(peer);\n', ''],
    ['guard: asks when it has passed', '      if (hasPassed) return;\n', ''],
    ['guard: passes in silence', '    onPassed();\n', ''],
    ['guard: passes although blocks are missing', 'if (isBehind() && ', 'if (!isBehind() && '],
    ['guard: waits although no block is missing', 'if (isBehind() && ', 'if ('],
    ['guard: waits for promises without end', ' && isPatient && ', ' && '],
    ['guard: waits for older blocks without end', ' && timestampMs < listensSinceMs', ''],
    [
      'guard: an older block will do',
      '    listensSinceMs = clock.wallMs();\n    cancel',
      '    cancel',
    ],
    [
      'guard: loses patience while blocks come',
      '      reachedAtMs = clock.monotonicMs();\n    }',
      '    }',
    ],
    [
      'guard: loses patience before anybody is there',
      '    reachedAtMs = clock.monotonicMs();\n    listens',
      '    listens',
    ],
    ['guard: goes on after the end', 'stop: () => cancel?.(),', 'stop: () => undefined,'],
  ]),
  ...inEach('own-attendance', [
    [
      'attendance: the journal says nothing',
      'journal.map(positionOf).reduce(later, known)',
      'known',
    ],
    [
      'attendance: of the key is always foreign',
      '      if (!isBefore(newest, certificate.statement)) return false;\n',
      '',
    ],
    ['attendance: of others is foreign', 'member.blsKey === blsKey', 'blsKey.length > 0'],
    ['attendance: own votes are not noted', '      newest = later(newest, position);\n', ''],
    ['attendance: the oldest is the newest', 'isBefore(a, b) ? b : a', 'isBefore(a, b) ? a : b'],
    ['attendance: every committee is known', 'committee && signersOf', 'signersOf'],
  ]),
];

type Change = readonly [name: string, search: string, replace: string];

function inEach(part: string, changes: readonly Change[]): Mutant[] {
  const file = `lib/node/consensus/${part}.ts`;
  const test = `tests/unit/node/${part}.test.ts`;
  return changes.map(([name, search, replace]) => inPart(name, file, search, replace, test));
}
