import type { Page } from '@playwright/test';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import type { WeftWindow } from '../e2e/support/node-page.ts';
import { authorAt, createAskPast, FEW_ANSWERS, MANY_ANSWERS } from './ask/ask-past.ts';
import { createWords, wordAt } from './ask/words.ts';
import { startLocalSystem } from './support/local-system.ts';
import { type Measurement, report } from './support/report.ts';
import { median, percentile } from './support/statistics.ts';
import { launchChromium, untilJoined } from './support/tab.ts';
import { tabMegabytes } from './support/tab-memory.ts';

// Questions and answers that sessions signed and blocks executed, in a tab that is opened again:
// what it takes to ask its node for lists and pages. ASK_QUESTIONS is their number.

const QUESTIONS = Number(process.env.ASK_QUESTIONS ?? 10_000);
const ANSWERS_EACH = 10;
const RUNS = 40;
const FEW_RUNS = 3;
const SETTLE_MS = 10_000;

await installKeccakWasm();
const past = createAskPast({ questions: QUESTIONS, answersEach: ANSWERS_EACH });
const beganMs = performance.now();
const system = await startLocalSystem({
  ...{ minBlockMs: 500, epochMs: 86_400_000, past },
  keepAs: `ask-${QUESTIONS}`,
});
tell('the network runs');
const browser = await launchChromium();
const context = await browser.newContext();
const page = await context.newPage();
page.setDefaultTimeout(0);
await page.goto(`${system.siteUrl}/`, { waitUntil: 'commit' });
const cold = await untilJoined(page, BigInt(past.blocks));
tell('a tab has all blocks');
const warm: number[] = [];
const first: number[] = [];
for (let run = 0; run < FEW_RUNS; run++) {
  await page.reload({ waitUntil: 'commit' });
  warm.push((await untilJoined(page, BigInt(past.blocks))).liveMs);
  first.push((await times(page, 'list', [{ order: 'new', limit: 20 }]))[0] as number);
}
const rows: Measurement[] = [
  told('cold URL to live with all of it', cold.liveMs, 'ms'),
  told('reload to live', median(warm), 'ms'),
  told('first list after that, the index built', median(first), 'ms'),
];
for (const [what, name, inputs] of asked()) {
  const took = await times(page, name, inputs);
  const limit = what.startsWith('search') ? 50 : 30;
  tell(what);
  const row = { unit: 'ms', target: { limit, direction: 'at most' } } as const;
  rows.push({ what: `${what}, median`, measured: median(took), ...row });
  rows.push({ what: `${what}, p95`, measured: percentile(took, 0.95), ...row });
}
await page.waitForTimeout(SETTLE_MS);
rows.push(told('private memory of the tab process', await tabMegabytes(browser), 'MB'));
await browser.close();
await system.stop();
report(rows);

function tell(what: string): void {
  process.stderr.write(`ask: ${what}, ${((performance.now() - beganMs) / 1_000).toFixed(0)} s\n`);
}

function told(what: string, measured: number, unit: string): Measurement {
  return { what, measured, unit };
}

type Input = Record<string, string | number>;

/** Queries, each with as many inputs as it is asked. */
function asked(): [what: string, name: string, inputs: Input[]][] {
  const words = createWords(11);
  const each = (input: () => Input) => Array.from({ length: RUNS }, input);
  const list = (input: () => Input) => each(() => ({ order: 'new', limit: 20, ...input() }));
  const typed = words.text(2).padEnd(12, 'a').slice(0, 12);
  const letters = Array.from({ length: 11 }, (_, i) => i + 2);
  return [
    ...(['new', 'active', 'unanswered', 'bounty', 'votes'] as const).map(
      (order): [string, string, Input[]] => [`list ${order}`, 'list', list(() => ({ order }))],
    ),
    ['list of an author', 'list', list(() => ({ author: authorAt(words.number(50)) }))],
    ['list of a tag', 'list', list(() => ({ tag: wordAt(words.number(40)) }))],
    [`page of ${FEW_ANSWERS} answers`, 'question', each(() => ({ id: 2 }))],
    [`page of ${MANY_ANSWERS} answers, 10 shown`, 'question', each(() => ({ id: 1 }))],
    [
      `page of ${MANY_ANSWERS} answers, 256 shown`,
      'question',
      each(() => ({ id: 1, answersLimit: 256 })),
    ],
    ['similar titles', 'similar', each(() => ({ title: words.text(8), limit: 5 }))],
    ...letters.map((length): [string, string, Input[]] => [
      `search, ${length} letters typed`,
      'list',
      list(() => ({ words: typed.slice(0, length) })),
    ]),
    ['tags', 'tags', each(() => ({ limit: 64 }))],
  ];
}

/** As a page asks: through the client, its port and back. */
function times(of: Page, name: string, inputs: readonly Input[]): Promise<number[]> {
  return of.evaluate(
    async ([query, all]) => {
      const client = (window as unknown as WeftWindow).weft;
      const took: number[] = [];
      for (const { id, ...rest } of all) {
        const input = id === undefined ? rest : { ...rest, id: BigInt(id) };
        const beganMs = performance.now();
        await client.query('qa', query, input);
        took.push(performance.now() - beganMs);
      }
      return took;
    },
    [name, inputs] as const,
  );
}
