import { hashOfHeader } from '../../chain/header.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { CoinStore } from '../coins/coin-store.ts';
import { readCheckpoint } from '../ethereum-contracts/checkpoints-contract.ts';
import { numberOf, readerOf } from '../ethereum-contracts/read-contract.ts';
import type { EthereumSettings } from '../ethereum-follower/ethereum-settings.ts';
import type { PastBlocks } from '../execution/past-epochs.ts';
import type { EthereumSource } from '../ports.ts';

export interface PinningComponents {
  checkpoints: Address;
  sources: readonly EthereumSource[];
  settings: Pick<EthereumSettings, 'finalityDepth' | 'needed'>;
  blocks: PastBlocks;
  store: Pick<CoinStore, 'pin' | 'lastPinned'>;
}

/**
 * Keeps the header of each checkpoint that first covers coin blocks, for proofs. What is kept
 * stays, so it is final on Ethereum, enough endpoints say the same of it, and it is a block of this
 * chain.
 * Errors: those of endpoints, `checkpoint/other-header`.
 */
export function createPinning({
  checkpoints,
  sources,
  settings,
  blocks,
  store,
}: PinningComponents) {
  let next: bigint | undefined;

  async function look(source: EthereumSource) {
    const at = await settledBlock(source, settings.finalityDepth);
    if (!at) throw new WeftError('ethereum/malformed', 'Ethereum without a final block');
    const [count] = await readerOf(source, checkpoints, at).words('checkpointCount()', [], 1);
    return { source, at, count: numberOf(count) };
  }

  return async (): Promise<void> => {
    next ??= ((await store.lastPinned())?.index ?? -1n) + 1n;
    const looks = await Promise.allSettled(sources.map(look));
    const views = looks.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    for (;;) {
      const index: bigint = next;
      const reached = views.filter(({ count }) => count > index);
      if (reached.length < settings.needed) return;
      const answers = await Promise.all(
        reached.map(({ source, at }) => readCheckpoint(source, checkpoints, index, at)),
      );
      const [first] = answers;
      const isAgreed = answers.every(
        (each) => each.headerHash === first?.headerHash && each.coinsBefore === first.coinsBefore,
      );
      const found = first && isAgreed && (await blocks.store.headerAt(first.height));
      if (!found) return;
      if (hashOfHeader(found.header) !== first.headerHash) {
        const facts = { height: first.height.toString() };
        throw new WeftError('checkpoint/other-header', 'Ethereum accepted another header', facts);
      }
      const { coinsBefore } = first;
      const { header } = found;
      if (header.coinCount > coinsBefore) await store.pin({ index, coinsBefore, header });
      next = index + 1n;
    }
  };
}

async function settledBlock(
  source: EthereumSource,
  finalityDepth: number | undefined,
): Promise<Hash | undefined> {
  if (finalityDepth === undefined) return (await source.block('finalized'))?.hash;
  const head = await source.block('latest');
  if (!head || finalityDepth === 0) return head?.hash;
  const number = head.number - BigInt(finalityDepth);
  return number < 0n ? undefined : (await source.block(number))?.hash;
}
