import { setTimeout as pause } from 'node:timers/promises';
import { createChain } from '../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../lib/chain/check-transaction.ts';
import { assert } from '../../lib/core/assert.ts';
import { type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { modules } from '../../lib/modules/index.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { NO_DAILY_LIMITS } from './ask/ask-past.ts';
import { createSessionSender, type SessionSender } from './ask/session-sender.ts';
import { createWords } from './ask/words.ts';
import { type Measurement, report } from './support/report.ts';
import { signatureCosts } from './support/signature-costs.ts';
import { type Posting, startPosting } from './support/start-posting.ts';
import { median } from './support/statistics.ts';
import { type Action, accountOfSecret, secretAt } from './support/transfers.ts';

// Votes, comments and answers that one validator takes, passes on and sees final: signed by
// sessions, then the same by wallets, twice in turn. All validators run on this machine, so that
// each transaction is checked and executed once for each of them: as four (or ASK_VALIDATORS).

const VALIDATORS = Number(process.env.ASK_VALIDATORS ?? 4);
const PEOPLE = 250;
const QUESTIONS = 100;
const ROUNDS = 2;
const ROUND_MS = 15_000;
const WARM_UP_MS = 4_000;
const MAX_WAITING = 3_000;
const AT_ONCE = 50;
const TICK_MS = 10;
const SIGNED = 18_000;
const TARGET = { limit: 500, direction: 'at least' } as const;

await installKeccakWasm();
// One asks, and everybody else answers and votes.
const secrets = Array.from({ length: PEOPLE + 1 }, (_, i) => secretAt(1 + i));
const posting = await startPosting({
  ...{ validators: VALIDATORS, minBlockMs: 500, firstPort: 18_300 },
  rich: secrets.map(accountOfSecret),
  settings: [{ module: 'qa', values: NO_DAILY_LIMITS }],
});
const chain = createChain(posting.file.genesis, modules);
const people = secrets.map((secret) => createSessionSender(chain, secret));
const words = createWords(5);
let posted = 0;
/** Numbers of a lane have no gap, so what a round leaves is for the next. */
const signed: Record<'session' | 'wallet', Hex[]> = { session: [], wallet: [] };
await settle(people.map((person) => person.open(Date.now())));
const asker = people.pop() as SessionSender;
for (let left = QUESTIONS; left > 0; left -= AT_ONCE) {
  await settle(Array.from({ length: AT_ONCE }, () => asker.act(question(), Date.now())));
}
const found = { session: [] as Round[], wallet: [] as Round[] };
for (let round = 0; round < ROUNDS; round++) {
  for (const by of ['session', 'wallet'] as const) {
    const round = await measure(by);
    found[by].push(round);
    process.stderr.write(`by ${by}: ${round.perSecond.toFixed(0)} a second\n`);
  }
}
await posting.stop();
const costs = await signatureCosts(chain);
const rows = (['session', 'wallet'] as const).flatMap((by) => rowsOf(by, found[by]));
const of = (by: 'session' | 'wallet') => median(found[by].map(({ perSecond }) => perSecond));
const [first] = rows as [Measurement];
first.ratio = { value: of('session') / of('wallet'), of: 'signed by wallets' };
report([first, ...rows.slice(1)]);

interface Round {
  perSecond: number;
  blocksPerSecond: number;
  finalMs: number;
  /** Processor time for each transaction: of the node that took it, and of another. */
  takerMs: number;
  otherMs: number;
}

function rowsOf(by: 'session' | 'wallet', rounds: readonly Round[]): Measurement[] {
  const each = (what: string, value: (round: Round) => number, unit: string) => ({
    ...{ what: `by ${by}: ${what}`, measured: median(rounds.map(value)), unit },
  });
  return [
    { ...each('final through one node', (round) => round.perSecond, 'a second'), target: TARGET },
    each('blocks', (round) => round.blocksPerSecond, 'a second'),
    each('handed over until final, median', (round) => round.finalMs, 'ms'),
    each('of the node that takes one', (round) => round.takerMs, 'ms of CPU'),
    ...(VALIDATORS > 1
      ? [each('of each other validator', (round) => round.otherMs, 'ms of CPU')]
      : []),
    { what: `by ${by}: its signature alone`, measured: costs[by], unit: 'ms of CPU' },
  ];
}

/** As many as the network takes, while so many are under way and as long as some are left. */
async function measure(by: 'session' | 'wallet'): Promise<Round> {
  const ready = signed[by];
  sign(by);
  const before = posting.states();
  const [start] = before;
  const startMs = performance.now();
  let from: { atMs: number; states: ReturnType<Posting['states']> } | undefined;
  let handed = 0;
  const began = finalCount();
  while (performance.now() - startMs < WARM_UP_MS + ROUND_MS) {
    if (!from && performance.now() - startMs >= WARM_UP_MS) {
      from = { atMs: performance.now(), states: posting.states() };
    }
    if (handed - (finalCount() - began) < MAX_WAITING) {
      const next = ready.splice(0, AT_ONCE);
      if (next.length === 0) break;
      posting.send(next);
      handed += next.length;
    }
    await pause(TICK_MS);
  }
  const until = { atMs: performance.now(), states: posting.states() };
  await untilFinal(began + handed);
  const failed = await posting.failedSince((start?.height ?? 0) + 1);
  assert(failed === 0, `every one of them succeeds; ${failed} failed`);
  assert(from, 'a round is longer than its warm-up: more must be signed beforehand');
  return roundBetween(from, until);
}

type Moment = { atMs: number; states: ReturnType<Posting['states']> };

function roundBetween(from: Moment, until: Moment): Round {
  const change = (node: number, what: 'final' | 'blocks' | 'cpuMs') =>
    (until.states[node]?.[what] ?? 0) - (from.states[node]?.[what] ?? 0);
  const seconds = (until.atMs - from.atMs) / 1_000;
  const count = change(0, 'final');
  const others = until.states.slice(1).map((_, i) => change(i + 1, 'cpuMs'));
  return {
    perSecond: count / seconds,
    blocksPerSecond: change(0, 'blocks') / seconds,
    finalMs: median(until.states[0]?.finalMs.slice(from.states[0]?.finalMs.length) ?? []),
    takerMs: change(0, 'cpuMs') / count,
    otherMs: median(others) / count,
  };
}

/** Beforehand, so that nothing is signed while it is measured. */
function sign(by: 'session' | 'wallet'): void {
  const nowMs = Date.now();
  while (signed[by].length < SIGNED) {
    const sender = personAt(posted);
    const action = actionAt(posted++);
    const act = by === 'session' ? sender.act : sender.actByWallet;
    signed[by].push(hexFromBytes(act(action, nowMs).bytes));
  }
}

/** Six votes, two comments and two answers. Who votes takes all votes back before the next. */
function actionAt(index: number): Action {
  const turn = Math.floor(index / PEOPLE);
  const post = BigInt(1 + ((index + turn) % QUESTIONS));
  const kind = index % 10;
  if (kind < 2)
    return { primaryType: 'QaAnswer', fields: { question: post, text: words.text(70) } };
  if (kind < 4) return { primaryType: 'QaComment', fields: { post, text: words.text(12) } };
  const vote = Math.floor(turn / QUESTIONS) % 2 === 0 ? 'up' : 'none';
  return { primaryType: 'QaVote', fields: { post, vote } };
}

function question(): Action {
  const fields = { title: words.text(8).slice(0, 140), text: words.text(90), tags: words.tags() };
  return { primaryType: 'QaAsk', fields };
}

function personAt(index: number): SessionSender {
  return people[index % PEOPLE] as SessionSender;
}

async function settle(transactions: readonly RecoveredTransaction[]): Promise<void> {
  const before = finalCount();
  posting.send(transactions.map(({ bytes }) => hexFromBytes(bytes)));
  await untilFinal(before + transactions.length);
}

async function untilFinal(count: number): Promise<void> {
  while (finalCount() < count) {
    const { refused = {} } = posting.states()[0] ?? {};
    assert(Object.keys(refused).length === 0, `the node takes all: ${JSON.stringify(refused)}`);
    await pause(TICK_MS);
  }
}

function finalCount(): number {
  return posting.states()[0]?.final ?? 0;
}
