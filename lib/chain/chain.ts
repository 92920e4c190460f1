import { type Hash, ZERO_ADDRESS } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { type ActionRegistry, createActionRegistry } from './action-registry.ts';
import { bindModules } from './bind-modules.ts';
import { setEpochInfo } from './epoch.ts';
import { setBasePrice } from './fees.ts';
import { assertGenesis, chainIdOf, type Genesis, genesisHeader, hashOfGenesis } from './genesis.ts';
import type { Header } from './header.ts';
import type { Module } from './module.ts';
import { createStateJournal } from './state-journal.ts';
import { EMPTY_TREE, rootOfTree, type StateTree } from './state-tree.ts';
import { type TypedDataDomain, typedDataDomain } from './typed-data.ts';

/** A chain's constants: its genesis, its modules, and what follows from them. */
export interface Chain {
  readonly genesis: Genesis;
  readonly genesisHash: Hash;
  /** Name and first bytes of the genesis hash, for people. */
  readonly chainId: string;
  readonly modules: readonly Module[];
  readonly registry: ActionRegistry;
  /** EIP-712 domain of what wallets sign. */
  readonly domain: TypedDataDomain;
  /** The first block, final by definition, and the state after it. */
  readonly root: { readonly header: Header; readonly tree: StateTree };
}

/** @throws WeftError `genesis/invalid`. */
export function createChain(genesis: Genesis, modules: readonly Module[]): Chain {
  assertGenesis(genesis);
  assertSettingsRead(genesis, modules);
  const genesisHash = hashOfGenesis(genesis);
  const tree = genesisTree(genesis, modules);
  return {
    genesis,
    genesisHash,
    chainId: chainIdOf(genesis.chainName, genesisHash),
    modules,
    registry: createActionRegistry(modules),
    domain: typedDataDomain(genesis),
    root: { header: genesisHeader(genesis, rootOfTree(tree)), tree },
  };
}

/** A misspelt module would have its usual values for ever. */
function assertSettingsRead({ settings }: Genesis, modules: readonly Module[]): void {
  for (const { module } of settings) {
    if (modules.some(({ name, hasSettings }) => name === module && hasSettings)) continue;
    const rule = `no module with settings: ${module}`;
    throw new WeftError('genesis/invalid', `genesis: ${rule}`, { rule });
  }
}

function genesisTree(genesis: Genesis, modules: readonly Module[]): StateTree {
  const { committee, seed, timestampMs: startMs } = genesis;
  const journal = createStateJournal(EMPTY_TREE);
  const block = {
    height: 0n,
    timestampMs: genesis.timestampMs,
    proposer: ZERO_ADDRESS,
    randomness: genesis.seed,
    mix: genesis.seed,
    epoch: { number: 0n, committee, missed: [], attended: [], isBoundary: false },
    guilty: [],
    inbox: [],
  };
  const bound = bindModules(modules, journal, block, () => {});
  setBasePrice(journal, genesis.parameters.basePriceWei);
  setEpochInfo(journal, { epoch: 0n, seed, committee, startMs });
  for (const { module, context } of bound.all) module.genesis?.(context, genesis);
  return journal.tree();
}
