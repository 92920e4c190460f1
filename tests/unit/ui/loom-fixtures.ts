import type {
  BlockSummary,
  CommitteeView,
  LoomEvent,
  Validator,
} from '../../../lib/client/types.ts';
import { EMPTY_LOOM, type LoomAction, reduceLoom } from '../../../lib/ui/loom/loom-state.ts';

export function validatorsOf(powers: readonly number[]): Validator[] {
  return powers.map((power, index) => ({
    index,
    account: `0x${(index + 1).toString(16).padStart(40, '0')}`,
    name: `validator-${index}`,
    power: BigInt(power),
  }));
}

/** A committee of members with these powers; `members` names which accounts they are. */
export function committeeOf(
  powers: readonly number[],
  epoch = 0n,
  members = powers.map((_, index) => index),
): CommitteeView {
  const totalPower = powers.reduce((sum, power) => sum + BigInt(power), 0n);
  const accounts = validatorsOf(Array.from({ length: Math.max(...members) + 1 }, () => 1));
  return {
    epoch,
    quorumPower: (totalPower * 2n) / 3n + 1n,
    totalPower,
    members: powers.map((power, index) => ({
      ...(accounts[members[index] ?? 0] as Validator),
      index,
      power: BigInt(power),
    })),
  };
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
    epoch: 0n,
    view: BigInt(height),
    timestampMs: 1_700_000_000_000 + height * 1000,
    proposer: `0x${'11'.repeat(20)}`,
    transactionCount: 1,
    sizeBytes: 900,
    certificate: {
      kind: 'finalization',
      view: BigInt(height),
      signers: [...signers],
      signature: `0x${'aa'.repeat(96)}`,
    },
    missedViews: 0,
    parentSigners: [],
    ...changes,
  };
}

export function proposal(view: number, height = view): LoomEvent {
  return {
    type: 'proposal',
    epoch: 0n,
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
    epoch: 0n,
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
    epoch: 0n,
    view: BigInt(view),
    signers,
    ...(kind !== 'nullification' && { hash: hashOf(height) }),
  };
}

export function woven(actions: readonly LoomAction[], from = EMPTY_LOOM) {
  return actions.reduce(reduceLoom, from);
}
