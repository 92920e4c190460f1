import type { ModuleStore } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import type { QaIndex } from './create-index.ts';
import { bestOf } from './index-best.ts';
import { cursorIn, cursorOf } from './index-cursor.ts';
import type { PostRow } from './index-row.ts';
import type { Hit } from './index-search.ts';
import type { Place } from './index-shelf.ts';
import { createPostViews, type PostViews } from './view-posts.ts';
import { summaryOf } from './view-questions.ts';
import type { QuestionList, QuestionOrder, QuestionSummary } from './views.ts';

type Readable = Pick<ModuleStore, 'get'>;

export interface ListQuestion {
  order: QuestionOrder;
  tag: string | undefined;
  author: Address | undefined;
  words: string | undefined;
  account: Address | undefined;
  /** Where the cursor is, whose form depends on what is listed. */
  input: unknown;
  limit: number;
}

/** One page of a list, or of what words find: then those rank by themselves. */
export function listQuestions(index: QaIndex, store: Readable, asked: ListQuestion): QuestionList {
  const views = createPostViews(store, asked.account);
  const matches = (row: PostRow | undefined): row is PostRow => isListed(index, views, row, asked);
  const hits = asked.words === undefined ? undefined : index.search.find(asked.words);
  const found = hits ? pageOfHits(index, hits, matches, asked) : pageOfShelf(index, matches, asked);
  const { total, rows, cursorAt } = found;
  const page = rows.slice(0, asked.limit);
  const source = { store, posts: index.posts, contents: index.contents, views };
  const last = page.length - 1;
  return {
    total,
    questions: page.map((row) => summaryOf(source, row)),
    cursor: rows.length > page.length && last >= 0 ? cursorAt(last) : null,
  };
}

/** Those that share most words of their titles first, then of better score, then newer ones. */
export function similarQuestions(
  index: QaIndex,
  store: Readable,
  title: string,
  limit: number,
): QuestionSummary[] {
  const views = createPostViews(store, undefined);
  const ranked = rankedHits(index, index.search.alike(title), (row) => !!row && views.maySee(row));
  const source = { store, posts: index.posts, contents: index.contents, views };
  return bestOf(ranked, limit, compareHits).map(({ row }) => summaryOf(source, row));
}

type Matches = (row: PostRow | undefined) => row is PostRow;

/** One row more than the page has says that there is another page. */
interface FoundRows {
  total: number;
  rows: PostRow[];
  cursorAt(at: number): string;
}

/** Reads no more than the page of what is listed by order alone. */
function pageOfShelf(index: QaIndex, matches: Matches, asked: ListQuestion): FoundRows {
  const { posts } = index;
  const { order, input, limit } = asked;
  const [rank, id] = cursorIn(input, 2) ?? [];
  const after = rank === undefined ? undefined : placeFrom(order, rank, id as bigint);
  const shelf = posts.list(order);
  const places: Place[] = [];
  const rows: PostRow[] = [];
  const chosen = chosenFrom(index, asked);
  const among = chosen && new Set(chosen);
  for (const place of shelf.fromTop(after)) {
    if (rows.length > limit) break;
    const row = among && !among.has(place.id) ? undefined : posts.get(place.id);
    if (!matches(row)) continue;
    rows.push(row);
    places.push(place);
  }
  const unseen = posts.hiddenQuestions().filter((id) => shelf.has(id) && !matches(posts.get(id)));
  const total = chosen
    ? chosen.filter((id) => shelf.has(id) && matches(posts.get(id))).length
    : shelf.size() - unseen.length;
  const cursorAt = (at: number) => cursorOf([(places[at] as Place).rank, (places[at] as Place).id]);
  return { total, rows, cursorAt };
}

/** Ids among which those of a tag or an author are; undefined for all. */
function chosenFrom({ posts, tags }: QaIndex, { tag, author }: ListQuestion) {
  if (author !== undefined) return posts.postsOf(author);
  return tag === undefined ? undefined : tags.questionsOf(tag);
}

function pageOfHits(
  index: QaIndex,
  hits: readonly Hit[],
  matches: Matches,
  { input, limit }: ListQuestion,
): FoundRows {
  const [inTitle, score, id] = (cursorIn(input, 3) ?? []).map(Number);
  const ranked = rankedHits(index, hits, matches);
  const after = (hit: RankedHit) =>
    inTitle === undefined ||
    compareHits(hit, { inTitle, row: { score: score as number, id: id as number } }) > 0;
  const best = bestOf(ranked.filter(after), limit + 1, compareHits);
  const cursorAt = (at: number) => {
    const { inTitle, row } = best[at] as RankedHit;
    return cursorOf([inTitle, row.score, row.id]);
  };
  return { total: ranked.length, rows: best.map(({ row }) => row), cursorAt };
}

interface RankedHit {
  inTitle: number;
  row: PostRow;
}

function rankedHits(
  { posts }: QaIndex,
  hits: readonly Hit[],
  matches: (row: PostRow | undefined) => boolean,
): RankedHit[] {
  const ranked: RankedHit[] = [];
  for (const { question, inTitle } of hits) {
    const row = posts.get(question);
    if (row && matches(row)) ranked.push({ inTitle, row });
  }
  return ranked;
}

type Ranked = { inTitle: number; row: Pick<PostRow, 'score' | 'id'> };

/** Negative if `a` comes first. */
function compareHits(a: Ranked, b: Ranked): number {
  return b.inTitle - a.inTitle || b.row.score - a.row.score || b.row.id - a.row.id;
}

function isListed(
  { tags }: QaIndex,
  views: PostViews,
  row: PostRow | undefined,
  { tag, author }: ListQuestion,
): boolean {
  if (row?.kind !== 'question' || !views.maySee(row)) return false;
  if (author !== undefined && row.author !== author) return false;
  return tag === undefined || tags.tagsOf(row.content).includes(tag);
}

/** Amounts alone are larger than a number can say. */
function placeFrom(order: QuestionOrder, rank: bigint, id: bigint): Place {
  return { rank: order === 'bounty' ? rank : Number(rank), id: Number(id) };
}
