import type { Address } from '../../core/bytes.ts';
import type { PostView, QuestionView } from '../../modules/qa/views.ts';
import type { AskContent, AskPost, AskQuestion } from './ask-content.ts';
import type { AskSite } from './ask-site.ts';
import type { LocalAction } from './local-sender.ts';

// In which order the content comes to the chain, and what of each stage is missing there. Nothing
// is remembered elsewhere: who was interrupted asks again what is there.

export interface AskStep {
  /** Name of who signs it. */
  person: string;
  action: LocalAction;
}

export interface AskStage {
  /** What it puts there, for people. */
  name: string;
  /** What may be done next; of what has to follow each other, the first. */
  missing(world: AskWorld): Promise<AskStep[]>;
}

export interface AskWorld {
  content: AskContent;
  site: AskSite;
  accountOf(person: string): Address;
}

/** Points come by accepted answers; only who has some may vote and comment. */
export const ASK_STAGES: readonly AskStage[] = [
  { name: 'profiles', missing: missingProfiles },
  { name: 'questions', missing: missingQuestions },
  { name: 'answers', missing: missingAnswers },
  { name: 'accepted answers', missing: missingAcceptances },
  { name: 'votes', missing: (world) => missingVotes(world, 'up') },
  { name: 'comments', missing: missingComments },
  { name: 'edits', missing: missingEdits },
  { name: 'votes against', missing: (world) => missingVotes(world, 'down') },
];

async function missingProfiles({ content, site, accountOf }: AskWorld): Promise<AskStep[]> {
  const steps: AskStep[] = [];
  for (const { name, bio } of content.people) {
    const profile = await site.profile(accountOf(name));
    if (profile.name === name) continue;
    steps.push({ person: name, action: { primaryType: 'QaSetProfile', fields: { name, bio } } });
  }
  return steps;
}

async function missingQuestions(world: AskWorld): Promise<AskStep[]> {
  const ids = await idsByTitle(world);
  return world.content.questions
    .filter(({ title }) => !ids.has(title))
    .map(({ author, title, text, tags }) => ({
      person: author,
      action: { primaryType: 'QaAsk', fields: { title, text, tags: tags.join(' ') } },
    }));
}

async function missingAnswers(world: AskWorld): Promise<AskStep[]> {
  const pairs = await pairsOf(world);
  return pairs.flatMap(({ question, view }) =>
    question.answers
      .filter(({ author }) => !answerBy(world, view, author))
      .map(({ author, text }) => ({
        person: author,
        action: { primaryType: 'QaAnswer', fields: { question: view.id, text } },
      })),
  );
}

async function missingAcceptances(world: AskWorld): Promise<AskStep[]> {
  const pairs = await pairsOf(world);
  return pairs.flatMap(({ question, view }) => {
    const accepted = question.answers.find(({ isAccepted }) => isAccepted);
    const answer = accepted && answerBy(world, view, accepted.author);
    if (!answer || view.acceptedId !== 0n) return [];
    const fields = { question: view.id, answer: answer.id };
    return [{ person: question.author, action: { primaryType: 'QaAccept', fields } }];
  });
}

async function missingVotes(world: AskWorld, vote: 'up' | 'down'): Promise<AskStep[]> {
  const steps: AskStep[] = [];
  for (const { question, view } of await pairsOf(world)) {
    const voters = new Set(postsOf(world, question, view).flatMap(({ post }) => post[vote]));
    for (const person of voters) {
      const own = await world.site.question(view.id, world.accountOf(person));
      if (!own) continue;
      for (const { post, view: seen } of postsOf(world, question, own)) {
        if (!post[vote].includes(person) || seen.myVote !== 'none') continue;
        const fields = { post: seen.id, vote };
        steps.push({ person, action: { primaryType: 'QaVote', fields } });
      }
    }
  }
  return steps;
}

/** Of each post the next one, so that a conversation keeps its order. */
async function missingComments(world: AskWorld): Promise<AskStep[]> {
  const steps: AskStep[] = [];
  for (const { post, view } of await allPosts(world)) {
    if (post.comments.length === 0) continue;
    const there = await world.site.commentsOf(view.id);
    const texts = new Set(there.map(({ text }) => text));
    const next = post.comments.find(({ text }) => !texts.has(text));
    if (!next) continue;
    const fields = { post: view.id, text: next.text };
    steps.push({ person: next.author, action: { primaryType: 'QaComment', fields } });
  }
  return steps;
}

async function missingEdits(world: AskWorld): Promise<AskStep[]> {
  const posts = await allPosts(world);
  return posts.flatMap(({ post, view, question }) => {
    const text = post.edits[view.edits];
    if (text === undefined) return [];
    const { title, tags } = post === question ? question : { title: '', tags: [] };
    const fields = { post: view.id, edits: BigInt(view.edits), title, text, tags: tags.join(' ') };
    return [{ person: post.author, action: { primaryType: 'QaEdit', fields } }];
  });
}

interface Pair {
  question: AskQuestion;
  view: QuestionView;
}

/** The questions that are there, as they are there. */
async function pairsOf(world: AskWorld): Promise<Pair[]> {
  const ids = await idsByTitle(world);
  const pairs: Pair[] = [];
  for (const question of world.content.questions) {
    const id = ids.get(question.title);
    const view = id === undefined ? null : await world.site.question(id);
    if (view) pairs.push({ question, view });
  }
  return pairs;
}

async function idsByTitle({ content, site, accountOf }: AskWorld): Promise<Map<string, bigint>> {
  const ids = new Map<string, bigint>();
  for (const { name } of content.people) {
    for (const [title, id] of await site.questionsOf(accountOf(name))) ids.set(title, id);
  }
  return ids;
}

interface Placed {
  question: AskQuestion;
  post: AskPost;
  view: PostView;
}

async function allPosts(world: AskWorld): Promise<Placed[]> {
  const pairs = await pairsOf(world);
  return pairs.flatMap(({ question, view }) => postsOf(world, question, view));
}

/** The question and those of its answers that are there. */
function postsOf(world: AskWorld, question: AskQuestion, view: QuestionView): Placed[] {
  const answers = question.answers.flatMap((post) => {
    const answer = answerBy(world, view, post.author);
    return answer ? [{ question, post, view: answer }] : [];
  });
  return [{ question, post: question, view }, ...answers];
}

function answerBy({ accountOf }: AskWorld, view: QuestionView, person: string) {
  return view.answers.find(({ author }) => author.account === accountOf(person));
}
