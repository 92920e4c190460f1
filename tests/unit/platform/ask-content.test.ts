import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  answerMessage,
  askMessage,
  commentMessage,
  setProfileMessage,
} from '../../../lib/modules/qa/messages.ts';
import {
  ASK_CONTENT_FOLDER,
  type AskContent,
  type AskPost,
  peopleFromText,
  questionFromText,
  readAskContent,
} from '../../../lib/platform/nodejs/ask-content.ts';

const people = new Set(['ann', 'ben', 'cleo']);
const parse = (text: string) => questionFromText('01-q.md', text, people);
const header = 'title: Why is it so?\ntags: one two\nauthor: ann';
const question = `${header}\n\nBecause?\n`;

describe('a question in a file', () => {
  it('has a header, a text, and posts below in their order', () => {
    const answer = '--- answer by ben, accepted, votes: ann, cleo, against: dora\nFor this.\n';
    const file = `${header}\nvotes: ben, cleo\nagainst: dora\n\nBecause?\n\n  code\n--- comment by cleo
Me too.\n${answer}--- edit by ben\nFor that.\n--- comment by ann\nThanks.\n`;
    expect(questionFromText('01-q.md', file, new Set([...people, 'dora']))).toEqual({
      ...{
        title: 'Why is it so?',
        tags: ['one', 'two'],
        author: 'ann',
        text: 'Because?\n\n  code',
      },
      ...{ edits: [], up: ['ben', 'cleo'], down: ['dora'] },
      comments: [{ author: 'cleo', text: 'Me too.' }],
      answers: [
        {
          ...{ author: 'ben', text: 'For this.', edits: ['For that.'], isAccepted: true },
          ...{
            up: ['ann', 'cleo'],
            down: ['dora'],
            comments: [{ author: 'ann', text: 'Thanks.' }],
          },
        },
      ],
    });
  });

  it('may show marked lines in a block of code', () => {
    const code = '```diff\n--- answer by ben\n```';
    expect(parse(`${header}\n\n${code}\n`)).toMatchObject({ text: code, answers: [] });
  });

  it.each([
    ['without a title', question.replace('title', 'name'), 'not a header line'],
    ['without tags', question.replace('tags: one two\n', ''), 'a header without tags'],
    ['with a tag twice', question.replace('one two', 'one one'), 'a tag that is there twice'],
    ['with a header line twice', `author: ben\n${question}`, 'not a header line'],
    ['without a text', `${header}\n\n`, 'a question without text'],
    ['with an empty answer', `${question}--- answer by ben\n\n`, 'a post without text'],
    ['with an unknown mark', `${question}--- reply by ben\nx`, 'begins a post: --- reply by ben'],
    ['with an unknown part', `${question}--- answer by ben, best\nx`, 'not a part'],
    ['with votes for a comment', `${question}--- comment by ben, votes: ann\nx`, 'only answers'],
    ['with an edit of another', `${question}--- edit by ben\nx`, 'an edit by somebody else'],
    ['by a stranger', `${question}--- answer by zoe\nx`, 'nobody is called zoe'],
    ['commented by a stranger', `${question}--- comment by zoe\nx`, 'nobody is called zoe'],
    ['liked by its author', question.replace('\n\n', '\nvotes: ann\n\n'), 'votes for himself'],
    ['liked twice', question.replace('\n\n', '\nvotes: ben, ben\n\n'), 'somebody votes twice'],
    ['accepted twice', `${question}${accepted('ben')}${accepted('cleo')}`, 'two accepted'],
    ['answered twice', `${question}${accepted('ben')}--- answer by ben\ny`, 'by one person'],
  ])('is refused %s', (_, text, reason) => {
    const code = 'local/bad-content';
    const message = expect.stringContaining(reason);
    expect(() => parse(text)).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('the people', () => {
  it('have a line each', () => {
    const text = '# People\n\n- ann: Knits.\n- ben: Asks: often.\n';
    const expected = [
      { name: 'ann', bio: 'Knits.' },
      { name: 'ben', bio: 'Asks: often.' },
    ];
    expect(peopleFromText(text)).toEqual(expected);
  });

  it.each(['- ann\n', 'ann: Knits.\n', '- ann: Knits.\n- ann: Sews.\n'])(
    'are refused: %j',
    (text) => {
      const code = 'local/bad-content';
      expect(() => peopleFromText(text)).toThrow(expect.objectContaining({ code }));
    },
  );
});

describe('a folder of questions', () => {
  const folderOf = async (files: Record<string, string>) => {
    const folder = await mkdtemp(join(tmpdir(), 'ask-content-'));
    for (const [name, text] of Object.entries({ 'people.md': '- ann: Knits.\n', ...files })) {
      await writeFile(join(folder, name), text);
    }
    return readAskContent(folder);
  };

  it('is in the order of names', async () => {
    const { questions } = await folderOf({
      '02-b.md': question.replace('Why', 'How'),
      '01-a.md': question,
    });
    expect(questions.map(({ title }) => title)).toEqual(['Why is it so?', 'How is it so?']);
  });

  it('is refused with a file of another name, or a title twice', async () => {
    const code = 'local/bad-content';
    await expect(folderOf({ 'a.md': question })).rejects.toMatchObject({ code });
    const twice = folderOf({ '01-a.md': question, '02-b.md': question });
    await expect(twice).rejects.toMatchObject({ code, facts: { file: '02-b.md' } });
  });
});

describe('what a new local chain begins with', () => {
  let content: AskContent;
  let posts: AskPost[];
  beforeAll(async () => {
    content = await readAskContent(ASK_CONTENT_FOLDER);
    posts = content.questions.flatMap((each) => [each, ...each.answers]);
  });

  it('is some fifty questions with answers, a few of them unanswered', () => {
    const { questions } = content;
    const answers = questions.flatMap((each) => each.answers);
    expect(questions.length).toBeGreaterThanOrEqual(50);
    expect(answers.length).toBeGreaterThanOrEqual(70);
    const unanswered = questions.filter((each) => each.answers.length === 0);
    expect(unanswered.length).toBeGreaterThanOrEqual(6);
    expect(posts.some(({ edits }) => edits.length > 0)).toBe(true);
    expect(posts.some(({ down }) => down.length > 0)).toBe(true);
  });

  it('is by people who all wrote something', () => {
    const authors = new Set(posts.map(({ author }) => author));
    for (const { name } of content.people) expect(authors).toContain(name);
  });

  it('is what the chain takes', () => {
    const { people, questions } = content;
    for (const profile of people) setProfileMessage.validate(profile);
    for (const { title, text, tags, edits } of questions) {
      const fields = { title, text, tags: tags.join(' ') };
      askMessage.validate(fields);
      for (const each of edits) askMessage.validate({ ...fields, text: each });
    }
    for (const { text, edits, comments } of posts) {
      for (const each of [text, ...edits]) answerMessage.validate({ question: 1n, text: each });
      for (const each of comments) commentMessage.validate({ post: 1n, text: each.text });
    }
  });

  it('uses each tag more than once', () => {
    const all = content.questions.flatMap(({ tags }) => tags);
    const once = all.filter((tag) => all.indexOf(tag) === all.lastIndexOf(tag));
    expect(once).toEqual([]);
  });

  it('links to pages of this site and to specifications alone', () => {
    const texts = posts.flatMap(({ text, edits, comments }) => [
      ...[text, ...edits],
      ...comments.map((comment) => comment.text),
    ]);
    const links = texts.flatMap((text) => [...text.matchAll(/\]\(([^)\s]+)\)|(https?:\/\/\S+)/g)]);
    const targets = links.map(([, target, bare]) => target ?? bare);
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) expect(target).toMatch(ALLOWED_LINK);
  });
});

const ALLOWED_LINK = new RegExp(
  [
    '^/(bridge|explorer|rescue|stake|wallet)?$',
    '^https://(eips\\.ethereum\\.org|www\\.rfc-editor\\.org)/\\S+$',
  ].join('|'),
);

function accepted(name: string): string {
  return `--- answer by ${name}, accepted\nx\n`;
}
