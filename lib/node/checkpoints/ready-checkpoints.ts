import type { Chain } from '../../chain/chain.ts';
import { type Checkpoint, checkpointFrom } from '../../chain/checkpoint.ts';
import type { Header } from '../../chain/header.ts';
import { FINALIZE } from '../../chain/statement.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_CERTIFICATE_SEARCH } from '../../core/limits.ts';
import type { AcceptedState } from '../ethereum-contracts/checkpoints-contract.ts';
import { findCommittee, lastHeightOf, type PastBlocks } from '../execution/past-epochs.ts';

/** A final header that Ethereum does not have, in the form in which it takes it. */
export interface ReadyCheckpoint {
  header: Header;
  checkpoint: Checkpoint;
}

/**
 * What Ethereum could accept next, in the order in which it has to: the boundary of each epoch that
 * is over, since a boundary names who signs what follows, then the newest final header. At most
 * `limit`.
 * @throws WeftError `checkpoint/forgotten` if a boundary is too old for this node.
 */
export async function readyCheckpoints(
  chain: Pick<Chain, 'genesis'>,
  blocks: PastBlocks,
  { epoch: first, newest }: Pick<AcceptedState, 'epoch' | 'newest'>,
  limit: number,
): Promise<ReadyCheckpoint[]> {
  const head = blocks.chain.final().header;
  const above = newest?.height ?? 0n;
  const ready: ReadyCheckpoint[] = [];
  for (let epoch = first; epoch <= head.epoch && ready.length < limit; epoch++) {
    const height = await lastHeightOf(blocks, epoch);
    if (height <= above) continue;
    const found = await findFinalized(blocks, height, epoch === head.epoch ? above : height - 1n);
    if (found) ready.push(await readyFrom(chain, blocks, found));
    else if (epoch < head.epoch) throw forgotten(epoch);
  }
  return ready;
}

type Found = NonNullable<Awaited<ReturnType<PastBlocks['store']['headerAt']>>>;

/** The newest block from a height down that has a finalization of its own. */
async function findFinalized(
  { store }: PastBlocks,
  from: bigint,
  above: bigint,
): Promise<Found | undefined> {
  const oldest = from - above > MAX_CERTIFICATE_SEARCH ? from - MAX_CERTIFICATE_SEARCH : above;
  for (let height = from; height > oldest; height--) {
    const found = await store.headerAt(height);
    if (!found) return undefined;
    if (found.certificate.statement.kind === FINALIZE) return found;
  }
  return undefined;
}

async function readyFrom(
  chain: Pick<Chain, 'genesis'>,
  blocks: PastBlocks,
  { header, certificate }: Found,
): Promise<ReadyCheckpoint> {
  const committee = await findCommittee(chain, blocks, header.epoch);
  if (!committee) throw forgotten(header.epoch);
  return { header, checkpoint: checkpointFrom(header, committee, certificate) };
}

function forgotten(epoch: bigint): WeftError<'checkpoint/forgotten'> {
  return new WeftError('checkpoint/forgotten', 'this node forgot the end of an epoch', {
    epoch: epoch.toString(),
  });
}
