import type { Hash } from '../../core/bytes.ts';
import type { AskContent } from './ask-content.ts';
import { createAskSite } from './ask-site.ts';
import { ASK_STAGES, type AskStage, type AskWorld } from './ask-stages.ts';
import { LOCAL_ACCOUNTS, localSecret } from './local-accounts.ts';
import { createLocalSender, type LocalSender, localSigner } from './local-sender.ts';
import { type LocalNode, waitFinal } from './wait-final.ts';

export interface AskProgress {
  stage: string;
  /** Of this run. */
  done: number;
  /** Codes of what the chain refused. */
  refused: readonly string[];
}

/**
 * Puts the content on a local chain as its people would: each signs with a wallet's key, has no
 * coins, and a sponsor pays. What is there already stays as it is.
 */
export async function seedAsk(
  local: LocalNode,
  content: AskContent,
  onProgress: (progress: AskProgress) => void,
): Promise<void> {
  const { rpc, clock } = local;
  const senders = new Map(
    content.people.map(({ name }, i) => {
      const signer = localSigner(localSecret(LOCAL_ACCOUNTS.firstAuthor + i));
      return [name, createLocalSender({ rpc, clock, signer })] as const;
    }),
  );
  const senderOf = (person: string) => senders.get(person) as LocalSender;
  const world: AskWorld = {
    ...{ content, site: createAskSite(rpc) },
    accountOf: (person) => senderOf(person).account,
  };
  for (const stage of ASK_STAGES) {
    const progress = await finish(stage, world, senderOf, local);
    if (progress.done > 0 || progress.refused.length > 0) onProgress(progress);
  }
}

/** Asks what is missing until nothing is, or nothing of it is taken any more. */
async function finish(
  { name, missing }: AskStage,
  world: AskWorld,
  senderOf: (person: string) => LocalSender,
  local: LocalNode,
): Promise<AskProgress> {
  let done = 0;
  for (;;) {
    const steps = await missing(world);
    const refused: string[] = [];
    for (let i = 0; i < steps.length; i += STEPS_AT_ONCE) {
      const hashes: Hash[] = [];
      for (const { person, action } of steps.slice(i, i + STEPS_AT_ONCE)) {
        hashes.push(await senderOf(person).send(action));
      }
      refused.push(...(await waitFinal(hashes, local)));
    }
    done += steps.length - refused.length;
    if (refused.length === steps.length) return { stage: name, done, refused };
  }
}

/** Fewer than what the mempool keeps of one account. */
const STEPS_AT_ONCE = 48;
