import { NULLIFY } from '../../../lib/chain/statement.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import { MAX_WORK_VIEWS } from '../../../lib/core/limits.ts';
import type { ProcessView } from '../ethereum/simulated-ethereum.ts';

/** Whether something happened on Ethereum that is in no open block and has not waited too long. */
export function createInboxWork({ knows }: ProcessView): (state: EngineState) => boolean {
  let since: { count: bigint; epoch: bigint; view: bigint } | undefined;
  return (state) => {
    const { view, config } = state;
    const count = countReached(state);
    if (knows(count + 1n) === undefined) return false;
    if (since?.count !== count || since.epoch !== config.epoch) {
      since = { count, epoch: config.epoch, view };
    }
    return view - since.view < MAX_WORK_VIEWS;
  };
}

/** Events in blocks that are final, or may become so. */
function countReached({ floor, blocks, views }: EngineState): bigint {
  let count = floor.header.inboxCount;
  for (const { block, status } of blocks.values()) {
    const { inboxCount, view } = block.header;
    if (status !== 'valid' || views.get(view)?.certificates[NULLIFY]) continue;
    if (inboxCount > count) count = inboxCount;
  }
  return count;
}
