import type { ModuleSettings } from '../../../lib/chain/genesis.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import type { ForgedChain } from '../support/forge-chain.ts';
import type { Past } from '../support/local-system.ts';
import { type Action, accountOfSecret, secretAt } from '../support/transfers.ts';
import { createSessionSender } from './session-sender.ts';
import { createWords, type Words, wordAt } from './words.ts';

export interface AskSize {
  questions: number;
  answersEach: number;
}

/** The first question has so many answers, the second five. */
export const MANY_ANSWERS = 500;
export const FEW_ANSWERS = 5;

/** Questions, answers and votes, each signed by the session of who wrote it. */
export function createAskPast({ questions, answersEach }: AskSize): Past {
  const secrets = Array.from({ length: PEOPLE }, (_, i) => secretAt(1 + i));
  const actions = actionsOf({ questions, answersEach });
  const blocks = 2 + Math.ceil(actions.length / PER_BLOCK);
  return {
    blocks,
    allocations: secrets.map((secret) => ({
      account: accountOfSecret(secret),
      amountWei: 10n ** 22n,
    })),
    settings: [{ module: 'qa', values: NO_DAILY_LIMITS }],
    grow: (forged) => grow(forged, secrets, actions),
  };
}

export function authorAt(index: number): Address {
  return accountOfSecret(secretAt(1 + index));
}

/** Who does what, in an order in which each may. */
type Deed = readonly [person: number, action: Action];

async function grow(
  forged: ForgedChain,
  secrets: readonly Uint8Array[],
  deeds: readonly Deed[],
): Promise<CommittedBlock[]> {
  const people = secrets.map((secret) => createSessionSender(forged.chain, secret));
  const nowMs = () => forged.tip().header.timestampMs;
  const names = people.map((person, i) => ({ person, name: `${wordAt(i * 7)}${i}` }));
  const chain = [await forged.grow(people.map((person) => person.open(nowMs())))];
  const profiles = names.map(({ person, name }) =>
    person.act({ primaryType: 'QaSetProfile', fields: { name, bio: '' } }, nowMs()),
  );
  chain.push(await forged.grow(profiles));
  for (let from = 0; from < deeds.length; from += PER_BLOCK) {
    const timestampMs = nowMs();
    const transactions = deeds.slice(from, from + PER_BLOCK).flatMap(([person, action]) => {
      return people[person]?.act(action, timestampMs) ?? [];
    });
    chain.push(await forged.grow(transactions));
    if (chain.length % BLOCKS_PER_LINE === 0) {
      process.stderr.write(`ask: ${from} of ${deeds.length} actions executed\n`);
    }
  }
  return chain;
}

/** All questions come first, so that their ids count from 1. */
function actionsOf({ questions, answersEach }: AskSize): Deed[] {
  const words = createWords(7);
  const person = () => words.number(PEOPLE);
  const asked = Array.from({ length: questions }, (): Deed => [person(), ask(words)]);
  const answers = (question: number) =>
    question === 1 ? MANY_ANSWERS : question === 2 ? FEW_ANSWERS : answersEach;
  const answered = asked.flatMap((_, i) =>
    Array.from({ length: answers(i + 1) }, (): Deed => [person(), answer(words, i + 1)]),
  );
  const voted = asked.flatMap(([asker], i): Deed[] => {
    const fields = { post: BigInt(i + 1), vote: 'up' };
    return [[(asker + 1) % PEOPLE, { primaryType: 'QaVote', fields }]];
  });
  return [...asked, ...answered, ...voted];
}

function ask(words: Words): Action {
  const fields = { title: words.text(8).slice(0, 140), text: words.text(90), tags: words.tags() };
  return { primaryType: 'QaAsk', fields };
}

function answer(words: Words, question: number): Action {
  return { primaryType: 'QaAnswer', fields: { question: BigInt(question), text: words.text(70) } };
}

const BLOCKS_PER_LINE = 20;
const PEOPLE = 500;
/** Less than half of a block's bytes, so that the price stays what it is. */
const PER_BLOCK = 500;
export const NO_DAILY_LIMITS: ModuleSettings = {
  ...{ questionsPerDay: 1_000_000n, answersPerDay: 1_000_000n },
  ...{ votesPerDay: 1_000_000n, profilesPerDay: 1_000n, commentsPerDay: 1_000_000n },
};
