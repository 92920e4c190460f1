import 'fake-indexeddb/auto';
import { privateKeyToAccount } from 'viem/accounts';
import { vi } from 'vitest';
import type { WeftClient } from '../../../../lib/client/create-client.ts';
import type { SendingClient } from '../../../../lib/client/sessions/session-client.ts';
import type { SessionView } from '../../../../lib/client/sessions/session-list.ts';
import type { Address, ChainInfo, TransactionView } from '../../../../lib/client/types.ts';
import type { Hash, Hex } from '../../../../lib/core/bytes.ts';
import { keccakHex } from '../../../../lib/core/keccak.ts';
import { HASH, sampleAccount, sampleStatus, sampleTransaction } from '../samples.ts';

// A page with a database, locks and a wallet, and a node played by the test.

const owner = privateKeyToAccount(`0x${'11'.repeat(32)}`);
export const ACCOUNT = owner.address.toLowerCase() as Address;

let chains = 0;

/** Each on a chain of its own, so that they share no database. */
export function createPage() {
  chains += 1;
  const chain: ChainInfo = {
    ...CHAIN,
    chainId: `weft-${chains}`,
  };
  const sent: Hex[] = [];
  const world = {
    chain,
    sent,
    list: [] as SessionView[],
    phase: 'live' as 'live' | 'syncing',
    transactions: new Map<Hash, TransactionView>(),
    nonce: 0n,
    free: null as 'stake' | 'grant' | null,
  };
  const client = {
    chain: async () => chain,
    account: async () => ({ ...sampleAccount(), address: ACCOUNT }),
    quote: async () => ({ basePriceWei: 1n, units: 250, feeMaxWei: 500n }),
    prepare: vi.fn<SendingClient['prepare']>(async ({ session }) => ({
      nonce: session ? world.nonce : 4n,
      feeMaxWei: 500n,
      free: world.free,
      units: 250,
      basePriceWei: 1n,
    })),
    send: vi.fn(async (envelope: Hex) => {
      sent.push(envelope);
      world.nonce += 1n;
      return keccakHex(Uint8Array.of(sent.length));
    }),
    status: async () => sampleStatus({ phase: world.phase }),
    transaction: async (hash: Hash) => world.transactions.get(hash) ?? null,
    waitForFinal: vi.fn<WeftClient['waitForFinal']>(async () => sampleTransaction()),
    query: async () => ({ value: world.list as unknown, height: 1n }),
  };
  return { world, client };
}

/** A wallet that signs typed data, or does what the test says instead. */
export function createWallet(sign?: () => unknown) {
  const methods: Record<string, (params: unknown) => unknown> = {
    eth_chainId: () => '0x7a69',
    eth_accounts: () => [owner.address],
    eth_signTypedData_v4: (params) =>
      sign ? sign() : owner.signTypedData(JSON.parse((params as string[])[1] ?? '')),
  };
  return { request: vi.fn(async ({ method, params }) => methods[method]?.(params)) };
}

export function viewOf(id: Hash, changes: Partial<SessionView> = {}): SessionView {
  return {
    id,
    publicKey: `0x04${'00'.repeat(64)}`,
    actions: ['QaAsk', 'QaVote'],
    spendMaxWei: 0n,
    spentWei: 0n,
    openedMs: 1,
    expiresMs: Date.now() + 60_000,
    nonce: 0n,
    ...changes,
  };
}

/** Web Locks as the standard has them: first come, first served. */
export function installLocks(): void {
  const tails = new Map<string, Promise<unknown>>();
  const locks = {
    request(name: string, _: unknown, held: (lock: unknown) => Promise<unknown>) {
      const turn = (tails.get(name) ?? Promise.resolve()).then(() => held({ name }));
      tails.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
  vi.stubGlobal('navigator', { locks });
}

const action = (primaryType: string, fields: [string, string][]) => ({
  primaryType,
  module: 'session',
  fields: fields.map(([type, name]) => ({ name, type })),
  units: 250,
  unitsPerItem: 0,
  maxBytes: 16_384,
  bySession: primaryType.startsWith('Qa'),
});

const CHAIN: ChainInfo = {
  chainId: 'weft',
  chainName: 'weft',
  genesisHash: HASH,
  ethereumChainId: 31_337n,
  coinSymbol: 'WEFT',
  names: [],
  keylessAccounts: [],
  domain: { name: 'weft', version: '1', chainId: 31_337n },
  actions: [
    action('SessionOpen', [
      ['bytes', 'publicKey'],
      ['string', 'actions'],
      ['uint256', 'spendMaxWei'],
      ['uint64', 'expiresMs'],
    ]),
    action('SessionClose', [['bytes32', 'session']]),
    action('SessionCloseAll', []),
    action('QaVote', [
      ['uint64', 'post'],
      ['string', 'vote'],
    ]),
  ],
};
