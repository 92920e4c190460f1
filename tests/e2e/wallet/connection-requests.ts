import type { JsonRpcMiddleware } from '@metamask/json-rpc-engine';
import type { Json, JsonRpcParams } from '@metamask/json-rpc-engine/v2';
import { rpcErrors } from '@metamask/rpc-errors';
import type { Accounts } from './accounts.ts';
import type { Confirmations } from './confirmations.ts';
import { connectQuestion, unlockQuestion } from './describe-request.ts';
import { handleMethods, type OriginRequest } from './handle-methods.ts';
import type { StateStore, WalletState } from './state.ts';

/** Requests of which an origin may have one open at a time. */
const CONNECTING = ['eth_requestAccounts', 'wallet_requestPermissions'];

interface Components {
  state: StateStore;
  accounts: Accounts;
  confirmations: Confirmations;
  accountsChanged: (origin: string) => Promise<void>;
}

/** Connecting: which accounts an origin may see. */
export function connectionRequests(components: Components): JsonRpcMiddleware<JsonRpcParams, Json> {
  const { state, confirmations } = components;

  async function requestAccounts(request: OriginRequest): Promise<string[]> {
    await unlock(components, request);
    const known = visibleAccounts(await state.get(), request.origin);
    return known.length > 0 ? known : connect(components, request);
  }

  return handleMethods({
    eth_accounts: async ({ origin }) => visibleAccounts(await state.get(), origin),
    eth_requestAccounts: requestAccounts,
    async wallet_requestPermissions(request) {
      assertNotAsking(confirmations, request);
      await unlock(components, request);
      return permissions(request.origin, await connect(components, request));
    },
    async wallet_getPermissions({ origin }) {
      return permissions(origin, visibleAccounts(await state.get(), origin));
    },
    async wallet_revokePermissions({ origin }) {
      const { [origin]: _, ...connections } = (await state.get()).connections;
      await state.update({ connections });
      await components.accountsChanged(origin);
      return null;
    },
  });
}

/** Accounts an origin sees now, the active one first; none while locked. */
export function visibleAccounts(state: WalletState, origin: string): string[] {
  if (state.locked) return [];
  const accounts = state.connections[origin] ?? [];
  const active = accounts.filter((address) => address === state.activeAccount);
  return [...active, ...accounts.filter((address) => address !== state.activeAccount)];
}

async function unlock(components: Components, request: OriginRequest): Promise<void> {
  const { state, confirmations } = components;
  if (!(await state.get()).locked) return;
  assertNotAsking(confirmations, request);
  await confirmations.ask(unlockQuestion(request));
  await state.update({ locked: false });
}

async function connect(components: Components, request: OriginRequest): Promise<string[]> {
  const { state, accounts, confirmations } = components;
  assertNotAsking(confirmations, request);
  const { activeAccount } = await state.get();
  const chosen = await confirmations.ask(
    connectQuestion(request, accounts.addresses, activeAccount),
  );
  const { connections } = await state.get();
  const [first = activeAccount] = chosen;
  const next = await state.update({
    connections: { ...connections, [request.origin]: chosen },
    activeAccount: chosen.includes(activeAccount) ? activeAccount : first,
  });
  await components.accountsChanged(request.origin);
  return visibleAccounts(next, request.origin);
}

function assertNotAsking(confirmations: Confirmations, { origin, method }: OriginRequest): void {
  if (!confirmations.isAsking(origin, CONNECTING)) return;
  throw rpcErrors.resourceUnavailable(
    `Request of type '${method}' already pending for origin ${origin}. Please wait.`,
  );
}

function permissions(origin: string, accounts: string[]): Json {
  if (accounts.length === 0) return [];
  const caveats = [{ type: 'restrictReturnedAccounts', value: accounts }];
  return [{ parentCapability: 'eth_accounts', invoker: origin, caveats }];
}
