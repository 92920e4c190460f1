import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WeftError } from '../../core/errors.ts';

// The questions and answers that a new local chain begins with, written by made-up people. One
// Markdown file is one question: a header, its text, and what follows it under marked lines.

/** Where they are, seen from the root of the repository. */
export const ASK_CONTENT_FOLDER = 'lib/platform/nodejs/ask-content';

export interface AskPerson {
  name: string;
  bio: string;
}

export interface AskComment {
  author: string;
  text: string;
}

export interface AskPost {
  author: string;
  /** As it was first posted. */
  text: string;
  /** Later texts by its author, in order. */
  edits: string[];
  /** Names of who votes for it, and of who votes against it. */
  up: string[];
  down: string[];
  comments: AskComment[];
}

export interface AskAnswer extends AskPost {
  isAccepted: boolean;
}

export interface AskQuestion extends AskPost {
  title: string;
  tags: string[];
  answers: AskAnswer[];
}

export interface AskContent {
  people: AskPerson[];
  /** In the order of their files' names. */
  questions: AskQuestion[];
}

/** @throws WeftError `local/bad-content` naming file, line and what is wrong. */
export async function readAskContent(folder: string): Promise<AskContent> {
  const names = (await readdir(folder)).filter((name) => name !== PEOPLE_FILE).sort();
  const textOf = (name: string) => readFile(join(folder, name), 'utf8');
  const people = peopleFromText(await textOf(PEOPLE_FILE));
  const known = new Set(people.map(({ name }) => name));
  const questions = await Promise.all(
    names.map(async (name) => {
      if (!FILE_NAME.test(name)) throw badContent(name, 0, 'not a name like 01-some-words.md');
      return questionFromText(name, await textOf(name), known);
    }),
  );
  const titles = questions.map(({ title }) => title);
  const again = titles.findIndex((title, i) => titles.indexOf(title) !== i);
  if (again >= 0) throw badContent(names[again] as string, 1, 'a title that is there already');
  return { people, questions };
}

/** One `name: bio` a line, after a heading. */
export function peopleFromText(text: string): AskPerson[] {
  const people: AskPerson[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('# ')) continue;
    const [, name, bio] = /^- ([a-z][a-z-]+): (\S.*)$/.exec(line) ?? [];
    if (!name || !bio) throw badContent(PEOPLE_FILE, i + 1, 'not a line "- name: bio"');
    if (people.some((each) => each.name === name)) {
      throw badContent(PEOPLE_FILE, i + 1, `${name} is there twice`);
    }
    people.push({ name, bio });
  }
  return people;
}

/** `file` names it in errors; `people` are the names that may appear. */
export function questionFromText(
  file: string,
  text: string,
  people: ReadonlySet<string>,
): AskQuestion {
  const [first, ...sections] = sectionsOf(text);
  const { question, bodyLine } = headerFrom(file, first?.lines ?? []);
  question.text = trimmed((first?.lines ?? []).slice(bodyLine));
  let post: AskPost = question;
  for (const { marker, line, lines } of sections) {
    const bad = (reason: string) => badContent(file, line, reason);
    const [, kind, author = '', rest = ''] = MARKER.exec(marker) ?? [];
    const body = trimmed(lines);
    if (!kind) throw bad(`not a line that begins a post: ${marker}`);
    if (!body) throw bad('a post without text');
    if (kind !== 'answer' && rest) throw bad(`only answers have "${rest}"`);
    if (kind === 'comment') post.comments.push({ author, text: body });
    if (kind === 'edit') {
      if (author !== post.author) throw bad('an edit by somebody else');
      post.edits.push(body);
    }
    if (kind === 'answer') {
      const answer = { ...answerFrom(rest, bad), author, text: body };
      question.answers.push(answer);
      post = answer;
    }
  }
  assertPeople(file, question, people);
  return question;
}

