import { setTimeout } from 'node:timers/promises';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { Clock } from '../../node/ports.ts';
import { readAskContent } from './ask-content.ts';
import { type AskProgress, seedAsk } from './ask-seed.ts';
import { watchJail } from './leave-jail.ts';
import { openSponsorship } from './open-sponsorship.ts';

// What a seed of a local network does besides, because nobody else is there to do it.

export const LOCAL_DUTIES = {
  'local-account-secret': { type: 'string' },
  'local-sponsor': { type: 'boolean' },
  'local-content': { type: 'string' },
} as const;

interface Place {
  node: Pick<WeftNode, 'rpc'>;
  clock: Clock;
  local: boolean;
}

/** Starts what the options ask for. Errors: `seed/bad-account`, `seed/not-local`. */
export function startLocalDuties(
  values: {
    'local-account-secret'?: string | undefined;
    'local-sponsor'?: boolean | undefined;
    'local-content'?: string | undefined;
  },
  place: Place,
): void {
  const secret = values['local-account-secret'];
  if (secret) watchJail({ ...place, secret });
  if (!values['local-sponsor']) return;
  if (!place.local) {
    const words = '--local-sponsor is for local networks';
    throw new WeftError('seed/not-local', words, { option: 'local-sponsor' });
  }
  void welcomeNewcomers(place, values['local-content']);
}

/** Tells a person what a seed's line says about content. */
export function tellContent(line: string): void {
  const words = contentWords(line);
  if (words) process.stdout.write(`${words}\n`);
}

/** Undefined for a line about something else. */
export function contentWords(line: string): string | undefined {
  if (!line.startsWith(CONTENT_PREFIX)) return undefined;
  const { content } = JSON.parse(line) as { content: AskProgress | { problem: string } };
  if ('problem' in content) return `Ask: not everything came to the chain (${content.problem})`;
  const { stage, done, refused } = content;
  const but = refused.length > 0 ? `; ${refused.length} refused: ${[...new Set(refused)]}` : '';
  return `Ask, ${stage}: ${done}${but}`;
}

/** What was in the way, such as a node that catches up, is hardly there the next time. */
async function welcomeNewcomers(
  { node: { rpc }, clock }: Place,
  folder: string | undefined,
): Promise<void> {
  const tell = (content: AskProgress | { problem: string }) =>
    process.stdout.write(`${JSON.stringify({ content })}\n`);
  const local = { rpc, clock, sleep: (ms: number) => setTimeout(ms) };
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    try {
      await openSponsorship(local);
      if (folder) await seedAsk(local, await readAskContent(folder), tell);
      return;
    } catch (thrown) {
      const { code, message } = errorObjectFrom(thrown);
      const problem = `${code}: ${message}`;
      if (attempt === MAX_ATTEMPTS) tell({ problem });
      else process.stderr.write(`${JSON.stringify({ attempt, problem })}\n`);
      await setTimeout(RETRY_MS);
    }
  }
}

const CONTENT_PREFIX = '{"content":';
const MAX_ATTEMPTS = 24;
const RETRY_MS = 5_000;
