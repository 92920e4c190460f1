import { beforeAll, describe, expect, it } from 'vitest';
import { installFastKeccak } from '../install-fast-keccak.ts';
import { LARGE_SCOPES, SMALL_SCOPES } from './scope.ts';
import { search } from './search.ts';

// All orders in which messages arrive and deadlines pass, through the shipping `step`. The whole of
// the large scopes is for `npm run simulate:search`.

const STATES_PER_LARGE_SCOPE = 4_000;

beforeAll(installFastKeccak);

describe('in every order of events', () => {
  it.each(SMALL_SCOPES)('nothing unsafe happens: $name', { timeout: 120_000 }, (scope) => {
    const { isComplete, height } = search(scope, 100_000);
    expect(isComplete).toBe(true);
    expect(height).toBeGreaterThan(0);
  });

  it.each(LARGE_SCOPES)('nothing unsafe happens first: $name', { timeout: 120_000 }, (scope) => {
    const { states } = search(scope, STATES_PER_LARGE_SCOPE);
    expect(states).toBe(STATES_PER_LARGE_SCOPE);
  });
});
