import type { Chain } from '../../chain/chain.ts';
import {
  cosignatureOf,
  possessionOf,
  type RecoveredTransaction,
  sessionCheckOf,
  signatureOf,
} from '../../chain/check-transaction.ts';
import type { SignedDigest } from '../../chain/module.ts';
import type { DecodedTransaction } from '../../chain/transaction.ts';
import type { Hash, Hex } from '../../core/bytes.ts';
import { EXECUTION_SLICE_TRANSACTIONS, MAX_REMEMBERED_SENDERS } from '../../core/limits.ts';
import type { P256Check } from '../../core/p256.ts';
import type { Signatures } from '../ports.ts';

/**
 * Finds who signed, and whether a BLS key that comes along is proven. Each transaction is met
 * several times, so what was found is remembered.
 */
export type RecoverSenders = (
  transactions: readonly DecodedTransaction[],
) => Promise<RecoveredTransaction[]>;

export function createRecoverSenders(
  chain: Chain,
  signatures: Signatures,
  breathe: () => Promise<void>,
): RecoverSenders {
  const recover = createBatches<SignedDigest, Hex | undefined>((items) =>
    signatures.recoverAddresses(items),
  );
  const verify = createBatches<P256Check, boolean>((checks) => signatures.verifyP256(checks));
  const known = new Map<Hash, Found>();

  function remember(hash: Hash, found: Found): void {
    known.set(hash, found);
    if (known.size > MAX_REMEMBERED_SENDERS) known.delete(known.keys().next().value as Hash);
  }

  async function signersOf(transactions: readonly DecodedTransaction[]): Promise<Signers[]> {
    const checks: (P256Check | undefined)[] = [];
    const digests: (SignedDigest | undefined)[] = [];
    for (const [at, decoded] of transactions.entries()) {
      if (at > 0 && at % EXECUTION_SLICE_TRANSACTIONS === 0) await breathe();
      const check = sessionCheckOf(chain, decoded);
      checks.push(check);
      digests.push(check ? undefined : signatureOf(chain, decoded));
    }
    const cosigned = transactions.map((decoded) => cosignatureOf(chain, decoded));
    const [wallets, holds, cosigners] = await Promise.all([
      answersTo(digests, recover),
      answersTo(checks, verify),
      answersTo(cosigned, recover),
    ]);
    return transactions.map(({ transaction: { account } }, at) => ({
      sender: holds[at] ? account : wallets[at],
      ...(cosigners[at] && { cosigner: cosigners[at] }),
    }));
  }

  return async (transactions) => {
    // Looked up once: what is known now may be forgotten while the others are recovered.
    const found = new Map(transactions.map(({ hash }) => [hash, known.get(hash)]));
    const unknown = transactions.filter(({ hash }) => !found.get(hash));
    const signers = await signersOf(unknown);
    const recovered = unknown.map((decoded, at) => ({ ...decoded, ...(signers[at] as Signers) }));
    const proven = await proveKeys(chain, signatures, recovered);
    // Only what was recovered is remembered, under the hash of envelope and signature together.
    for (const { hash, sender, cosigner } of recovered) {
      const isKeyProven = proven.get(hash);
      const finding: Found = {
        sender,
        ...(cosigner && { cosigner }),
        ...(isKeyProven !== undefined && { isKeyProven }),
      };
      found.set(hash, finding);
      if (sender) remember(hash, finding);
    }
    return transactions.map((decoded) => ({
      ...decoded,
      ...(found.get(decoded.hash) ?? { sender: undefined }),
    }));
  };
}

type Signers = Pick<RecoveredTransaction, 'sender' | 'cosigner'>;
type Found = Signers & Pick<RecoveredTransaction, 'isKeyProven'>;

/** A proof costs a hundred times a signature, so only one that its account signed is looked at. */
async function proveKeys(
  chain: Chain,
  signatures: Signatures,
  recovered: readonly RecoveredTransaction[],
): Promise<Map<Hash, boolean>> {
  const claims = recovered.flatMap((each) => {
    const claim = each.sender === each.transaction.account && possessionOf(chain, each);
    return claim ? [{ hash: each.hash, claim }] : [];
  });
  if (claims.length === 0) return new Map();
  const results = await signatures.verifyPossessions(claims.map(({ claim }) => claim));
  return new Map(claims.map(({ hash }, index) => [hash, results[index] === true]));
}

/** Asks about what is there; what is not there has no answer. */
async function answersTo<Item, Answer>(
  items: readonly (Item | undefined)[],
  ask: (items: readonly Item[]) => Promise<Answer[]>,
): Promise<(Answer | undefined)[]> {
  const answers = await ask(items.filter((item) => item !== undefined));
  let next = 0;
  return items.map((item) => (item === undefined ? undefined : answers[next++]));
}

/** What is asked at one moment goes to the verifying threads as one batch. */
function createBatches<Item, Answer>(ask: (items: readonly Item[]) => Promise<Answer[]>) {
  let open: { items: Item[]; answers: Promise<Answer[]> } | undefined;

  function openBatch() {
    const items: Item[] = [];
    const answers = Promise.resolve().then(() => {
      open = undefined;
      return ask(items);
    });
    return { items, answers };
  }

  return async (items: readonly Item[]): Promise<Answer[]> => {
    if (items.length === 0) return [];
    open ??= openBatch();
    const start = open.items.length;
    open.items.push(...items);
    return (await open.answers).slice(start, start + items.length);
  };
}
