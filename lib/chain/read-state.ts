import { assert } from '../core/assert.ts';
import { type Address, type Hex, ZERO_ADDRESS, ZERO_HASH } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import {
  type AccountRecord,
  accountRecord,
  accountRecordFromBytes,
  isAccountKey,
} from './accounts.ts';
import { type BoundModules, bindModules, statePrefix } from './bind-modules.ts';
import type { Chain } from './chain.ts';
import { basePriceOf } from './fees.ts';
import { DEPOSIT_ACCOUNT } from './keyless-accounts.ts';
import type {
  BlockContext,
  ModuleStore,
  QueryContext,
  Sessions,
  Sponsors,
  Stake,
} from './module.ts';
import { createStateJournal } from './state-journal.ts';
import { countKeys, entriesOfTree, type StateTree } from './state-tree.ts';

/** What anyone may ask of the state at one height. */
export interface StateReader {
  /** Undefined for an account that never had a transaction included. */
  accountOf(address: Address): AccountRecord | undefined;
  /** Sessions and sponsors as they are, to ask and not to change; absent without such a module. */
  readonly sessions: Pick<Sessions, 'termsOf'> | undefined;
  readonly sponsors: Pick<Sponsors, 'offer'> | undefined;
  /** Native coins in wei. */
  balanceOf(address: Address): bigint;
  /** Price of a unit in the next block. */
  basePriceWei(): bigint;
  keyCount(): number;
  /** Value under a key of the whole state, such as `bank` 00 01 asset account. */
  get(key: Hex): Uint8Array | undefined;
  /** Wall clock from which on a module needs a block, though nothing else waits for one. */
  dueMs(): number | undefined;
  /** What queries of a module's index see; undefined without such a module. */
  contextOf(module: string): QueryContext | undefined;
  /** @throws WeftError `query/unknown`, and what the query throws. */
  query(module: string, name: string, input: unknown): unknown;
}

/** Reads only. `height` is what queries are told; a caller that makes none may leave it out. */
export function readState(chain: Chain, tree: StateTree, height = 0n): StateReader {
  const journal = createStateJournal(tree);
  const bound = bindToRead(chain, journal, height);
  return {
    accountOf: (address) => accountRecord(journal, address),
    sessions: bound.sessions,
    sponsors: bound.sponsors,
    balanceOf: (address) => bound.coin.balanceOf(address),
    basePriceWei: () => basePriceOf(journal),
    keyCount: () => countKeys(tree),
    get: (key) => journal.get(key),
    dueMs() {
      const due = bound.all.flatMap(
        ({ module, context: { store } }) => module.dueMs?.({ store, height }) ?? [],
      );
      return due.length > 0 ? Math.min(...due) : undefined;
    },
    contextOf(moduleName) {
      const found = bound.all.find(({ module }) => module.name === moduleName);
      return found && { store: found.context.store, height };
    },
    query(moduleName, name, input) {
      const found = bound.all.find(({ module }) => module.name === moduleName);
      const { queries = {} } = found?.module ?? {};
      const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
      if (!found || !query) throw unknownQuery(moduleName, name);
      const { store, keepers } = found.context;
      return query({ store, keepers, height }, input);
    },
  };
}

export function unknownQuery(module: string, name: string): WeftError {
  return new WeftError('query/unknown', 'no such query', { module, name });
}

/** The stake on a state, to ask and not to change. */
export function readStake(chain: Chain, tree: StateTree): Pick<Stake, 'isRemoved'> | undefined {
  return bindToRead(chain, createStateJournal(tree), 0n).stake;
}

function bindToRead({ modules }: Chain, state: ModuleStore, height: bigint): BoundModules {
  const epoch = { number: 0n, committee: [], missed: [], attended: [], isBoundary: false };
  const block: BlockContext = {
    height,
    timestampMs: 0,
    proposer: ZERO_ADDRESS,
    randomness: ZERO_HASH,
    mix: ZERO_HASH,
    epoch,
    guilty: [],
    inbox: [],
  };
  return bindModules(modules, state, block, () => {});
}

/**
 * Runs the invariants of every module, and the chain's own: all key deposits are there.
 * @throws WeftError `internal/assertion` for a broken one.
 */
export function checkInvariants(chain: Chain, tree: StateTree, height: bigint): void {
  const journal = createStateJournal(tree);
  const held = readState(chain, tree, height).balanceOf(DEPOSIT_ACCOUNT);
  assert(depositsOf(tree) <= held, 'key deposits are backed by coins');
  for (const { module, context } of bindToRead(chain, journal, height).all) {
    const prefix = statePrefix(module.name);
    function* entries(): Generator<[Hex, Uint8Array]> {
      for (const [key, value] of entriesOfTree(tree, prefix)) {
        yield [`0x${key.slice(prefix.length)}`, value];
      }
    }
    const { store, keepers } = context;
    module.invariants?.({ store, keepers, height, entries });
  }
}

function depositsOf(tree: StateTree): bigint {
  let sum = 0n;
  for (const [key, value] of entriesOfTree(tree)) {
    if (isAccountKey(key)) sum += accountRecordFromBytes(value).depositWei;
  }
  return sum;
}
