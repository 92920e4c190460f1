import type { Page } from '@playwright/test';
import type { Hash, Hex } from '../../../lib/core/bytes.ts';
import type { WeftWindow } from './node-page.ts';
import { type SignedAction, signAction } from './send-signed.ts';

/** What became of something that was sent. */
export interface Outcome {
  /** Of the refusal, or of the failure in a final block; `done` for neither. */
  code: string;
  /** What the module says of an action that it finds wrong, or a sponsor of one not paid for. */
  why?: string;
  hash?: Hash;
  /** That it made. */
  post: bigint;
}

/** Sends an action that a wallet signed elsewhere, paid by whoever pays for newcomers. */
export async function tryAction(page: Page, action: SignedAction): Promise<Outcome> {
  return tryEnvelope(page, await signAction(page, { feeMaxWei: 0n, ...action }));
}

export function tryEnvelope(page: Page, envelope: Hex): Promise<Outcome> {
  return page.evaluate(async (encoded) => {
    const { weft } = window as unknown as WeftWindow;
    try {
      const hash = await weft.send(encoded);
      const { failure, events } = await weft.waitForFinal(hash);
      const post = events.map(({ fields }) => fields.post).find((id) => typeof id === 'bigint');
      return { hash, code: failure?.code ?? 'done', post: (post as bigint | undefined) ?? 0n };
    } catch (thrown) {
      const { code, facts } = thrown as { code: string; facts: Record<string, unknown> };
      return { code, why: `${facts?.cause ?? facts?.reason ?? ''}`, post: 0n };
    }
  }, envelope);
}
