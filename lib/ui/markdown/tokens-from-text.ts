import MarkdownIt, { type Env, type StateBlock, type StateCore, type Token } from 'markdown-it';
import {
  MAX_MARKDOWN_BLOCKS,
  MAX_MARKDOWN_DEPTH,
  MAX_TABLE_CELLS,
  MAX_TABLE_COLUMNS,
} from '../../core/limits.ts';

type BlockRule = (state: StateBlock, line: number, endLine: number, isLook: boolean) => boolean;

/** What the rules know of the text they read. */
interface Reading extends Env {
  /** Quotes and lists around the line. */
  depth: number;
  isTooLong: boolean;
}

const parser = createParser();

/** Undefined for a text of more blocks than anybody writes: it is shown as it is. */
export function tokensFromText(text: string): Token[] | undefined {
  const reading: Reading = { depth: 0, isTooLong: false };
  const tokens = parser.parse(text, reading);
  return reading.isTooLong ? undefined : tokens;
}

function createParser() {
  const created = new MarkdownIt({
    html: false,
    linkify: true,
    // A list counts twice. What lies deeper would be lost, so quotes and lists end before it.
    maxNesting: 3 * MAX_MARKDOWN_DEPTH,
  });
  // Addresses stay as they were written, to be judged at one place: `safeLinkFrom`.
  created.normalizeLink = (address) => address;
  created.normalizeLinkText = (address) => address;
  created.validateLink = () => true;
  // In the open, only what says that it is an address.
  created.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  for (const scheme of ['ftp:', 'mailto:', '//']) created.linkify.add(scheme, null);
  const { ruler } = created.block;
  const nested = ['paragraph', 'reference', 'blockquote'];
  ruler.at('blockquote', toDepth(ruleOf('blockquote')), { alt: [...nested, 'list'] });
  ruler.at('list', toDepth(ruleOf('list')), { alt: nested });
  ruler.at('table', toColumns(ruleOf('table')), { alt: ['paragraph', 'reference'] });
  created.core.ruler.after('block', 'bound', boundBlocks);
  return created;
}

/** A rule of the library by its name: the only one of a parser that has no other. */
function ruleOf(name: string): BlockRule {
  const { ruler } = new MarkdownIt().block;
  ruler.enableOnly(name);
  return ruler.getRules('')[0] ?? (() => false);
}

/** Below the depth, signs of quotes and lists are text. */
function toDepth(rule: BlockRule): BlockRule {
  return (state, ...rest) => {
    const reading = state.env as Reading;
    if (reading.depth >= MAX_MARKDOWN_DEPTH) return false;
    reading.depth++;
    const isFound = rule(state, ...rest);
    reading.depth--;
    return isFound;
  };
}

/** The second line of a table has one run of dashes for each column. */
function toColumns(rule: BlockRule): BlockRule {
  return (state, line, ...rest) => {
    const dashes = state.src.slice(state.bMarks[line + 1], state.eMarks[line + 1]);
    const columns = dashes.match(/-+/g)?.length ?? 0;
    return columns <= MAX_TABLE_COLUMNS && rule(state, line, ...rest);
  };
}

const CELLS = new Set(['th_open', 'td_open']);
const NO_BLOCKS = new Set([...CELLS, 'thead_open', 'tbody_open', 'inline']);

/** Before anything within the blocks is read. */
function boundBlocks(state: StateCore): void {
  const opened = state.tokens.filter(({ nesting }) => nesting >= 0);
  const blocks = opened.filter(({ type }) => !NO_BLOCKS.has(type));
  const cells = opened.filter(({ type }) => CELLS.has(type));
  if (blocks.length <= MAX_MARKDOWN_BLOCKS && cells.length <= MAX_TABLE_CELLS) return;
  (state.env as Reading).isTooLong = true;
  state.tokens = [];
}
