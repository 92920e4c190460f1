import type { Chain } from '../../chain/chain.ts';
import {
  cosignatureOf,
  possessionOf,
  type RecoveredTransaction,
  signatureOf,
} from '../../chain/check-transaction.ts';
import type { SignedDigest } from '../../chain/module.ts';
import type { DecodedTransaction } from '../../chain/transaction.ts';
import type { Hash } from '../../core/bytes.ts';
import { EXECUTION_SLICE_TRANSACTIONS, MAX_REMEMBERED_SENDERS } from '../../core/limits.ts';
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
  const recover = createBatches(signatures);
  const known = new Map<Hash, Found>();

  function remember(hash: Hash, found: Found): void {
    known.set(hash, found);
    if (known.size > MAX_REMEMBERED_SENDERS) known.delete(known.keys().next().value as Hash);
  }

  return async (transactions) => {
    // Looked up once: what is known now may be forgotten while the others are recovered.
    const found = new Map(transactions.map(({ hash }) => [hash, known.get(hash)]));
    const unknown = transactions.filter(({ hash }) => !found.get(hash));
    const items: SignedDigest[] = [];
    for (const [at, decoded] of unknown.entries()) {
      if (at > 0 && at % EXECUTION_SLICE_TRANSACTIONS === 0) await breathe();
      items.push(signatureOf(chain, decoded));
    }
    const cosigned = unknown.map((decoded) => cosignatureOf(chain, decoded));
    const cosignatures = cosigned.filter((item) => item !== undefined);
    const signers = await recover([...items, ...cosignatures]);
    let next = items.length;
    const recovered = unknown.map((decoded, at) => {
      const cosigner = cosigned[at] && signers[next++];
      return { ...decoded, sender: signers[at], ...(cosigner && { cosigner }) };
    });
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

type Found = Pick<RecoveredTransaction, 'sender' | 'cosigner' | 'isKeyProven'>;

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

type Recover = Signatures['recoverAddresses'];

/** What is asked at one moment goes to the verifying threads as one batch. */
function createBatches(signatures: Signatures): Recover {
  let open: { items: Parameters<Recover>[0][number][]; answer: ReturnType<Recover> } | undefined;

  function openBatch() {
    const items: Parameters<Recover>[0][number][] = [];
    const answer = Promise.resolve().then(() => {
      open = undefined;
      return signatures.recoverAddresses(items);
    });
    return { items, answer };
  }

  return async (items) => {
    if (items.length === 0) return [];
    open ??= openBatch();
    const start = open.items.length;
    open.items.push(...items);
    return (await open.answer).slice(start, start + items.length);
  };
}
