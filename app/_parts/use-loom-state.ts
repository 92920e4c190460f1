import { useEffect, useReducer } from 'react';
import { useBlocks } from '../../lib/react/use-blocks.ts';
import { useLoom } from '../../lib/react/use-loom.ts';
import { EMPTY_LOOM, type LoomState, reduceLoom } from '../../lib/ui/loom/loom-state.ts';

/** The cloth as this node has seen it: final blocks as they are read, votes as they arrive. */
export function useLoomState(): LoomState {
  const [state, send] = useReducer(reduceLoom, EMPTY_LOOM);
  const blocks = useBlocks().value;
  useEffect(() => {
    if (blocks) send({ type: 'blocks', blocks });
  }, [blocks]);
  useLoom(send, () => send({ type: 'gap' }));
  return state;
}
