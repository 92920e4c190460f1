import { JsonRpcEngine } from '@metamask/json-rpc-engine';
import type { Accounts } from './accounts.ts';
import type { Confirmations } from './confirmations.ts';
import { connectionRequests } from './connection-requests.ts';
import { forwardRequests } from './forward-requests.ts';
import { networkRequests } from './network-requests.ts';
import { signingRequests } from './signing-requests.ts';
import type { StateStore } from './state.ts';

interface Components {
  state: StateStore;
  accounts: Accounts;
  confirmations: Confirmations;
  accountsChanged: (origin: string) => Promise<void>;
  chainChanged: (chainId: string) => void;
}

/** The order in which a request is looked at; the last one refuses what nobody answered. */
export function createEngine(components: Components): JsonRpcEngine {
  const engine = new JsonRpcEngine();
  engine.push(connectionRequests(components));
  engine.push(networkRequests(components));
  engine.push(signingRequests(components));
  engine.push(forwardRequests(components.state));
  return engine;
}
