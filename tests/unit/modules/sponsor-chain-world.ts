import { p256 } from '@noble/curves/nist.js';
import { expect } from 'vitest';
import { beginBlock, type ExecutionLimits, endBlock } from '../../../lib/chain/block-execution.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { executeTransaction } from '../../../lib/chain/execute-transaction.ts';
import type { ActionFields, Module } from '../../../lib/chain/module.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import type { Receipt } from '../../../lib/chain/receipt.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import type { UnsignedTransaction } from '../../../lib/chain/transaction.ts';
import { type Address, type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { errorObjectFrom } from '../../../lib/core/errors.ts';
import { session } from '../../../lib/modules/session/index.ts';
import { sessionIdOf } from '../../../lib/modules/session/keys.ts';
import type { SessionView } from '../../../lib/modules/session/queries.ts';
import { sponsor } from '../../../lib/modules/sponsor/index.ts';
import { grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import type { GrantView } from '../../../lib/modules/sponsor/queries.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import {
  alice,
  COIN,
  carol,
  contextAt,
  filled,
  testChain,
  testGenesis,
  testWallet,
} from '../chain/fixtures.ts';
import { shelf } from '../chain/shelf-module.ts';
import { DAY_MS, START_MS } from './sponsor-world.ts';

const openShelf: Module = {
  ...shelf,
  actions: shelf.actions.map((action) => ({ ...action, bySession: true })),
};
export const shelfChain = testChain({}, [staking, session, sponsor, openShelf]);
export const { keyDepositWei, basePriceWei } = testGenesis().parameters;
export const GRANT = grantIdOf(alice.account, 0n);
const KEY = hexFromBytes(p256.getPublicKey(new Uint8Array(32).fill(7), false));
export const dora = testWallet('dora');

export const NOTHING = { from: 0n, count: 0n };

export function grantOf(changes: { requires?: string; depositWei?: bigint } & ActionFields) {
  const budgets = { unitsPerAccountPerDay: 4_000n, unitsPerDay: 24_000_000n };
  const price = { priceMaxWei: 10n * basePriceWei, minimumCoinsWei: 0n };
  return {
    ...{ module: 'shelf', requires: 'nothing', depositWei: COIN / 2n },
    ...budgets,
    ...price,
    ...changes,
  };
}

export function sessionOf(actions: string) {
  return {
    ...{ publicKey: KEY, actions, spendMaxWei: 0n },
    expiresMs: BigInt(START_MS + 3_600_000),
  };
}

interface Sent extends Partial<UnsignedTransaction> {
  cosigner?: Address;
}

/** A chain, a block for each transaction, and senders that are claimed. */
export function createChainWorld(of = shelfChain) {
  let tree: StateTree = of.root.tree;
  let height = 0n;
  let nowMs = START_MS;
  const nonces = new Map<Address, bigint>();

  async function execute(recovered: RecoveredTransaction): Promise<Receipt> {
    const block = contextAt(height + 1n, nowMs);
    const execution = await beginBlock(of, tree, block);
    const receipt = await executeTransaction(execution, recovered);
    tree = (await endBlock(execution)).tree;
    height++;
    return receipt;
  }

  const recoveredFrom = (
    { cosigner, ...changes }: Sent & { account: Address; nonce: bigint },
    primaryType: string,
    fields: ActionFields,
  ): RecoveredTransaction => ({
    transaction: {
      ...{ primaryType, fields, feeMax: 0n, validUntilMs: nowMs + 60_000 },
      ...changes,
      signature: '0x',
    },
    ...{ hash: filled(32, 1), bytes: new Uint8Array(300), sender: changes.account },
    ...(cosigner && { cosigner }),
  });

  return {
    /** One block of several, of which nothing stays. */
    block(limits: ExecutionLimits) {
      const begun = beginBlock(of, tree, contextAt(height + 1n, nowMs), limits);
      const act = async (
        account: Address,
        type: string,
        fields: ActionFields,
        changes: Sent = {},
      ) => {
        const sent = { account, nonce: 0n, ...changes };
        return executeTransaction(await begun, recoveredFrom(sent, type, fields));
      };
      return {
        act,
        put: (account: Address, changes?: Sent) => act(account, 'ShelfPut', NOTHING, changes),
      };
    },
    async send(account: Address, type: string, fields: ActionFields, changes: Sent = {}) {
      const nonce = nonces.get(account) ?? 0n;
      const receipt = await execute(recoveredFrom({ account, nonce, ...changes }, type, fields));
      nonces.set(account, nonce + 1n);
      return receipt;
    },
    /** By the key of the session that the account's first transaction opened. */
    bySession(nonce: bigint, type: string, fields: ActionFields, changes: Sent = {}) {
      const account = changes.account ?? carol.account;
      const id: Hash = sessionIdOf(account, KEY, 0n);
      const publicKey: Hex = KEY;
      const by = { account, nonce, session: { id, publicKey }, ...changes };
      return execute(recoveredFrom(by, type, fields));
    },
    /** Why a transaction may not be in a block. */
    async refusal(run: () => Promise<Receipt>): Promise<string> {
      const { code, facts } = await run().then(() => errorObjectFrom('nothing'), errorObjectFrom);
      return facts.reason === undefined ? code : `${code} ${facts.reason}`;
    },
    later: (ms: number) => {
      nowMs += ms + 1;
      expect(ms).toBeLessThan(DAY_MS);
    },
    balanceOf: (account: Address) => readState(of, tree).balanceOf(account),
    query<Result>(module: string, name: string, input: unknown): Result {
      return readState(of, tree).query(module, name, input) as Result;
    },
    grant(): GrantView {
      return this.query<GrantView>('sponsor', 'grant', { grant: GRANT });
    },
    sessions(account: Address = carol.account): SessionView[] {
      return this.query<SessionView[]>('session', 'list', { account });
    },
    check: () => checkInvariants(of, tree, height),
  };
}
