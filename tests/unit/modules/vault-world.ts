import { bindModules } from '../../../lib/chain/bind-modules.ts';
import {
  type CoinTransfer,
  digestOfCoinTransfer,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { type InboxEvent, VAULT_DEPOSITED } from '../../../lib/chain/inbox.ts';
import type { EventFields, ModuleStore } from '../../../lib/chain/module.ts';
import { ASSET_ETH } from '../../../lib/chain/outbox.ts';
import { type Address, type Hash, type Hex, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { recoverAddress } from '../../../lib/core/secp256k1.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { transferCoin } from '../../../lib/modules/vault/execute.ts';
import { vault } from '../../../lib/modules/vault/index.ts';
import { type TransferFields, transferMessage } from '../../../lib/modules/vault/messages.ts';
import {
  contextAt,
  filled,
  GENESIS_MS,
  signDigest,
  type TestWallet,
  testGenesis,
} from '../chain/fixtures.ts';
import { createMapState } from './staking-world.ts';

export const CONTRACTS = {
  checkpoints: filled(20, 0xc1),
  gateway: filled(20, 0xc2),
  vault: filled(20, 0xc3),
};
export const COIN_BLOCK_MS = testGenesis().parameters.coinBlockMs;

export interface Emitted {
  name: string;
  fields: EventFields;
}

/** The module over a map, driven block by block as a chain drives it. */
export function createVaultWorld(contracts: Genesis['contracts'] = CONTRACTS) {
  const genesis = testGenesis({ contracts, allocations: [] });
  const domain: VaultDomain = {
    ethereumChainId: genesis.ethereumChainId,
    vault: contracts.vault,
  };
  const state = createMapState();
  const events: Emitted[] = [];
  let nowMs = GENESIS_MS;
  let index = 0n;

  // Made once: the accounts in it take longer than a block.
  const base = contextAt(1n);
  const bind = () =>
    bindModules([bank, vault], state.store, { ...base, timestampMs: nowMs }, (name, fields) => {
      events.push({ name, fields });
    });
  const context = () => bind().contextOf(vault);
  const query = <Result>(name: string, input: unknown = {}) =>
    vault.queries?.[name]?.({ store: context().store, height: 1n }, input) as Result;
  vault.genesis?.(context(), genesis);

  /** Carries the action out; a failed one leaves no trace but its code. */
  function act(fields: TransferFields, cosigner?: Address): string | undefined {
    const undo = state.checkpoint();
    try {
      transferMessage.validate(fields);
      const action = { sender: ZERO_ADDRESS, nonce: 0n, isKeyProven: false, cosigner };
      transferCoin({ ...context(), ...action, countSpending: () => undefined }, fields);
      return undefined;
    } catch (thrown) {
      undo();
      if (!(thrown instanceof WeftError) || !thrown.code.startsWith('vault/')) throw thrown;
      return thrown.code;
    }
  }

  return {
    genesis,
    domain,
    query,
    store: (): ModuleStore => context().store,
    nowMs: () => nowMs,
    /** Events since the last call. */
    takeEvents: () => events.splice(0),
    deliver(...happened: readonly InboxEvent[]) {
      for (const event of happened) vault.onInboxEvent?.(context(), { index: ++index, event });
    },
    /** As a wallet signs it, for any domain. */
    sign(wallet: TestWallet, transfer: CoinTransfer, where = domain): TransferFields {
      const ownerSignature = signDigest(wallet, digestOfCoinTransfer(where, transfer));
      return { ...transfer, ownerSignature };
    },
    /** With the signature recovered as before execution. */
    submit(fields: TransferFields): string | undefined {
      const claim = transferMessage.cosignature?.(fields, genesis, fields.from);
      return act(fields, claim && recoverAddress(claim.digest, claim.signature));
    },
    /** As if `from` had signed: thousands of signatures take a minute. */
    submitTrusted(transfer: CoinTransfer): string | undefined {
      return act({ ...transfer, ownerSignature: ANY_SIGNATURE }, transfer.from);
    },
    /** Ends a block; the result is what it emitted. */
    block(afterMs = 1_000): Emitted[] {
      nowMs += afterMs;
      const from = events.length;
      void vault.endBlock?.(context());
      return events.slice(from);
    },
    header() {
      const blocks = vault.coinBlocks?.(context());
      return { root: blocks?.root() as Hash, count: blocks?.count() as bigint };
    },
    dueMs: () => vault.dueMs?.({ store: context().store, height: 1n }),
    checkInvariants() {
      vault.invariants?.({
        store: context().store,
        height: 1n,
        keepers: {},
        entries: () => state.entriesOf('vault'),
      });
    },
  };
}

export type VaultWorld = ReturnType<typeof createVaultWorld>;

export function depositOf(
  slot: bigint,
  owner: Address,
  change: Partial<Extract<InboxEvent, { type: typeof VAULT_DEPOSITED }>> = {},
): InboxEvent {
  const asset = { kind: ASSET_ETH, token: ZERO_ADDRESS, value: 5n } as const;
  return { type: VAULT_DEPOSITED, slot, owner, birth: 0n, ...asset, ...change };
}

const ANY_SIGNATURE: Hex = `${filled(32, 1)}${filled(32, 1).slice(2)}1b`;
