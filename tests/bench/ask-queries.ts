import { createQaIndex } from '../../lib/modules/qa/create-index.ts';
import { createQaEntries, personAt } from '../unit/modules/qa-entries.ts';

// How long the index of module `qa` takes to be built and to answer, on entries written directly:
// for profiling it. What a browser takes with executed transactions is measured by itself.

const QUESTIONS = Number(process.argv[2] ?? 10_000);
const ANSWERS_EACH = 10;
const PEOPLE = 2_000;
const RUNS = 50;

const next = createNumbers(7);
const words = Array.from({ length: 30_000 }, (_, at) => wordAt(at));
const entries = createQaEntries();
for (let index = 0; index < PEOPLE; index++) {
  entries.profile(personAt(index), { name: `${wordAt(index * 7)}${index}` });
}
for (let at = 0; at < QUESTIONS; at++) writeQuestion();
entries.store.set('0x08', new Uint8Array(0));

const heapBefore = usedBytes();
const index = createQaIndex();
const all = entries.all();
// Entries come by the hash of their keys, as in the tree.
for (let at = all.length - 1; at > 0; at--) {
  const other = next(at + 1);
  [all[at], all[other]] = [all[other] as never, all[at] as never];
}
const startMs = usedMs();
index.apply(all);
const builtMs = usedMs() - startMs;
const heapBytes = usedBytes() - heapBefore;
const posts = QUESTIONS * (1 + ANSWERS_EACH);
console.log(`${posts} posts, ${all.length} entries: built in ${builtMs.toFixed(0)} ms`);
console.log(`${(heapBytes / 1e6).toFixed(1)} MB, ${(heapBytes / posts).toFixed(0)} bytes a post`);

measure('list new', () => ({ order: 'new', limit: 20 }), 'list');
measure('list active', () => ({ order: 'active', limit: 20 }), 'list');
measure('list votes of a tag', () => ({ order: 'votes', tag: words[next(9)], limit: 20 }), 'list');
measure('list of an author', () => ({ order: 'new', author: personAt(3), limit: 20 }), 'list');
measure('question', () => ({ id: BigInt(1 + 11 * next(QUESTIONS)) }), 'question');
measure('search one word', () => sought(words[next(200)] as string), 'list');
measure('search common word', () => sought(words[0] as string), 'list');
measure('search two letters', () => sought((words[next(99)] as string).slice(0, 2)), 'list');
measure('search one letter', () => sought('a'), 'list');
measure('search three words', () => sought([text(2), text(1)].join(' ')), 'list');
measure('similar', () => ({ title: text(8), limit: 5 }), 'similar');
measure('tags', () => ({ limit: 64 }), 'tags');
measure('people', () => ({ prefix: 'ba', limit: 8 }), 'people');
measure('ledger', () => ({ account: personAt(next(50)), limit: 20 }), 'ledger');

function measure(what: string, input: () => object, name: string): void {
  const query = index.queries[name];
  const times = Array.from({ length: RUNS }, () => {
    const asked = input();
    const fromMs = usedMs();
    query?.({ store: entries.store, height: 1n }, asked);
    return usedMs() - fromMs;
  });
  const first = times[0] as number;
  times.sort((a, b) => a - b);
  const [median, worst] = [times[RUNS >> 1] as number, times.at(-1) as number];
  const ms = (time: number) => `${time.toFixed(2)} ms`;
  console.log(`${what}: median ${ms(median)}, worst ${ms(worst)}, first ${ms(first)}`);
}

function sought(typed: string) {
  return { order: 'new', words: typed, limit: 20 };
}

function writeQuestion(): void {
  const tags = [...new Set([next(40), next(40), next(400)].map((at) => words[at]))].join(' ');
  const question = entries.ask(personAt(next(PEOPLE)), { title: text(8), text: text(90), tags });
  for (let at = 0; at < ANSWERS_EACH; at++) {
    const fields = { question: BigInt(question), text: text(70) };
    const id = entries.answer(personAt(next(PEOPLE)), fields);
    if (at < 2) entries.vote(id, personAt(next(PEOPLE)), 'up');
  }
  entries.vote(question, personAt(next(PEOPLE)), next(4) === 0 ? 'down' : 'up');
}

/** Few words are common and most are rare, as in any language. */
function text(length: number): string {
  const at = () => Math.floor(words.length ** (next(1_000_000) / 1_000_000)) - 1;
  return Array.from({ length }, () => words[at()]).join(' ');
}

function wordAt(index: number): string {
  const syllables = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'zu', 'al', 'en'];
  let word = '';
  for (let rest = index + 5; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length];
  }
  return word;
}

function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Of the processor, so that other work on the machine does not count. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function usedBytes(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed;
}
