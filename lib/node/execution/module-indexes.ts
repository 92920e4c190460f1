import { statePrefix } from '../../chain/bind-modules.ts';
import type { Chain } from '../../chain/chain.ts';
import type { EntryChange, Module, ModuleIndex } from '../../chain/module.ts';
import { assertQueryInput } from '../../chain/query-input.ts';
import { readState, unknownQuery } from '../../chain/read-state.ts';
import type { StateDiff } from '../../chain/state-diff.ts';
import { entriesOfTree, partsOfTree, type StateTree } from '../../chain/state-tree.ts';
import { assert } from '../../core/assert.ts';
import type { Hex } from '../../core/bytes.ts';
import { INDEX_PARTS_DEPTH, INDEX_SLICE_ENTRIES } from '../../core/limits.ts';
import type { ChainService } from './chain-service.ts';
import type { FinalBlock } from './executed-block.ts';

/** What a query says of the final state at a height. */
export interface QueryAnswer {
  value: unknown;
  height: bigint;
}

/** What an index needs of a final block. */
export type IndexedBlock = Pick<FinalBlock, 'block' | 'diff'>;

export interface ModuleIndexesComponents {
  chain: Chain;
  service: Pick<ChainService, 'final'>;
  /** Lets other work of the thread run. */
  breathe: () => Promise<void>;
}

/** Answers queries of modules from final state, and from the indexes that modules keep of it. */
export interface ModuleIndexes {
  /** What just became final; `service.final()` is the last of these by now. */
  apply(blocks: readonly IndexedBlock[]): void;
  /** How keys begin on which an answer depends. Throws WeftError `query/unknown`. */
  prefixesOf(module: string, name: string): readonly Hex[];
  /**
   * Waits for the index that the query needs. Throws WeftError `query/unknown`, `query/malformed`,
   * and what the query throws.
   */
  query(module: string, name: string, input: unknown): Promise<QueryAnswer>;
}

/**
 * An index is built when it is first asked, from all entries of its module at one height, while
 * blocks go on becoming final; what they change waits, and is applied before anybody is answered.
 * From then on it follows each final block. It lives as long as the session whose state it is of.
 */
export function createModuleIndexes(components: ModuleIndexesComponents): ModuleIndexes {
  const { chain, service } = components;
  const indexes = new Map<string, KeptIndex>();

  function keptIndexOf(module: Module): KeptIndex | undefined {
    const kept = indexes.get(module.name);
    if (kept || !module.createIndex) return kept;
    const created = createKeptIndex(module.name, module.createIndex, components);
    indexes.set(module.name, created);
    return created;
  }

  /** Undefined for a query that reads keys and needs no index. */
  function indexFor(moduleName: string, name: string): KeptIndex | undefined {
    const module = chain.modules.find((each) => each.name === moduleName);
    if (!module) throw unknownQuery(moduleName, name);
    if (module.queries && Object.hasOwn(module.queries, name)) return undefined;
    const index = keptIndexOf(module);
    if (!index?.has(name)) throw unknownQuery(moduleName, name);
    return index;
  }

  /** Modules whose keys it may read by their keepers. */
  function usesOf(moduleName: string): readonly string[] {
    return chain.modules.find(({ name }) => name === moduleName)?.uses ?? [];
  }

  return {
    apply(blocks) {
      for (const index of indexes.values()) {
        for (const block of blocks) index.apply(block);
      }
    },
    prefixesOf(moduleName, name) {
      const used = indexFor(moduleName, name) ? [] : usesOf(moduleName);
      return [moduleName, ...used].map(statePrefix);
    },
    async query(moduleName, name, input) {
      assertQueryInput(input);
      const index = await indexFor(moduleName, name)?.built();
      const { header, tree } = service.final();
      const state = readState(chain, tree, header.height);
      const context = state.contextOf(moduleName);
      const query = index?.queries[name];
      const value = query && context ? query(context, input) : state.query(moduleName, name, input);
      return { value, height: header.height };
    },
  };
}

interface KeptIndex {
  has(name: string): boolean;
  /** Resolves to the index of the final state, at once when it stands. */
  built(): Promise<ModuleIndex>;
  apply(block: IndexedBlock): void;
}

function createKeptIndex(
  moduleName: string,
  create: () => ModuleIndex,
  { service, breathe }: ModuleIndexesComponents,
): KeptIndex {
  const prefix = statePrefix(moduleName);
  const names = new Set(Object.keys(create().queries));
  let height = 0n;
  let building: Promise<void> | undefined;
  let built: ModuleIndex | undefined;
  let waiting: EntryChange[] = [];

  async function build(): Promise<void> {
    const { header, tree } = service.final();
    const index = create();
    height = header.height;
    waiting = [];
    for (const part of partsOfTree(tree, INDEX_PARTS_DEPTH)) {
      for (const slice of slicesOf(entriesUnder(prefix, part))) {
        index.apply(slice);
        await breathe();
      }
    }
    while (waiting.length > 0) {
      index.apply(waiting.splice(0, INDEX_SLICE_ENTRIES));
      await breathe();
    }
    built = index;
  }

  function follow({ block, diff }: IndexedBlock): void {
    assert(block.header.height === height + 1n, 'an index follows every final block');
    height = block.header.height;
    const changes = changesUnder(prefix, diff);
    if (built) built.apply(changes);
    else waiting.push(...changes);
  }

  return {
    has: (name) => names.has(name),
    async built() {
      while (!built) {
        building ??= build().finally(() => {
          building = undefined;
        });
        await building;
      }
      return built;
    },
    apply(block) {
      // A session that is over may still tell of blocks with which the next has begun.
      if ((!built && !building) || block.block.header.height <= height) return;
      try {
        follow(block);
      } catch {
        // The chain does not depend on it: the next query builds anew, and fails aloud if it must.
        built = undefined;
      }
    },
  };
}

function changesUnder(prefix: Hex, diff: StateDiff): EntryChange[] {
  return diff
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ key, before, after }) => ({ key: keyUnder(prefix, key), before, after }));
}

function* entriesUnder(prefix: Hex, tree: StateTree): Generator<EntryChange> {
  for (const [key, after] of entriesOfTree(tree, prefix)) {
    yield { key: keyUnder(prefix, key), before: undefined, after };
  }
}

/** At least one, so that a part without entries is a piece of work as well. */
function* slicesOf(entries: Iterable<EntryChange>): Generator<EntryChange[]> {
  let slice: EntryChange[] = [];
  for (const entry of entries) {
    slice.push(entry);
    if (slice.length < INDEX_SLICE_ENTRIES) continue;
    yield slice;
    slice = [];
  }
  yield slice;
}

function keyUnder(prefix: Hex, key: Hex): Hex {
  return `0x${key.slice(prefix.length)}`;
}
