import { type Header, hashOfHeader } from '../../chain/header.ts';
import type { Hash } from '../../core/bytes.ts';
import type { AcceptedCheckpoint } from '../ethereum-contracts/checkpoints-contract.ts';
import type { AskPeers } from '../peers/ask-peers.ts';
import type { CoinStore } from './coin-store.ts';

export interface PinningComponents {
  store: Pick<CoinStore, 'lastPinned' | 'pin'>;
  /** Of a final block executed here; undefined for one that is not yet, or not any more. */
  headerAt(height: bigint): Promise<Header | undefined>;
  /** Of so many coin blocks, as executed here; undefined while there are fewer. */
  coinRootOf(coinCount: bigint): Hash | undefined;
  /** Header of a checkpoint that neighbours know, of a block that is pruned here. */
  learn: AskPeers['fetchCheckpoint'];
}

/** Keeps the header of each checkpoint that first covers coin blocks, in their order. */
export interface Pinning {
  /** Index of the checkpoint that is looked for. */
  next(): Promise<bigint>;
  /** Those that Ethereum has from `next` on, as far as each is known here. */
  pin(accepted: readonly AcceptedCheckpoint[]): Promise<void>;
  /** Ethereum accepted a header of another history than the one executed here. */
  hasOther(): boolean;
  /** Of the newest checkpoint that was found to be of this chain; undefined before the first. */
  acceptedHeight(): bigint | undefined;
}

export function createPinning({ store, headerAt, coinRootOf, learn }: PinningComponents): Pinning {
  let index: bigint | undefined;
  let isOther = false;
  let height: bigint | undefined;

  async function next(): Promise<bigint> {
    index ??= ((await store.lastPinned())?.index ?? -1n) + 1n;
    return index;
  }

  async function headerOf({ height, headerHash, coinsBefore, coinCount }: AcceptedCheckpoint) {
    const own = await headerAt(height);
    if (own) {
      if (hashOfHeader(own) !== headerHash) isOther = true;
      return own;
    }
    const coinRoot = coinRootOf(coinCount);
    if (coinCount === coinsBefore || !coinRoot) return undefined;
    const isRight = ({ header }: { header: Header }) => hashOfHeader(header) === headerHash;
    const learned = await learn(coinCount, isRight);
    if (learned && learned.header.coinRoot !== coinRoot) isOther = true;
    return learned?.header;
  }

  return {
    next,
    async pin(accepted) {
      for (const one of accepted) {
        const header = await headerOf(one);
        if (isOther) return;
        const at = await next();
        const { coinsBefore, coinCount } = one;
        if (coinCount > coinsBefore) {
          if (!header) return;
          await store.pin({ index: at, coinsBefore, header });
        }
        index = at + 1n;
        height = one.height;
      }
    },
    hasOther: () => isOther,
    acceptedHeight: () => height,
  };
}
