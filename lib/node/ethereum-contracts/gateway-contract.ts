import { type AbiValue, abiCall } from '../../core/abi.ts';
import { type Address, bytesFromHex, type Hash, type Hex } from '../../core/bytes.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import type { WithdrawalClaim } from '../../modules/bridge/prove-withdrawal.ts';
import type { EthereumSource } from '../ports.ts';
import { numberOf, readerOf } from './read-contract.ts';

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

export function valueOfProof({ bitmap, siblings }: SparseProof): AbiValue {
  return [bitmap, { array: siblings }];
}

function valueOfClaim({ withdrawal, proof }: WithdrawalClaim): readonly AbiValue[] {
  const { index, kind, token, to, value } = withdrawal;
  return [[index, BigInt(kind), token, to, value], valueOfProof(proof)];
}

const WITHDRAWAL = '(uint64,uint8,address,address,uint256)';
const PROOF = '(uint64,bytes32[])';
