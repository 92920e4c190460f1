import { describe, expect, it } from 'vitest';
import type { ModuleSettings } from '../../../lib/chain/genesis.ts';
import { getAnswers } from '../../../lib/client/qa/get-answers.ts';
import { getFlags } from '../../../lib/client/qa/get-flags.ts';
import { getHistory } from '../../../lib/client/qa/get-history.ts';
import { getKarma } from '../../../lib/client/qa/get-karma.ts';
import { getLedger } from '../../../lib/client/qa/get-ledger.ts';
import { getProfile } from '../../../lib/client/qa/get-profile.ts';
import { getQuestion } from '../../../lib/client/qa/get-question.ts';
import { getQuestions } from '../../../lib/client/qa/get-questions.ts';
import { getRules } from '../../../lib/client/qa/get-rules.ts';
import { getSimilar } from '../../../lib/client/qa/get-similar.ts';
import { getTags } from '../../../lib/client/qa/get-tags.ts';
import type { QueryAnswer, QueryInput } from '../../../lib/client/types.ts';
import { createQaIndex } from '../../../lib/modules/qa/create-index.ts';
import { parametersFromGenesis, setParameters } from '../../../lib/modules/qa/parameters.ts';
import { setTotals } from '../../../lib/modules/qa/posts.ts';
import { qaQueries } from '../../../lib/modules/qa/queries.ts';
import { testGenesis } from '../chain/fixtures.ts';
import { createQaEntries, personAt } from '../modules/qa-entries.ts';

const [ANN, BOB] = [personAt(0), personAt(1)];

/** A client whose node has one question, as the module answers it. */
function createTestClient(
  spoil: (value: unknown) => unknown = (value) => value,
  values: ModuleSettings = {},
) {
  const entries = createQaEntries();
  const genesis = testGenesis({ settings: [{ module: 'qa', values }] });
  setParameters(entries.store, parametersFromGenesis(genesis));
  setTotals(entries.store, { newestPost: 3n, year: 0, redeemedThisYear: 0n });
  entries.profile(ANN, { name: 'ann', bio: 'asks' });
  const id = entries.ask(ANN, { title: 'What is final?', text: 'Really', tags: 'blocks' });
  const answer = entries.answer(BOB, { question: BigInt(id), text: 'What cannot be undone' });
  entries.comment(ANN, { post: BigInt(answer), text: 'Thanks' });
  entries.vote(answer, ANN, 'up');
  entries.flag(answer, ANN, 'too short');
  const index = createQaIndex();
  index.apply(entries.all());
  const queries = { ...qaQueries, ...index.queries };
  const asked: [string, string, QueryInput][] = [];
  return {
    asked,
    async query(module: string, name: string, input: QueryInput = {}): Promise<QueryAnswer> {
      asked.push([module, name, input]);
      return { value: spoil(queries[name]?.({ ...entries, height: 7n }, input)), height: 7n };
    },
  };
}

describe('the queries of module qa', () => {
  it('take what the module answers, field by field', async () => {
    const client = createTestClient();
    const { value: list, height } = await getQuestions(client, { order: 'new', limit: 9 });
    expect(height).toBe(7n);
    expect(list).toMatchObject({ total: 1, questions: [{ id: 1n, tags: ['blocks'] }] });
    const question = await getQuestion(client, { id: 1n, account: ANN });
    expect(question.value?.answers).toMatchObject([{ myVote: 'up', comments: { total: 1 } }]);
    expect((await getQuestion(client, { id: 9n })).value).toBeNull();
    const { value: answered } = await getAnswers(client, { author: BOB, limit: 9 });
    expect(answered).toMatchObject({ total: 1, answers: [{ question: 1n, score: 1n }] });
    const similar = await getSimilar(client, { title: 'final', limit: 5 });
    expect(similar.value.map(({ title }) => title)).toEqual(['What is final?']);
    expect((await getHistory(client, { post: 1n })).value).toMatchObject([{ text: 'Really' }]);
    const { value: ann } = await getProfile(client, { account: ANN });
    expect(ann).toMatchObject({ name: 'ann', bio: 'asks', points: 1n, redeemed: 0n });
    const stranger = await getProfile(client, { account: personAt(9) });
    expect(stranger.value).toMatchObject({ name: null, joinedAtMs: null, questions: 0 });
    const ledger = await getLedger(client, { account: BOB, limit: 9 });
    expect(ledger.value.entries).toMatchObject([
      { points: 10n, reason: 'answer-up', by: { account: ANN } },
    ]);
    expect((await getTags(client, { limit: 9 })).value).toEqual([{ name: 'blocks', questions: 1 }]);
    expect((await getFlags(client, { limit: 9 })).value).toHaveLength(1);
    const { value: rules } = await getRules(client);
    expect(rules.perDay.questions).toBe(6);
    expect(rules.karma).toBeNull();
    const { value: karma } = await getKarma(client, { account: ANN });
    expect(karma).toEqual({ redeemable: 0n, leftThisYear: 0n, fundedSmallestUnits: 0n });
  });

  it('tell what points are worth where genesis says so', async () => {
    const karmaToken = personAt(7);
    const client = createTestClient(undefined, {
      ...{ karmaToken, karmaPerPoint: 10n, karmaPointsPerYear: 90n, redeemMinPoints: 30n },
    });
    expect((await getRules(client)).value.karma).toEqual({
      ...{ token: karmaToken, smallestUnitsPerPoint: 10n, pointsPerYear: 90n, leastPoints: 30n },
    });
  });

  it('ask by the names of the module', async () => {
    const client = createTestClient();
    await getQuestions(client, { order: 'votes', tag: 'blocks', limit: 3 });
    expect(client.asked).toEqual([['qa', 'list', { order: 'votes', tag: 'blocks', limit: 3 }]]);
  });

  it.each([
    ['nothing', () => undefined],
    ['another shape', () => ({ total: 1, questions: {}, cursor: null })],
    ['more than was asked for', (value: unknown) => ({ ...(value as object), questions: many() })],
    ['a number that is no count', (value: unknown) => ({ ...(value as object), total: -1 })],
  ])('refuse %s of an older or hostile node', async (_, spoil) => {
    const malformed = expect.objectContaining({ code: 'client/malformed' });
    const client = createTestClient(spoil);
    await expect(getQuestions(client, { order: 'new', limit: 9 })).rejects.toThrow(malformed);
  });
});

function many(): unknown[] {
  return Array.from({ length: 1_000 }, () => ({}));
}
