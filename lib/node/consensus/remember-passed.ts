import { hexFromBytes } from '../../core/bytes.ts';
import { MAX_REMEMBERED_CHECKS } from '../../core/limits.ts';
import type { AggregateCheck, Signatures } from '../ports.ts';

/**
 * The port, which does not check again what passed lately: the reveal and the parent certificate of
 * a block are looked at when its proposal arrives, and as part of the block's validity.
 */
export function rememberPassed(signatures: Signatures): Signatures {
  const passed = new Set<string>();

  function remember(key: string): void {
    passed.add(key);
    if (passed.size > MAX_REMEMBERED_CHECKS) passed.delete(passed.values().next().value as string);
  }

  return {
    verifyAggregates: async (checks) => {
      const keys = checks.map(keyOf);
      const answers = keys.map((key) => passed.has(key));
      const open = checks.flatMap((check, index) => (answers[index] ? [] : [{ check, index }]));
      if (open.length === 0) return answers;
      const fresh = await signatures.verifyAggregates(open.map(({ check }) => check));
      for (const [at, { index }] of open.entries()) {
        answers[index] = fresh[at] === true;
        if (answers[index]) remember(keys[index] as string);
      }
      return answers;
    },
    verifyPossessions: (claims) => signatures.verifyPossessions(claims),
    aggregate: (shares) => signatures.aggregate(shares),
    recoverAddresses: (items) => signatures.recoverAddresses(items),
    verifyP256: (checks) => signatures.verifyP256(checks),
    close: () => signatures.close(),
  };
}

/** Everything that the answer depends on. */
function keyOf({ keys, message, signature }: AggregateCheck): string {
  return `${signature}/${hexFromBytes(message)}/${keys.join('/')}`;
}
