import fc from 'fast-check';
import { expect } from 'vitest';
import type { Answer, Harness, Question } from './harness.ts';

/** Inputs of each kind; a campaign asks for more: CONTRACTS_RUNS=20000 npx vitest run ... */
export const RUNS = Number(process.env.CONTRACTS_RUNS ?? 300);
const BATCH = 50;

/** What TypeScript makes of an input that it refuses. */
export const REFUSED = Symbol('refused');

export interface Comparison<Case> {
  question(one: Case): Question;
  /** What TypeScript computes, in the form of the contracts' answer, or REFUSED. */
  expected(one: Case): unknown;
  /** What of a contract's answer is compared; its value, or REFUSED, unless told. */
  outcome?(answer: Answer): unknown;
}

/** Random inputs give the same results on both sides, refusals among them. */
export async function expectSame<Case>(
  harness: Harness,
  inputs: fc.Arbitrary<Case>,
  { question, expected, outcome = valueOrRefused }: Comparison<Case>,
): Promise<void> {
  const batch = fc.array(inputs, { minLength: BATCH, maxLength: BATCH });
  let accepted = 0;
  const property = fc.asyncProperty(batch, async (cases) => {
    const answers = await harness.ask(cases.map(question));
    for (const [i, one] of cases.entries()) {
      const answer = answers[i] as Answer;
      const context = JSON.stringify({ answer, question: question(one) }, withoutBigints);
      const ours = expected(one);
      expect(outcome(answer), context).toEqual(ours);
      if (ours !== REFUSED && ours !== false) accepted++;
    }
  });
  // The message names the input; to shrink a whole batch would take minutes.
  const run = await fc.check(property, { numRuns: Math.ceil(RUNS / BATCH), endOnFailure: true });
  if (run.failed) throw run.errorInstance;
  // Else two sides that refuse everything would agree.
  expect(accepted).toBeGreaterThan(RUNS / 20);
}

function valueOrRefused(answer: Answer): unknown {
  return 'value' in answer ? lowerCase(answer.value) : REFUSED;
}

/** Addresses as the product writes them: viem gives them checksums. */
function lowerCase(value: unknown): unknown {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(lowerCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lowerCase(one)]));
}

function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
