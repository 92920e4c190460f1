import { errorObjectFrom } from '../../core/errors.ts';
import type { WeftClient } from '../create-client.ts';
import type { Signer } from '../signer.ts';
import { failedClaims } from './failed-claims.ts';
import { CLAIMS_PER_TRANSACTION } from './limits.ts';
import { type EthereumAccount, sendStep } from './send-to-ethereum.ts';

export interface ClaimAllOptions {
  client: Pick<WeftClient, 'claimCalls'>;
  /** Who pays for it, whoever is paid. */
  sender: EthereumAccount & { signer: Signer };
  onProgress(progress: ClaimProgress): void;
}

export interface ClaimProgress {
  /** `waiting`: no checkpoint has the rest, and none can be posted yet. */
  stage: 'idle' | 'preparing' | 'signing' | 'including' | 'waiting';
  /** Of this run, whoever claimed them. */
  paid: number;
  /** By a token or a receiver: they stay open. */
  refused: number;
  all: number;
  /** The one that is made now, from 1, and how many there will be. */
  transaction: number;
  transactions: number;
}

export const NO_CLAIMS: ClaimProgress = {
  ...{ stage: 'idle', paid: 0, refused: 0, all: 0, transaction: 0, transactions: 0 },
};

/**
 * Claims withdrawals, one transaction after the other, until all are paid or no more can be. One
 * that the token or its receiver refuses is passed over. Calls are made anew for each: somebody
 * else may have posted or claimed meanwhile. Errors: those of `claimCalls` and of `sendStep`; what
 * was paid before stays paid.
 */
export async function claimAll(
  { client, sender, onProgress }: ClaimAllOptions,
  indexes: readonly bigint[],
): Promise<ClaimProgress> {
  const all = indexes.length;
  const refused = new Set<bigint>();
  let open = [...indexes];
  for (let sent = 0; ; ) {
    const left = Math.ceil(open.length / CLAIMS_PER_TRANSACTION);
    const at = {
      paid: all - open.length - refused.size,
      refused: refused.size,
      all,
      ...{ transaction: sent + 1, transactions: sent + left },
    };
    if (open.length === 0) return { stage: 'idle', ...at };
    onProgress({ stage: 'preparing', ...at });
    const { calls, claimed } = await client.claimCalls(open.slice(0, CLAIMS_PER_TRANSACTION));
    const [call] = calls;
    const done = new Set([...claimed, ...(call?.indexes ?? [])]);
    if (!call && claimed.length === 0) return { stage: 'waiting', ...at };
    if (call) {
      onProgress({ stage: 'signing', ...at });
      const hash = await sendStep(sender, call, {
        step: { what: 'claim', ids: call.indexes },
        onSent: () => onProgress({ stage: 'including', ...at }),
      }).catch(async (thrown) => {
        if (!(await wasClaimed(client, thrown, call.indexes))) throw thrown;
        return undefined;
      });
      const failed = hash ? await failedClaims(sender.client, call.to, hash) : [];
      for (const index of failed) refused.add(index);
      sent++;
    }
    open = open.filter((index) => !done.has(index));
  }
}

/** Somebody else was first: then the transaction fails, and everybody is paid nevertheless. */
async function wasClaimed(
  client: ClaimAllOptions['client'],
  thrown: unknown,
  indexes: readonly bigint[],
): Promise<boolean> {
  if (!LOST_RACE.has(errorObjectFrom(thrown).code) || indexes.length === 0) return false;
  const { claimed } = await client.claimCalls(indexes);
  return claimed.length === indexes.length;
}

const LOST_RACE = new Set(['ethereum/would-fail', 'ethereum/reverted']);
