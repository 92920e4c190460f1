import { bindModules } from '../../../lib/chain/bind-modules.ts';
import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { GATEWAY_DEPOSITED, type InboxEvent, TOKEN_SEEN } from '../../../lib/chain/inbox.ts';
import type { ActionFields, EventFields, Module } from '../../../lib/chain/module.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH } from '../../../lib/chain/outbox.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { errorObjectFrom } from '../../../lib/core/errors.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import type { BankKeeper } from '../../../lib/modules/bank/keeper.ts';
import { bridge } from '../../../lib/modules/bridge/index.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import { alice, bob, contextAt, filled, testGenesis } from '../chain/fixtures.ts';

export const GATEWAY = filled(20, 0xa2);
export const TOKEN = filled(20, 0x77);
export const COLLECTION = filled(20, 0x88);
/** Accounts of Ethereum. */
export const DEPOSITOR = filled(20, 0xd1);
export const RECEIVER = filled(20, 0xd2);

export const CONTRACTS = {
  checkpoints: filled(20, 0xa1),
  gateway: GATEWAY,
  vault: filled(20, 0xa3),
};

const USUAL_MODULES: readonly Module[] = [bank, staking, bridge];

/** The bank, the stake and the bridge on one state, told what happens event by event. */
export function createBridgeWorld(overrides?: Partial<Genesis>, modules = USUAL_MODULES) {
  const isUsual = !overrides && modules === USUAL_MODULES;
  const chain = isUsual ? usualChain : foundChain(overrides, modules);
  const journal = createStateJournal(chain.root.tree);
  let events: { name: string; fields: EventFields }[] = [];
  let inboxIndex = 0n;
  let height = 1n;
  const bind = () =>
    bindModules(chain.modules, journal, contextAt(height), (name, fields) => {
      events.push({ name, fields });
    });

  function happen(event: InboxEvent): bigint {
    inboxIndex += 1n;
    for (const { module, context } of bind().all) {
      module.onInboxEvent?.(context, { index: inboxIndex, event });
    }
    return inboxIndex;
  }

  return {
    chain,
    journal,
    happen,
    depositEth: (to: Address, value: bigint) =>
      happen({ ...DEPOSIT, kind: ASSET_ETH, token: ZERO_ADDRESS, to, value }),
    deposit: (to: Address, value: bigint, token: Address = TOKEN) =>
      happen({ ...DEPOSIT, kind: ASSET_ERC20, token, to, value }),
    depositNft: (to: Address, value: bigint, token: Address = COLLECTION) =>
      happen({ ...DEPOSIT, kind: ASSET_ERC721, token, to, value }),
    see: (token: Address, name: string | Uint8Array, decimals = 6) =>
      happen({
        ...{ type: TOKEN_SEEN, kind: ASSET_ERC20, token, decimals, symbol: bytesFromText('T') },
        name: typeof name === 'string' ? bytesFromText(name) : name,
      }),
    nextBlock: () => ++height,
    /** The code of its failure; undefined for a success. A failed action leaves no trace. */
    act(sender: Address, primaryType: string, fields: ActionFields): string | undefined {
      const { module, definition } = chain.registry.get(primaryType);
      const before = journal.checkpoint();
      try {
        definition.validate(fields);
        const sent = { sender, nonce: 0n, isKeyProven: false, cosigner: undefined };
        const counted = { ...sent, countSpending: () => undefined };
        definition.execute({ ...bind().contextOf(module), ...counted }, fields);
        return undefined;
      } catch (thrown) {
        journal.revert(before);
        return errorObjectFrom(thrown).code;
      }
    },
    bank: () => bind().contextOf(bridge).keepers.bank as BankKeeper,
    store: () => bind().contextOf(bridge).store,
    query: <Result>(name: string, input: unknown = undefined) =>
      readState(chain, journal.tree(), height).query('bridge', name, input) as Result,
    root: () => bind().outbox?.root(),
    check: () => checkInvariants(chain, journal.tree(), height),
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

function foundChain(overrides: Partial<Genesis> = {}, modules = USUAL_MODULES): Chain {
  const genesis = testGenesis({ contracts: CONTRACTS, allocations: [], ...overrides });
  return createChain(genesis, modules);
}

const usualChain = foundChain();

export type BridgeWorld = ReturnType<typeof createBridgeWorld>;

/** Withdrawals of each kind with their own words. */
export function withdrawWith(world: BridgeWorld, sender: Address, to: Address = RECEIVER) {
  return {
    eth: (amountWei: bigint) => world.act(sender, 'BridgeWithdraw', { amountWei, to }),
    token: (amountSmallestUnits: bigint, token: Address = TOKEN) =>
      world.act(sender, 'BridgeWithdrawToken', { token, amountSmallestUnits, to }),
    nfts: (tokenIds: readonly bigint[], token: Address = COLLECTION) =>
      world.act(sender, 'BridgeWithdrawNfts', { token, tokenIds, to }),
  };
}

export const [ALICE, BOB] = [alice.account, bob.account];

const DEPOSIT = { type: GATEWAY_DEPOSITED, from: DEPOSITOR } as const;