const PEOPLE_FILE = 'people.md';
const FILE_NAME = /^\d\d-[a-z0-9]+(-[a-z0-9]+)*\.md$/;
const MARKER = /^--- (answer|comment|edit) by ([a-z-]+)(?:, (.+))?$/;
const FENCE = /^(```|~~~)/;

interface Section {
  /** The line that begins it, and its number. */
  marker: string;
  line: number;
  lines: string[];
}

/** Marked lines begin one, except within a block of code. */
function sectionsOf(text: string): Section[] {
  const sections: Section[] = [{ marker: '', line: 0, lines: [] }];
  let isCode = false;
  for (const [i, line] of text.split('\n').entries()) {
    if (FENCE.test(line)) isCode = !isCode;
    if (!isCode && line.startsWith('--- ')) sections.push({ marker: line, line: i + 1, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function headerFrom(file: string, lines: readonly string[]) {
  const end = lines.indexOf('');
  const values = new Map<string, string>();
  for (const [i, line] of lines.slice(0, Math.max(end, 0)).entries()) {
    const [, name, value] = /^(title|tags|author|votes|against): (\S.*)$/.exec(line) ?? [];
    if (!name || !value || values.has(name)) throw badContent(file, i + 1, 'not a header line');
    values.set(name, value);
  }
  const required = (name: string) => {
    const value = values.get(name);
    if (!value) throw badContent(file, 1, `a header without ${name}`);
    return value;
  };
  const namesOf = (name: string) => values.get(name)?.split(', ') ?? [];
  const tags = required('tags').split(' ');
  if (new Set(tags).size !== tags.length) throw badContent(file, 1, 'a tag that is there twice');
  const question: AskQuestion = {
    ...{ title: required('title'), tags, author: required('author'), text: '' },
    ...{ edits: [], up: namesOf('votes'), down: namesOf('against'), comments: [], answers: [] },
  };
  return { question, bodyLine: end };
}

/** From what stands behind its author: `accepted, votes: ines, marek, against: tomas`. */
function answerFrom(rest: string, bad: (reason: string) => WeftError) {
  const answer = { isAccepted: false, edits: [], up: [] as string[], down: [] as string[] };
  let list: string[] | undefined;
  for (const part of rest.split(', ').filter(Boolean)) {
    const [, label, name = part] = /^(votes|against): (.+)$/.exec(part) ?? [];
    if (label) list = label === 'votes' ? answer.up : answer.down;
    else if (part === 'accepted' && !list) {
      answer.isAccepted = true;
      continue;
    }
    if (!list) throw bad(`not a part of an answer's line: ${part}`);
    list.push(name);
  }
  return { ...answer, comments: [] as AskComment[] };
}

function assertPeople(file: string, question: AskQuestion, people: ReadonlySet<string>): void {
  const posts: AskPost[] = [question, ...question.answers];
  if (!question.text) throw badContent(file, 0, 'a question without text');
  if (question.answers.filter(({ isAccepted }) => isAccepted).length > 1) {
    throw badContent(file, 0, 'two accepted answers');
  }
  const answerers = question.answers.map(({ author }) => author);
  if (new Set(answerers).size !== answerers.length) {
    throw badContent(file, 0, 'two answers by one person');
  }
  for (const { author, up, down, comments } of posts) {
    const voters = [...up, ...down];
    const named = [author, ...voters, ...comments.map((comment) => comment.author)];
    const stranger = named.find((name) => !people.has(name));
    if (stranger !== undefined) throw badContent(file, 0, `nobody is called ${stranger}`);
    if (voters.includes(author)) throw badContent(file, 0, `${author} votes for himself`);
    if (new Set(voters).size !== voters.length) throw badContent(file, 0, 'somebody votes twice');
  }
}

function trimmed(lines: readonly string[]): string {
  return lines.join('\n').trim();
}

function badContent(file: string, line: number, reason: string): WeftError {
  const place = line > 0 ? `${file}, line ${line}` : file;
  return new WeftError('local/bad-content', `${place}: ${reason}`, { file, line, reason });
}
