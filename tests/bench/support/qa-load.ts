import type { ModuleSettings } from '../../../lib/chain/genesis.ts';
import {
  MAX_BIO_BYTES,
  MAX_COMMENT_BYTES,
  MAX_FLAG_REASON_BYTES,
  MAX_FLAGS_PER_POST,
  MAX_POST_TEXT_BYTES,
} from '../../../lib/core/module-limits.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { COIN, createGrowth, type Load, SAMPLES } from './load.ts';
import { addressAt } from './transfers.ts';

/**
 * People who have asked a question each, answered another's, and offered a bounty. Texts are as
 * long as they may be; posts that are deleted have all the versions they may have, and those that
 * are flagged all flags but one, or are hidden by them.
 */
export async function createQaLoad(): Promise<Load> {
  const people = Array.from({ length: SAMPLES }, (_, i) => addressAt(i));
  const readers = Array.from({ length: SAMPLES }, (_, i) => addressAt(SAMPLES + i));
  const { file } = createBenchNetworkFile([...people, ...readers]);
  const { grow, loadOf } = createGrowth({
    ...file,
    genesis: { ...file.genesis, settings: [{ module: 'qa', values: FREE }] },
  });
  const question = (i: number) => BigInt(i + 1);
  const answer = (i: number) => BigInt(SAMPLES + i + 1);
  const lonely = (i: number) => BigInt(2 * SAMPLES + i + 1);
  const bounty = (i: number) => ({ question: question(i), amountWei: COIN, days: 1n });
  const bio = 'b'.repeat(MAX_BIO_BYTES);
  await grow([people, 'QaAsk', (i) => ask(`first ${i}`)]);
  await grow([readers, 'QaAnswer', (i) => ({ question: question(i), text: `Answer ${i}.` })]);
  await grow([people, 'QaAsk', (i) => ask(`second ${i}`)]);
  for (const edits of [0n, 1n, 2n]) {
    await grow([people, 'QaEdit', (i) => ({ ...ask(`${edits} ${i}`), post: lonely(i), edits })]);
  }
  await grow([people, 'QaSetProfile', (i) => ({ name: `weaver-${i}`, bio })]);
  await grow([readers, 'QaAsk', (i) => ask(`flagged ${i}`)]);
  const flagged = (i: number) => BigInt(3 * SAMPLES + (i % SAMPLES) + 1);
  const reason = 'x'.repeat(MAX_FLAG_REASON_BYTES);
  for (let each = 1; each <= MAX_FLAGS_PER_POST; each++) {
    await grow([people, 'QaFlag', (i) => ({ post: flagged(i + each), reason })]);
    if (each === MAX_FLAGS_PER_POST) break;
    const other = (i: number) => answer((i + each) % SAMPLES);
    await grow([people, 'QaFlag', (i) => ({ post: other(i), reason })]);
  }
  await grow([people, 'QaOfferBounty', bounty]);
  const long = (i: number) => `${i} `.padEnd(MAX_POST_TEXT_BYTES, 'x');
  return loadOf([
    [people, 'QaSetProfile', (i) => ({ name: `spinner-${i}`, bio })],
    [people, 'QaAsk', (i) => ({ ...ask(`third ${i}`), text: long(i) })],
    [people, 'QaAnswer', (i) => ({ question: question(i), text: long(i) })],
    [
      people,
      'QaComment',
      (i) => ({ post: answer(i), text: `${i}`.padEnd(MAX_COMMENT_BYTES, 'x') }),
    ],
    [people, 'QaEdit', (i) => ({ ...ask('edited'), post: lonely(i), edits: 3n, text: long(i) })],
    [people, 'QaVote', (i) => ({ post: answer(i), vote: 'down' })],
    [people, 'QaAccept', (i) => ({ question: question(i), answer: answer(i) })],
    [people, 'QaFlag', (i) => ({ post: answer(i), reason })],
    [people, 'QaHide', (i) => ({ post: flagged(i), hidden: false })],
    [people, 'QaDelete', (i) => ({ post: lonely(i) })],
    [people, 'QaOfferBounty', (i) => ({ ...bounty(i), question: lonely(i) })],
  ]);
}

function ask(title: string) {
  return { title: `Question ${title}?`, text: `Is ${title} so?`, tags: 'wool silk linen' };
}

const FREE: ModuleSettings = {
  ...{ flagFrom: 1n, voteDownFrom: 1n, editOthersFrom: 1n, hideFrom: 1n },
  ...{ flagsToHide: BigInt(MAX_FLAGS_PER_POST), flagsPerDay: 1_000n },
  ...{ questionsPerDay: 1_000n, editsPerDay: 1_000n, profilesPerDay: 1_000n },
};
