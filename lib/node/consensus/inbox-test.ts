import { type Block, hashOfBlock } from '../../chain/block.ts';
import type { Hash } from '../../core/bytes.ts';
import { type EthereumView, passesInboxTest } from './ethereum-view.ts';

/** Repeats the Ethereum test of one block until it passes. */
export interface InboxTest {
  /** Tests this block from now on, and the one before no more. */
  begin(block: Block): void;
  /** The view of Ethereum changed. */
  repeat(): void;
}

export function createInboxTest(
  ethereum: Pick<EthereumView, 'knows'>,
  onPassed: (hash: Hash) => void,
): InboxTest {
  let waiting: Block | undefined;

  function repeat(): void {
    if (!waiting || !passesInboxTest(ethereum, waiting)) return;
    const hash = hashOfBlock(waiting);
    waiting = undefined;
    onPassed(hash);
  }

  return {
    begin(block) {
      waiting = block;
      repeat();
    },
    repeat,
  };
}
