import { assert } from '../core/assert.ts';
import { type Hex, hexFromBytes } from '../core/bytes.ts';
import { bytesFromText } from '../core/utf8.ts';
import type {
  BlockContext,
  CoinBlocks,
  EventFields,
  HookContext,
  Module,
  ModuleStore,
  NativeCoin,
  Outbox,
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
  let coin: NativeCoin | undefined;
  let stake: Stake | undefined;
  let outbox: Outbox | undefined;
  let coinBlocks: CoinBlocks | undefined;
  for (const module of modules) {
    const given = (module.uses ?? []).map((name) => {
      assert(keepers.has(name), `${module.name} uses ${name}, an earlier module with a keeper`);
      return [name, keepers.get(name)];
    });
    const context: HookContext = {
      store: moduleStore(state, module.name),
      block,
      keepers: Object.fromEntries(given),
      emit: (event, fields) => emit(`${module.name}.${event}`, fields),
    };
    bound.set(module.name, { module, context });
    if (module.keeper) keepers.set(module.name, module.keeper(context));
    if (module.coin) {
      assert(coin === undefined, 'one module has the native coin');
      coin = module.coin(context);
    }
    if (module.stake) {
      assert(stake === undefined, 'one module at most has the stake');
      stake = module.stake(context);
    }
    if (module.outbox) {
      assert(outbox === undefined, 'one module at most has the outbox');
      outbox = module.outbox(context);
    }
    if (module.coinBlocks) {
      assert(coinBlocks === undefined, 'one module at most has the coin blocks');
      coinBlocks = module.coinBlocks(context);
    }
  }
  assert(coin, 'one module has the native coin');
  return {
    all: [...bound.values()],
    coin,
    stake,
    outbox,
    coinBlocks,
    contextOf: (module) => (bound.get(module.name) as BoundModule).context,
  };
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
