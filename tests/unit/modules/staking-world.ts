import { bindModules } from '../../../lib/chain/bind-modules.ts';
import type { Committee } from '../../../lib/chain/committee.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import type {
  ActionFields,
  BlockContext,
  EventFields,
  Module,
  ModuleStore,
} from '../../../lib/chain/module.ts';
import { type Address, type Hex, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import type { BankKeeper } from '../../../lib/modules/bank/keeper.ts';
import { createBankKeeper } from '../../../lib/modules/bank/keeper.ts';
import { modules } from '../../../lib/modules/index.ts';
import { COIN, GENESIS_MS, testGenesis } from '../chain/fixtures.ts';

/** What a block of the world has besides the actions before it; all of it optional. */
export interface BlockFacts {
  /** Milliseconds since the block before. */
  afterMs?: number;
  proposer?: Address;
  missed?: number[];
  attended?: number[];
  guilty?: Address[];
  feesWei?: bigint;
}

export interface Acted {
  type: string;
  fields?: ActionFields;
  isKeyProven?: boolean;
}

export const EPOCH_MS = 60_000;
export const UNBONDING_MS = 120_000;

export function accountOf(name: string): Address {
  return hexFromBytes(keccak256(bytesFromText(name)).subarray(12));
}

/** Keys nobody else has; the module never looks inside. */
export function keysOf(name: string) {
  const bytes = hexFromBytes(keccak256(bytesFromText(`keys of ${name}`)));
  return {
    blsKey: `${bytes}${'11'.repeat(16)}` as Hex,
    proofOfPossession: `0x${'22'.repeat(96)}` as Hex,
    networkKey: bytes,
    networkKeyProof: `0x${'33'.repeat(64)}` as Hex,
  };
}

/**
 * The bank and the staking module over a map, driven block by block as a chain drives them, with
 * real epochs. Without trees and signatures thousands of blocks take a second.
 */
export function createStakingWorld(
  overrides: Partial<Genesis['parameters']> = {},
  committee: Committee = testGenesis().committee,
) {
  const base = testGenesis();
  const genesis: Genesis = {
    ...base,
    committee,
    parameters: {
      ...base.parameters,
      epochMs: EPOCH_MS,
      unbondingMs: UNBONDING_MS,
      ...overrides,
    },
  };
  const state = createMapState();
  let events: { name: string; fields: EventFields }[] = [];
  let epoch = { number: 0n, committee, startMs: GENESIS_MS };
  let nowMs = GENESIS_MS;
  let height = 0n;
  let isFirst = true;

  const contextFor = (facts: BlockFacts, timestampMs: number): BlockContext => ({
    height,
    timestampMs,
    proposer: facts.proposer ?? (epoch.committee[0] as Committee[number]).account,
    randomness: ZERO_HASH,
    mix: ZERO_HASH,
    epoch: {
      number: epoch.number,
      committee: epoch.committee,
      missed: facts.missed ?? [],
      attended: isFirst ? [] : (facts.attended ?? epoch.committee.map((_, i) => i)),
      isBoundary: timestampMs >= epoch.startMs + genesis.parameters.epochMs,
    },
    guilty: (facts.guilty ?? []).map((account) => ({ account, epoch: epoch.number })),
    inbox: [],
  });
  const bind = (block: BlockContext) =>
    bindModules(modules, state.store, block, (name, fields) => events.push({ name, fields }));

  const opening = bind(contextFor({}, nowMs));
  for (const { module, context } of opening.all) module.genesis?.(context, genesis);

  const bankContext = opening.contextOf(moduleOf('bank'));
  const bank: BankKeeper = createBankKeeper({ ...bankContext, emit: () => undefined });

  return {
    bank,
    state,
    /** The epoch of the next block. */
    epoch: () => epoch,
    nowMs: () => nowMs,
    /** Events since the last call. */
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    /** Carries out an action between two blocks; a failed one leaves no trace but its code. */
    act(sender: Address, { type, fields = {}, isKeyProven = true }: Acted): string | undefined {
      const module = modules.find(({ actions }) => actions.some((a) => a.primaryType === type));
      const definition = module?.actions.find(({ primaryType }) => primaryType === type);
      if (!module || !definition) throw new WeftError('test/unknown-action', type);
      const undo = state.checkpoint();
      try {
        definition.validate(fields);
        const context = bind(contextFor({}, nowMs + 1)).contextOf(module);
        const sent = { sender, nonce: 0n, cosigner: undefined, countSpending: () => undefined };
        void definition.execute({ ...context, ...sent, isKeyProven }, fields);
        return undefined;
      } catch (thrown) {
        undo();
        const isNamed = thrown instanceof WeftError && /^(bank|staking)\//.test(thrown.code);
        if (!isNamed) throw thrown;
        return thrown.code;
      }
    },
    /** One block; the result is the next committee when it was the boundary. */
    block(facts: BlockFacts = {}): Committee | undefined {
      nowMs += facts.afterMs ?? 1_000;
      height++;
      const block = contextFor(facts, nowMs);
      const bound = bind(block);
      for (const { module, context } of bound.all) void module.beginBlock?.(context);
      bound.coin.debit(PAYER, facts.feesWei ?? 0n);
      bound.stake?.reward(block.proposer, facts.feesWei ?? 0n);
      for (const { module, context } of bound.all) void module.endBlock?.(context);
      isFirst = false;
      if (!block.epoch.isBoundary) return undefined;
      const chosen = bound.stake?.nextCommittee() ?? [];
      const next = chosen.length > 0 ? chosen : epoch.committee;
      epoch = { number: epoch.number + 1n, committee: next, startMs: nowMs };
      isFirst = true;
      return chosen;
    },
    isRemoved: (account: Address) => bind(contextFor({}, nowMs)).stake?.isRemoved(account),
    query<Result>(module: string, name: string, input: unknown = {}): Result {
      const { store } = bind(contextFor({}, nowMs)).contextOf(moduleOf(module));
      return moduleOf(module).queries?.[name]?.({ store, height }, input) as Result;
    },
    checkInvariants() {
      for (const module of modules) {
        const { store, keepers } = bind(contextFor({}, nowMs)).contextOf(module);
        const entries = () => state.entriesOf(module.name);
        module.invariants?.({ store, keepers, height, entries });
      }
    },
    fund: (account: Address, amountWei = 1_000n * COIN) => bank.issue(account, amountWei),
  };
}

export type StakingWorld = ReturnType<typeof createStakingWorld>;

/** Pays the fees of the world's blocks. */
export const PAYER = accountOf('payer of fees');

function moduleOf(name: string): Module {
  return modules.find((module) => module.name === name) as Module;
}

export function createMapState() {
  const values = new Map<Hex, Uint8Array>();
  let undo: { key: Hex; value: Uint8Array | undefined }[] = [];
  const put = (key: Hex, value: Uint8Array | undefined) => {
    if (value === undefined || value.length === 0) values.delete(key);
    else values.set(key, value);
  };
  const store: ModuleStore = {
    get: (key) => values.get(key),
    set(key, value) {
      undo.push({ key, value: values.get(key) });
      put(key, value);
    },
  };
  return {
    store,
    keyCount: () => values.size,
    largestValue: () => Math.max(...[...values.values()].map((value) => value.length)),
    /** Returns what takes every later write back. */
    checkpoint() {
      undo = [];
      return () => {
        for (const { key, value } of undo.reverse()) put(key, value);
      };
    },
    *entriesOf(module: string): Generator<[Hex, Uint8Array]> {
      const prefix = `${hexFromBytes(bytesFromText(module))}00`;
      for (const [key, value] of values) {
        if (key.startsWith(prefix)) yield [`0x${key.slice(prefix.length)}`, value];
      }
    },
  };
}
