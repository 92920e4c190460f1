import { createModuleIndexes, type ModuleIndexes } from '../execution/module-indexes.ts';
import type { NodeSession } from '../node-session.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';

/** Indexes of the present session's state; each session builds its own. */
export function createModuleQueries(node: NodeView): () => ModuleIndexes {
  const { chain, breathe, events } = node;
  let known: { session: NodeSession; indexes: ModuleIndexes } | undefined;

  events.final.on((blocks) => {
    if (known && known.session === node.session()) known.indexes.apply(blocks);
  });

  return () => {
    const session = sessionOf(node);
    if (known?.session !== session) {
      const indexes = createModuleIndexes({ chain, breathe, service: session.chain });
      known = { session, indexes };
    }
    return known.indexes;
  };
}
