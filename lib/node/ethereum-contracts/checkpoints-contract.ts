import type { Checkpoint } from '../../chain/checkpoint.ts';
import { type AbiValue, abiCall } from '../../core/abi.ts';
import { type Address, bytesFromHex, type Hash, type Hex } from '../../core/bytes.ts';
import type { EthereumSource } from '../ports.ts';
import { hashOf, newestOf, numberOf, readerOf } from './read-contract.ts';

/** What `Checkpoints` keeps of a header it accepted. */
export interface AcceptedCheckpoint {
  headerHash: Hash;
  height: bigint;
  coinsBefore: bigint;
  coinCount: bigint;
  inboxCount: bigint;
  acceptedAtMs: number;
}

/** Where Ethereum stands with this chain. */
export interface AcceptedState {
  /** Checkpoints so far, and the index of the next. */
  count: bigint;
  /** Whose committee signs the next. */
  epoch: bigint;
  /** Absent before the first. */
  newest: AcceptedCheckpoint | undefined;
  /** When the newest was accepted, or the contract created. */
  acceptedAtMs: number;
  /** Without a checkpoint for so long, anybody may declare the chain dead. */
  silenceMs: number;
  isDeclaredDead: boolean;
  /** It was given up, and takes no checkpoint any more. */
  isSealed: boolean;
  /** Time of Ethereum's newest block. */
  nowMs: number;
}

/** Data of `submit`, which the Gateway passes on in the same words. */
export function submitData(checkpoint: Checkpoint): Hex {
  const { header, view, keys, identitiesHash, signers, signature } = checkpoint;
  const bytes = [header, keys, signature].map(bytesFromHex) as [Uint8Array, Uint8Array, Uint8Array];
  const values: AbiValue[] = [bytes[0], view, bytes[1], identitiesHash, signers, bytes[2]];
  return abiCall('submit(bytes,uint64,bytes,bytes32,uint256,bytes)', values);
}

/** At the endpoint's newest block. Errors: those of the endpoint. */
export async function readAccepted(
  source: EthereumSource,
  checkpoints: Address,
): Promise<AcceptedState> {
  const { hash, timestampMs } = await newestOf(source);
  const { words } = readerOf(source, checkpoints, hash);
  const one = async (name: string) => numberOf((await words(name, [], 1))[0]);
  const [count, epoch, acceptedAt, silence, declaredDeadAt, isSealed] = await Promise.all([
    ...[one('checkpointCount()'), one('epoch()'), one('acceptedAt()')],
    ...[one('silence()'), one('declaredDeadAt()'), one('isSealed()')],
  ]);
  return {
    count: count ?? 0n,
    epoch: epoch ?? 0n,
    newest: count ? await readCheckpoint(source, checkpoints, count - 1n, hash) : undefined,
    acceptedAtMs: msOf(acceptedAt),
    silenceMs: msOf(silence),
    isDeclaredDead: declaredDeadAt !== 0n,
    isSealed: isSealed !== 0n,
    nowMs: timestampMs,
  };
}

/** Checkpoint `index`, which there is. */
export async function readCheckpoint(
  source: Pick<EthereumSource, 'call'>,
  checkpoints: Address,
  index: bigint,
  at: Hash | 'pending',
): Promise<AcceptedCheckpoint> {
  const { words } = readerOf(source, checkpoints, at);
  const [headerHash, ...numbers] = await words('checkpointAt(uint256)', [index], 6);
  const [height, coinsBefore, coinCount, inboxCount, acceptedAt] = numbers.map(numberOf);
  return {
    headerHash: hashOf(headerHash),
    height: height ?? 0n,
    coinsBefore: coinsBefore ?? 0n,
    coinCount: coinCount ?? 0n,
    inboxCount: inboxCount ?? 0n,
    acceptedAtMs: msOf(acceptedAt),
  };
}

/** Height of the newest checkpoint, with all that waits to be mined. */
export async function readPendingHeight(
  source: Pick<EthereumSource, 'call'>,
  checkpoints: Address,
): Promise<bigint> {
  const [height] = await readerOf(source, checkpoints, 'pending').words('height()', [], 1);
  return numberOf(height);
}

function msOf(seconds: bigint | undefined): number {
  return Number(seconds ?? 0n) * 1_000;
}
