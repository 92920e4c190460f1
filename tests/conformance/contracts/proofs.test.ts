import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { COIN_BLOCK_DEPTH, SLOT_DEPTH } from '../../../lib/chain/coin-transfer.ts';
import { bytesFromHeader, HEADER_VERSION } from '../../../lib/chain/header.ts';
import { leafOfWithdrawal, OUTBOX_DEPTH } from '../../../lib/chain/outbox.ts';
import {
  bytesFromHex,
  bytesFromUint,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { rootFromProof } from '../../../lib/core/sparse-merkle.ts';
import { type StateProof, verifyAbsence, verifyInclusion } from '../../../lib/core/state-proof.ts';
import { ownerKey } from '../../../lib/modules/bank/keys.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import { expectSame, REFUSED } from './differential.ts';
import { type Answer, type Harness, startHarness } from './harness.ts';
import {
  type AccountClaim,
  accountClaims,
  bankKey,
  ownerClaims,
  proofForContracts,
  stateClaims,
} from './state-claims.ts';
import { outboxClaims, treeClaims } from './tree-claims.ts';

describe('proofs agree with the chain', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.stop());

  it.each([
    ['of slots in a coin block', fc.constant(SLOT_DEPTH)],
    ['of coin blocks', fc.constant(COIN_BLOCK_DEPTH)],
    ['in trees of any depth', fc.nat(SLOT_DEPTH)],
  ])('%s', (_, depths) =>
    expectSame(harness, depths.chain(treeClaims), {
      question: ({ leaf, index, depth, proof }) => ['rootOf', leaf, index, BigInt(depth), proof],
      expected: ({ leaf, index, depth, proof }) =>
        rootFromProof(leaf, index, depth, proof) ?? REFUSED,
    }),
  );

  it('of withdrawals that the Gateway pays', () =>
    expectSame(harness, outboxClaims, {
      question: ({ root, withdrawal, proof }) => [
        'claim',
        withdrawal,
        proof,
        headerWith({ outboxRoot: root }),
      ],
      expected: ({ root, withdrawal, proof }) =>
        rootFromProof(leafOfWithdrawal(withdrawal), withdrawal.index, OUTBOX_DEPTH, proof) === root,
      outcome: isProven,
    }));

  it('of what a state holds under a key, and that it holds nothing', () =>
    expectSame(harness, stateClaims, {
      question: ({ root, key, value, proof }) =>
        value
          ? ['requireValue', root, key, hexFromBytes(value), proofForContracts(proof)]
          : ['requireAbsent', root, key, proofForContracts(proof)],
      expected: ({ root, key, value, proof }) =>
        value ? verifyInclusion(root, key, value, proof) : verifyAbsence(root, key, proof),
      outcome: isProven,
    }));

  it('of what an account has when the chain is dead', () =>
    expectSame(harness, accountClaims, {
      question: ({ root, asset, account, amounts }) => [
        'escape',
        asset,
        account,
        headerWith({ stateRoot: root }),
        amounts.map(({ value, proof }) => ({ value, proof: proofForContracts(proof) })),
      ],
      expected: mayEscape,
      outcome: isProven,
    }));

  it('of whose a token is when the chain is dead', () =>
    expectSame(harness, ownerClaims, {
      question: ({ root, token, id, owner, proof }) => [
        ...(['escapeErc721', token, id, owner] as const),
        headerWith({ stateRoot: root }),
        proofForContracts(proof),
      ],
      expected: ({ root, token, id, owner, proof }) =>
        verifyInclusion(root, bankKey(ownerKey(token, id)), bytesFromHex(owner), proof),
      outcome: isProven,
    }));
});

/** A proof was accepted also where it is something else for which a payment is refused. */
function isProven(answer: Answer): boolean {
  return 'value' in answer || !NOT_PROVEN.includes(answer.refusal);
}

function mayEscape({ root, asset, account, amounts }: AccountClaim): boolean {
  if (account === STAKE_ACCOUNT || amounts.length !== (asset === ZERO_ADDRESS ? 2 : 1))
    return false;
  return amounts.every(({ key, value, proof }) => isHeld(root, key, value, proof));
}

function isHeld(root: Hash, key: Hex, value: bigint, proof: StateProof): boolean {
  if (value === 0n) return verifyAbsence(root, key, proof);
  return verifyInclusion(root, key, bytesFromUint(value, 32), proof);
}

function headerWith(roots: { outboxRoot?: Hash; stateRoot?: Hash }): Hex {
  return hexFromBytes(
    bytesFromHeader({
      version: HEADER_VERSION,
      genesisHash: ZERO_HASH,
      ...{ epoch: 0n, view: 0n, height: 1n, parentHash: ZERO_HASH, timestampMs: 0 },
      ...{ proposer: ZERO_ADDRESS, bodyRoot: ZERO_HASH, stateRoot: ZERO_HASH },
      ...{ outboxRoot: ZERO_HASH, coinRoot: ZERO_HASH, coinCount: 0n },
      ...{ inboxCount: 0n, inboxHash: ZERO_HASH, mix: ZERO_HASH, nextCommitteeHash: ZERO_HASH },
      ...roots,
    }),
  );
}

const NOT_PROVEN = [
  ...['ProofShape', 'NotInOutbox', 'WrongStateProof', 'StateProofLength', 'NotOnPath'],
  ...['NobodysAccount', 'ProofCount'],
];
