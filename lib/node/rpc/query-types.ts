import type { QueryInput } from '../../chain/query-input.ts';
import type { QueryAnswer } from '../execution/module-indexes.ts';

/** A query of a module of the chain. */
export interface ModuleQuery {
  module: string;
  name: string;
  input?: QueryInput | undefined;
}

export interface QueryRequests {
  /** Answered from final state. What a value looks like, each query says. */
  query: { params: ModuleQuery; result: QueryAnswer };
}

/** The answer, and a new one whenever a final block changed something of the module. */
export interface QuerySubscription extends ModuleQuery {
  topic: 'query';
}
