import type { BlockSummary, LoomEvent, Validator } from '../../../lib/client/types.ts';
import { EMPTY_LOOM, type LoomAction, reduceLoom } from '../../../lib/ui/loom/loom-state.ts';

export function validatorsOf(powers: readonly number[]): Validator[] {
  return powers.map((power, index) => ({
    index,
    account: `0x${(index + 1).toString(16).padStart(40, '0')}`,
    name: `validator-${index}`,
    power: BigInt(power),
  }));
}

export function hashOf(height: number | bigint): `0x${string}` {
  return `0x${BigInt(height).toString(16).padStart(64, '0')}`;
}

export function blockOf(
  height: number,
  signers: readonly number[],
  changes: Partial<BlockSummary> = {},
): BlockSummary {
  return {
    height: BigInt(height),
    hash: hashOf(height),
    view: BigInt(height),
    timestampMs: 1_700_000_000_000 + height * 1000,
    proposer: `0x${'11'.repeat(20)}`,
    transactionCount: 1,
    sizeBytes: 900,
    certificate: {
      kind: 'finalization',
      view: BigInt(height),
      signers: [...signers],
      power: BigInt(signers.length),
      signature: `0x${'aa'.repeat(96)}`,
    },
    missedViews: 0,
    ...changes,
  };
}

export function proposal(view: number, height = view): LoomEvent {
  return {
    type: 'proposal',
    view: BigInt(view),
    height: BigInt(height),
    hash: hashOf(height),
    proposer: 0,
  };
}

export function vote(
  kind: 'notarize' | 'nullify' | 'finalize',
  view: number,
  signer: number,
  height = view,
): LoomEvent {
  return {
    type: 'vote',
    kind,
    view: BigInt(view),
    signer,
    ...(kind !== 'nullify' && { hash: hashOf(height) }),
  };
}

export function certificate(
  kind: 'notarization' | 'nullification' | 'finalization',
  view: number,
  signers: number[],
  height = view,
): LoomEvent {
  return {
    type: 'certificate',
    kind,
    view: BigInt(view),
    signers,
    ...(kind !== 'nullification' && { hash: hashOf(height) }),
  };
}

export function woven(actions: readonly LoomAction[], from = EMPTY_LOOM) {
  return actions.reduce(reduceLoom, from);
}
