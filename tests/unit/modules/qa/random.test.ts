import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsIn, maxNewKeysOf } from '../../../../lib/chain/fees.ts';
import type { ActionFields } from '../../../../lib/chain/module.ts';
import type { Address } from '../../../../lib/core/bytes.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import { getTotals } from '../../../../lib/modules/qa/posts.ts';
import { authorOf } from '../../../../lib/modules/qa/records.ts';
import { COIN } from '../../chain/fixtures.ts';
import {
  ALICE,
  BOB,
  CAROL,
  createQaWorld,
  DAVE,
  DAY_MS,
  FREE,
  KARMA,
  type QaWorld,
  TOKEN,
} from './qa-world.ts';

const PEOPLE = [ALICE, BOB, CAROL, DAVE] as const;

/** Small ids, so that most actions meet something. */
const id = fc.bigInt({ min: 0n, max: 14n });
const text = fc.constantFrom('So.', 'Thus.', 'Wool.');
const title = fc.constantFrom('', 'How does a loom weave?', 'What is wool?');
const tags = fc.constantFrom('', 'wool', 'wool silk');

const fieldsOf: Readonly<Record<string, fc.Arbitrary<ActionFields>>> = {
  QaSetProfile: fc.record({ name: fc.constantFrom('', 'ada', 'Ada', 'eve'), bio: text }),
  QaAsk: fc.record({ title, text, tags }),
  QaAnswer: fc.record({ question: id, text }),
  QaComment: fc.record({ post: id, text }),
  QaEdit: fc.record({ post: id, edits: fc.bigInt({ min: 0n, max: 3n }), title, text, tags }),
  QaVote: fc.record({ post: id, vote: fc.constantFrom('up', 'down', 'none') }),
  QaAccept: fc.record({ question: id, answer: id }),
  QaFlag: fc.record({ post: id, reason: text }),
  QaHide: fc.record({ post: id, hidden: fc.boolean() }),
  QaDelete: fc.record({ post: id }),
  QaOfferBounty: fc.record({
    ...{ question: id, amountWei: fc.constant(COIN), days: fc.bigInt({ min: 1n, max: 3n }) },
  }),
  QaTakeBackBounty: fc.record({ question: id }),
  QaRedeem: fc.record({ points: fc.bigInt({ min: 1n, max: 20n }) }),
  QaFund: fc.record({ amountSmallestUnits: fc.bigInt({ min: 1n, max: 90n }) }),
};

const BOUNTIES = { QaOfferBounty: 3, QaTakeBackBounty: 3, QaRedeem: 4 };
const ONCE_MORE = { QaAsk: 4, QaAnswer: 6, QaVote: 8, QaAccept: 4, QaEdit: 3, ...BOUNTIES };

const step = fc.record({
  sender: fc.constantFrom(...PEOPLE),
  passMs: fc.constantFrom(0, 1_000, DAY_MS / 2),
  isBlind: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  action: fc.oneof(
    ...qa.actions.map(({ primaryType }) => ({
      weight: ONCE_MORE[primaryType as keyof typeof ONCE_MORE] ?? 1,
      arbitrary: (fieldsOf[primaryType] as fc.Arbitrary<ActionFields>).map((fields) => ({
        primaryType,
        fields,
      })),
    })),
  ),
});

/**
 * Aims an action at what there is, and mostly from whoever may, because blind ones rarely meet.
 * Numbers of the fields choose.
 */
function aimed(world: QaWorld, { sender, isBlind, action }: Step): Step {
  const { fields, primaryType } = action;
  const newest = getTotals(world.store()).newestPost;
  const ids = Array.from({ length: Number(newest) }, (_, i) => BigInt(i + 1));
  const posts = ids.filter(world.hasPost);
  if (isBlind || posts.length === 0) return { sender, isBlind, action };
  const among = (list: bigint[], number: unknown) =>
    list[Number(number as bigint) % Math.max(1, list.length)] ?? 0n;
  const questions = posts.filter((each) => world.post(each).kind === 'question');
  const post = 'post' in fields ? among(posts, fields.post) : among(questions, fields.question);
  const answers = posts.filter((each) => {
    const { kind, parent } = world.post(each);
    return kind === 'answer' && parent === post;
  });
  const changed = {
    ...('post' in fields && { post }),
    ...('question' in fields && { question: post }),
    ...('answer' in fields && { answer: among([0n, ...answers], fields.answer) }),
    ...('edits' in fields && post > 0n && { edits: BigInt(world.post(post).edits) }),
  };
  const isAuthors = post > 0n && AUTHORS_ONLY.includes(primaryType);
  return {
    isBlind,
    sender: isAuthors ? authorOf(world.post(post)) : sender,
    action: { primaryType, fields: { ...fields, ...changed } },
  };
}

const AUTHORS_ONLY = ['QaAccept', 'QaDelete', 'QaOfferBounty', 'QaTakeBackBounty', 'QaEdit'];

interface Step {
  sender: Address;
  isBlind: boolean;
  action: { primaryType: string; fields: ActionFields };
}

function coinsOf(world: QaWorld): bigint {
  return world.bank().assetOf(`0x${'00'.repeat(20)}`)?.supply ?? 0n;
}

describe('whatever people do', () => {
  it('points, counts, contents and coins stay right, and no action makes more keys than it says', () => {
    const codes = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 90 }), (steps) => {
        const world = createQaWorld({ ...FREE, ...KARMA, redeemMinPoints: 2n, favoursPerDay: 3n });
        for (const person of PEOPLE) {
          world.bank().issue(person, 1_000n, TOKEN);
          world.bank().issue(person, 100n * COIN);
          world.answer(person, world.ask(person));
        }
        const coins = coinsOf(world);
        for (const step of steps) {
          world.pass(step.passMs);
          const { sender, action } = aimed(world, step);
          const { primaryType, fields } = action;
          const code = world.act(sender, primaryType, fields);
          codes.set(`${primaryType} ${code}`, (codes.get(`${primaryType} ${code}`) ?? 0) + 1);
          if (code) {
            expect(code).toMatch(/^(qa|bank)\//);
            continue;
          }
          const { definition } = world.chain.registry.get(primaryType);
          expect(world.newKeys()).toBeLessThanOrEqual(maxNewKeysOf(definition, itemsIn(fields)));
        }
        world.check();
        expect(coinsOf(world)).toBe(coins);
        for (const person of PEOPLE) expect(world.points(person)).toBeGreaterThanOrEqual(1n);
      }),
      { numRuns: 30 },
    );
    // It means something only if every action succeeded now and then.
    for (const { primaryType } of qa.actions) {
      expect([primaryType, codes.has(`${primaryType} undefined`)]).toEqual([primaryType, true]);
    }
  });
});
