import type { Hex } from '../../../lib/core/bytes.ts';
import type { AggregateCheck, BlsSigner, Clock, Signatures } from '../../../lib/node/ports.ts';
import type { BlsCosts } from './bls-costs.ts';

/** One call to the BLS library, as a validator made it. */
export type BlsCall =
  | { type: 'verify'; checks: readonly AggregateCheck[] }
  | { type: 'aggregate'; signatures: readonly Hex[] }
  | { type: 'sign'; message: Uint8Array };

export interface ChargedSignaturesOptions {
  /** Shared by all: each answer is computed once, and costs everybody who asks. */
  signatures: Signatures;
  costs: BlsCosts;
  clock: Clock;
  onCall(call: BlsCall, costMs: number): void;
}

/** Signatures whose answers come after the time one thread of a validator needs for them. */
export function createChargedSignatures(options: ChargedSignaturesOptions): Signatures {
  const { signatures, costs, clock, onCall } = options;
  let busyUntilMs = 0;

  function charge(call: BlsCall, costMs: number): Promise<void> {
    onCall(call, costMs);
    busyUntilMs = Math.max(busyUntilMs, clock.monotonicMs()) + costMs;
    return new Promise((resolve) => clock.after(busyUntilMs - clock.monotonicMs(), resolve));
  }

  return {
    ...signatures,
    async verifyAggregates(checks) {
      const costMs = checks.reduce((sum, { keys }) => sum + costs.verifyMs(keys.length), 0);
      await charge({ type: 'verify', checks }, costMs);
      return signatures.verifyAggregates(checks);
    },
    async aggregate(shares) {
      await charge({ type: 'aggregate', signatures: shares }, costs.aggregateMs(shares.length));
      return signatures.aggregate(shares);
    },
    close: async () => undefined,
  };
}

/** Answers of a library, remembered by everything they depend on. */
export function createRememberedSignatures(signatures: Signatures): Signatures {
  const verdicts = new Map<string, boolean>();
  const keyOf = ({ keys, message, signature }: AggregateCheck) =>
    `${keys.join()} ${Buffer.from(message).toString('hex')} ${signature}`;
  return {
    ...signatures,
    async verifyAggregates(checks) {
      const unknown = checks.filter((check) => !verdicts.has(keyOf(check)));
      const answers = await signatures.verifyAggregates(unknown);
      for (const [index, check] of unknown.entries()) {
        verdicts.set(keyOf(check), answers[index] === true);
      }
      return checks.map((check) => verdicts.get(keyOf(check)) === true);
    },
  };
}

/** A signer that tells what it signs. */
export function tappedSigner(signer: BlsSigner, onSign: (message: Uint8Array) => void): BlsSigner {
  return {
    publicKey: signer.publicKey,
    sign(message) {
      onSign(message);
      return signer.sign(message);
    },
  };
}
