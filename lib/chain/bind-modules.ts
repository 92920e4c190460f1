import { assert } from '../core/assert.ts';
import { type Hex, hexFromBytes } from '../core/bytes.ts';
import { bytesFromText } from '../core/utf8.ts';
import { keylessAccountsOf } from './keyless-accounts.ts';
import type {
  BlockContext,
  CoinBlocks,
  EventFields,
  HookContext,
  Module,
  ModuleStore,
  NativeCoin,
  Outbox,
  Sessions,
  Sponsors,
  Stake,
} from './module.ts';

export interface BoundModule {
  readonly module: Module;
  readonly context: HookContext;
}

/** Modules tied to one block's state: each sees its own keys and the keepers it asked for. */
export interface BoundModules {
  readonly all: readonly BoundModule[];
  readonly coin: NativeCoin;
  readonly stake: Stake | undefined;
  readonly outbox: Outbox | undefined;
  readonly coinBlocks: CoinBlocks | undefined;
  readonly sessions: Sessions | undefined;
  readonly sponsors: Sponsors | undefined;
  contextOf(module: Module): HookContext;
}

export function bindModules(
  modules: readonly Module[],
  state: ModuleStore,
  block: BlockContext,
  emit: (event: string, fields: EventFields) => void,
): BoundModules {
  const bound = new Map<string, BoundModule>();
  const keepers = new Map<string, unknown>();
  const keylessAccounts = keylessAccountsOf(modules);
  for (const module of modules) {
    const given = (module.uses ?? []).map((name) => {
      assert(keepers.has(name), `${module.name} uses ${name}, an earlier module with a keeper`);
      return [name, keepers.get(name)];
    });
    const context: HookContext = {
      store: moduleStore(state, module.name),
      block,
      keepers: Object.fromEntries(given),
      keylessAccounts,
      emit: (event, fields) => emit(`${module.name}.${event}`, fields),
    };
    bound.set(module.name, { module, context });
    if (module.keeper) keepers.set(module.name, module.keeper(context));
  }
  const coin = roleIn(bound, 'coin');
  assert(coin, 'one module has the native coin');
  return {
    all: [...bound.values()],
    coin,
    stake: roleIn(bound, 'stake'),
    outbox: roleIn(bound, 'outbox'),
    coinBlocks: roleIn(bound, 'coinBlocks'),
    sessions: roleIn(bound, 'sessions'),
    sponsors: roleIn(bound, 'sponsors'),
    contextOf: (module) => (bound.get(module.name) as BoundModule).context,
  };
}

type Role = 'coin' | 'stake' | 'outbox' | 'coinBlocks' | 'sessions' | 'sponsors';

/** What the one module offers that has this role. */
function roleIn<Name extends Role>(bound: ReadonlyMap<string, BoundModule>, name: Name) {
  const having = [...bound.values()].filter(({ module }) => module[name] !== undefined);
  assert(having.length <= 1, `one module at most has the ${name}`);
  const [found] = having;
  type Offered = ReturnType<NonNullable<Module[Name]>>;
  return found && (found.module[name]?.(found.context) as Offered | undefined);
}

/** Prefix of a module's keys in state: its name and a zero byte. */
export function statePrefix(name: string): Hex {
  return `${hexFromBytes(bytesFromText(name))}00`;
}

function moduleStore(state: ModuleStore, name: string): ModuleStore {
  const prefix = statePrefix(name);
  return {
    get: (key) => state.get(`${prefix}${key.slice(2)}` as Hex),
    set: (key, value) => state.set(`${prefix}${key.slice(2)}` as Hex, value),
  };
}
