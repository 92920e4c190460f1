import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Address } from '../../../lib/core/bytes.ts';
import {
  ASK_CONTENT_FOLDER,
  type AskContent,
  type AskPost,
  readAskContent,
} from '../../../lib/platform/nodejs/ask-content.ts';
import type { AskSite } from '../../../lib/platform/nodejs/ask-site.ts';
import {
  ASK_STAGES,
  type AskStep,
  type AskWorld,
} from '../../../lib/platform/nodejs/ask-stages.ts';

/** A post as the chain would have it after the steps. */
interface Kept {
  id: bigint;
  author: Address;
  title: string;
  tags: string;
  text: string;
  edits: number;
  votes: Map<Address, string>;
  acceptedId: bigint;
  answers: Kept[];
  comments: { author: Address; text: string }[];
}

/** What the chain makes of the steps, without a chain. */
function createFakeWorld(content: AskContent) {
  const questions: Kept[] = [];
  const names = new Map<Address, string>();
  let newest = 0n;
  const accountOf = (person: string): Address =>
    `0x${content.people.findIndex(({ name }) => name === person)}`;
  const all = () => questions.flatMap((each) => [each, ...each.answers]);
  const postOf = (id: unknown) => all().find((post) => post.id === id) as Kept;
  const viewOf = (post: Kept, account?: Address) => ({
    ...post,
    author: { account: post.author },
    myVote: (account && post.votes.get(account)) ?? 'none',
  });
  const site = {
    profile: async (account: Address) => ({ name: names.get(account) ?? null }),
    questionsOf: async (author: Address) =>
      new Map(questions.filter((q) => q.author === author).map(({ title, id }) => [title, id])),
    question: async (id: bigint, account?: Address) => ({
      ...viewOf(postOf(id), account),
      answers: postOf(id).answers.map((each) => viewOf(each, account)),
    }),
    commentsOf: async (id: bigint) => postOf(id).comments,
  } as unknown as AskSite;

  function take({ person, action: { primaryType, fields } }: AskStep): void {
    const author = accountOf(person);
    const { title = '', text = '', tags = '' } = fields as Record<string, string>;
    const create = (): Kept => ({
      ...{ id: ++newest, author, title, tags, text, edits: 0, votes: new Map() },
      ...{ acceptedId: 0n, answers: [], comments: [] },
    });
    if (primaryType === 'QaSetProfile') names.set(author, fields.name as string);
    else if (primaryType === 'QaAsk') questions.push(create());
    else if (primaryType === 'QaAnswer') postOf(fields.question).answers.push(create());
    else if (primaryType === 'QaComment') postOf(fields.post).comments.push({ author, text });
    else if (primaryType === 'QaVote') postOf(fields.post).votes.set(author, `${fields.vote}`);
    else if (primaryType === 'QaAccept') {
      const question = postOf(fields.question);
      expect(question.author).toBe(author);
      question.acceptedId = fields.answer as bigint;
    } else {
      const post = postOf(fields.post);
      expect([primaryType, post.author]).toEqual(['QaEdit', author]);
      Object.assign(post, { text, edits: Number(fields.edits) + 1 });
    }
  }
  return { questions, names, take, world: { content, site, accountOf } satisfies AskWorld };
}

type Fake = ReturnType<typeof createFakeWorld>;

/** Takes at most so many steps; the result is how many were taken. */
async function run({ world, take }: Fake, most = Number.POSITIVE_INFINITY): Promise<number> {
  let taken = 0;
  for (const { missing } of ASK_STAGES) {
    for (let steps = await missing(world); steps.length > 0; steps = await missing(world)) {
      for (const step of steps) {
        if (taken === most) return taken;
        take(step);
        taken++;
      }
    }
  }
  return taken;
}

let content: AskContent;
beforeAll(async () => {
  const { people, questions } = await readAskContent(ASK_CONTENT_FOLDER);
  const wanted = questions.filter(({ edits, answers }) =>
    [edits, ...answers.map((each) => each.edits)].some((each) => each.length > 0),
  );
  content = { people, questions: [...questions.slice(0, 12), ...wanted] };
});

describe('what is brought to a chain', () => {
  it('is all of the content, each once', async () => {
    const fake = createFakeWorld(content);
    await run(fake);
    expectContent(fake);
    expect(await run(fake)).toBe(0);
  });

  it('is the same after an interruption anywhere', async () => {
    const whole = await run(createFakeWorld(content));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole }), async (most) => {
        const fake = createFakeWorld(content);
        expect(await run(fake, most)).toBe(most);
        expect(await run(fake)).toBe(whole - most);
        expectContent(fake);
      }),
      { numRuns: 12 },
    );
  });

  it('leaves alone what others ask and answer', async () => {
    const fake = createFakeWorld(content);
    const [first] = content.questions;
    const stranger = { id: 1_000n, author: '0xff' as Address, title: first?.title ?? '' };
    const rest = { tags: '', text: '', edits: 0, acceptedId: 0n, answers: [], comments: [] };
    fake.questions.push({ ...stranger, ...rest, votes: new Map() });
    await run(fake);
    expect(fake.questions.shift()).toMatchObject({ ...stranger, ...rest });
    expectContent(fake);
  });
});

function expectContent({ questions, names, world: { accountOf } }: Fake): void {
  const postOf = ({ author, text, edits, up, down, comments }: AskPost) => ({
    author: accountOf(author),
    text: edits.at(-1) ?? text,
    votes: new Map([
      ...up.map((name) => [accountOf(name), 'up'] as const),
      ...down.map((name) => [accountOf(name), 'down'] as const),
    ]),
    comments: comments.map((each) => ({ author: accountOf(each.author), text: each.text })),
  });
  expect([...names.values()]).toEqual(content.people.map(({ name }) => name));
  expect(questions).toHaveLength(content.questions.length);
  for (const [i, question] of content.questions.entries()) {
    const kept = questions[i] as Kept;
    expect(kept).toMatchObject({ ...postOf(question), title: question.title });
    expect(kept.answers).toMatchObject(question.answers.map(postOf));
    expect(kept.answers).toHaveLength(question.answers.length);
    const accepted = question.answers.findIndex(({ isAccepted }) => isAccepted);
    expect(kept.acceptedId).toBe(kept.answers[accepted]?.id ?? 0n);
  }
}
