import { type BoundModules, bindModules } from '../../../lib/chain/bind-modules.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { DEPOSIT_ACCOUNT } from '../../../lib/chain/keyless-accounts.ts';
import type {
  ActionFields,
  BlockContext,
  EventFields,
  FreeOffer,
  FreeRequest,
  Module,
  Sponsors,
} from '../../../lib/chain/module.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { hexFromBytes } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { type BankKeeper, createBankKeeper } from '../../../lib/modules/bank/keeper.ts';
import { session } from '../../../lib/modules/session/index.ts';
import { sponsor } from '../../../lib/modules/sponsor/index.ts';
import { changeDelegation } from '../../../lib/modules/staking/delegations.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import { COIN, contextAt, GENESIS_MS, testGenesis } from '../chain/fixtures.ts';
import { createMapState } from './staking-world.ts';

export const DAY_MS = 86_400_000;
/** The start of a day in UTC, so that days of the tests are whole. */
export const START_MS = Math.ceil(GENESIS_MS / DAY_MS) * DAY_MS;

export function accountOf(name: string): Address {
  return hexFromBytes(keccak256(bytesFromText(name)).subarray(12));
}

/**
 * Sessions, sponsors and what they rest on over a map, at a time that a test sets. Actions have the
 * numbers of their account as on a chain.
 */
export function createSponsorWorld(overrides: Partial<Genesis> = {}) {
  const list: readonly Module[] = [bank, staking, session, sponsor];
  const genesis = testGenesis({ allocations: [], ...overrides });
  const state = createMapState();
  const nonces = new Map<Address, bigint>();
  let events: { name: string; fields: EventFields }[] = [];
  let nowMs = START_MS;

  const bind = (block: BlockContext = contextAt(1n, nowMs)): BoundModules =>
    bindModules(list, state.store, block, (name, fields) => events.push({ name, fields }));
  const opening = bind();
  for (const { module, context } of opening.all) module.genesis?.(context, genesis);
  const keeper: BankKeeper = createBankKeeper({
    ...opening.contextOf(bank),
    emit: () => undefined,
  });

  const sponsors = () => bind().sponsors as Sponsors;

  return {
    genesis,
    bank: keeper,
    state,
    bind,
    nowMs: () => nowMs,
    later: (ms: number) => {
      nowMs += ms;
    },
    sponsors,
    /** Takes an offer up as a chain does: the fee, and a deposit that is held. */
    pay(request: FreeRequest, depositWei: bigint): FreeOffer {
      const offer = sponsors().offer(request);
      const feeWei = offer.grant ? BigInt(request.units) * request.basePriceWei : 0n;
      keeper.debit(offer.payer, feeWei + depositWei);
      keeper.credit(accountOf('proposer'), feeWei);
      keeper.credit(DEPOSIT_ACCOUNT, depositWei);
      sponsors().take(request, offer, { feeWei, depositWei });
      return offer;
    },
    /** Gives a deposit back; the result is what went to sponsors. */
    repay(account: Address, owedWei: bigint): bigint {
      const { payer, amountWei } = sponsors().repay(account, owedWei);
      keeper.debit(DEPOSIT_ACCOUNT, amountWei);
      keeper.credit(payer, amountWei);
      return amountWei;
    },
    /** As on a chain with epochs, which this one is not. */
    delegate(account: Address, validator: Address, bondedWei: bigint): void {
      const { store } = bind().contextOf(staking);
      keeper.transfer(account, STAKE_ACCOUNT, bondedWei);
      changeDelegation(store, validator, account, () => ({ account, bondedWei, unbonding: [] }));
    },
    nonceOf: (account: Address) => nonces.get(account) ?? 0n,
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
    fund: (account: Address, amountWei = 100n * COIN) => keeper.issue(account, amountWei),
    /** The code of its failure; undefined for a success. A failed action leaves no trace. */
    act(
      sender: Address,
      type: string,
      fields: ActionFields = {},
      cosigner?: Address,
    ): string | undefined {
      const module = list.find(({ actions }) => actions.some((a) => a.primaryType === type));
      const definition = module?.actions.find(({ primaryType }) => primaryType === type);
      if (!module || !definition) throw new WeftError('test/unknown-action', type);
      const nonce = nonces.get(sender) ?? 0n;
      const undo = state.checkpoint();
      try {
        definition.validate(fields);
        nonces.set(sender, nonce + 1n);
        const sent = { sender, nonce, isKeyProven: false, cosigner };
        const counted = { ...sent, countSpending: () => undefined };
        void definition.execute({ ...bind().contextOf(module), ...counted }, fields);
        return undefined;
      } catch (thrown) {
        undo();
        const isNamed = thrown instanceof WeftError && !thrown.code.startsWith('internal/');
        if (!isNamed) throw thrown;
        return thrown.code;
      }
    },
    query<Result>(name: 'session' | 'sponsor', query: string, input: unknown = {}): Result {
      const module = list.find((each) => each.name === name) as Module;
      const { store, keepers } = bind().contextOf(module);
      return module.queries?.[query]?.({ store, keepers, height: 1n }, input) as Result;
    },
    checkInvariants() {
      for (const module of list) {
        const { store, keepers } = bind().contextOf(module);
        const entries = () => state.entriesOf(module.name);
        module.invariants?.({ store, keepers, height: 1n, entries });
      }
    },
    largestValueOf(name: string): number {
      return Math.max(...[...state.entriesOf(name)].map(([, value]) => value.length));
    },
  };
}

export type SponsorWorld = ReturnType<typeof createSponsorWorld>;

/** The code of what `run` throws. */
export function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof WeftError) return thrown.code;
    throw thrown;
  }
}
