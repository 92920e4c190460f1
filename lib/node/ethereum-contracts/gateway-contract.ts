import { type AbiValue, abiCall } from '../../core/abi.ts';
import { assert } from '../../core/assert.ts';
import { type Address, bytesFromHex, type Hash, type Hex, ZERO_HASH } from '../../core/bytes.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type { StateProof } from '../../core/state-proof.ts';
import type { WithdrawalClaim } from '../../modules/bridge/prove-withdrawal.ts';
import type { Holding } from '../checkpoints/holdings.ts';
import type { EthereumSource } from '../ports.ts';
import { addressOf, numberOf, readerOf } from './read-contract.ts';

/** Data of a call that pays these; of one alone, as `claim`, which refuses instead of skipping. */
export function claimData(
  claims: readonly WithdrawalClaim[],
  header: Hex,
  checkpoint: bigint,
): Hex {
  const [only, ...others] = claims.map(valueOfClaim);
  const proven = [bytesFromHex(header), checkpoint] as const;
  if (only && others.length === 0) {
    return abiCall(`claim(${WITHDRAWAL},${PROOF},bytes,uint256)`, [...only, ...proven]);
  }
  const array = claims.map(valueOfClaim);
  return abiCall(`claimMany((${WITHDRAWAL},${PROOF})[],bytes,uint256)`, [{ array }, ...proven]);
}

/** Several calls of the Gateway in one, which fails if one fails. */
export function multicallData(calls: readonly Hex[]): Hex {
  const [only, ...others] = calls;
  if (only && others.length === 0) return only;
  return abiCall('multicall(bytes[])', [{ array: calls.map(bytesFromHex) }]);
}

/** Which of these withdrawals were paid. Errors: those of the endpoint. */
export async function readClaimed(
  source: EthereumSource,
  gateway: Address,
  indexes: readonly bigint[],
  at: Hash,
): Promise<Set<bigint>> {
  const calls = indexes.map((index) => abiCall('isClaimed(uint64)', [index]));
  const answers = await readerOf(source, gateway, at).manyWords(calls, 1);
  return new Set(indexes.filter((_, i) => numberOf(answers[i]?.[0]) !== 0n));
}

/** Data of a call that pays something by the last accepted state, whose header this is. */
export function escapeData({ kind, token, value, proofs }: Holding, to: Address, header: Hex): Hex {
  const bytes = bytesFromHex(header);
  if (kind === 2) {
    const [owned] = proofs.map(({ proof }) => valueOfStateProof(proof));
    assert(owned !== undefined, 'an owner is proven');
    const signature = `escapeErc721(address,uint256,address,bytes,${STATE_PROOF})`;
    return abiCall(signature, [token, value, to, bytes, owned]);
  }
  const array = proofs.map(({ value: amount, proof }) => [amount, valueOfStateProof(proof)]);
  const signature = `escape(address,address,bytes,(uint256,${STATE_PROOF})[])`;
  return abiCall(signature, [token, to, bytes, { array }]);
}

/**
 * Which of an account's holdings were paid. A collection that does not say who has a piece keeps
 * nothing else from its owner: the piece counts as not paid. Errors: those of the endpoint.
 */
export async function readEscaped(
  source: EthereumSource,
  gateway: Address,
  account: Address,
  holdings: readonly Holding[],
  at: Hash,
): Promise<Set<Holding>> {
  const paid = await Promise.all(
    holdings.map(async ({ kind, token, value }) => {
      if (kind === 2) {
        const asked = readerOf(source, token, at).words('ownerOf(uint256)', [value], 1);
        const [owner] = await asked.catch(() => []);
        return owner !== undefined && addressOf(owner) !== gateway;
      }
      const reader = readerOf(source, gateway, at);
      const [flag] = await reader.words('hasEscaped(address,address)', [token, account], 1);
      return numberOf(flag) !== 0n;
    }),
  );
  return new Set(holdings.filter((_, i) => paid[i]));
}

function valueOfStateProof({ siblings, otherLeaf }: StateProof): AbiValue {
  const { path, valueHash } = otherLeaf ?? { path: ZERO_HASH, valueHash: ZERO_HASH };
  return [{ array: siblings }, path, valueHash];
}

export function valueOfProof({ bitmap, siblings }: SparseProof): AbiValue {
  return [bitmap, { array: siblings }];
}

function valueOfClaim({ withdrawal, proof }: WithdrawalClaim): readonly AbiValue[] {
  const { index, kind, token, to, value } = withdrawal;
  return [[index, BigInt(kind), token, to, value], valueOfProof(proof)];
}

const WITHDRAWAL = '(uint64,uint8,address,address,uint256)';
const PROOF = '(uint64,bytes32[])';
const STATE_PROOF = '(bytes32[],bytes32,bytes32)';
