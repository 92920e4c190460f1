import { GATEWAY_DEPOSITED, type InboxEvent, VAULT_DEPOSITED } from '../../../lib/chain/inbox.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH, type AssetKind } from '../../../lib/chain/outbox.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { ANY_SIGNATURE, COIN, createGrowth, type Load, SAMPLES } from './load.ts';
import { addressAt } from './transfers.ts';

/** Ids that leave in one action of the load. */
const IDS = 100;

/** Accounts that hold every kind of asset, none of which was ever moved or withdrawn. */
export async function createBridgeLoad(): Promise<Load> {
  const owners = Array.from({ length: SAMPLES }, (_, i) => addressAt(i));
  const { file } = createBenchNetworkFile(owners);
  const { grow, tell, loadOf } = createGrowth({
    ...file,
    genesis: { ...file.genesis, allocations: [], contracts: CONTRACTS },
  });
  await tell(owners.flatMap(depositsOf));
  const one = { amountWei: 1n };
  await grow([owners, 'BankTransfer', () => ({ ...one, to: addressAt(99) })]);
  const to = addressAt(50_000);
  const ids = (owner: number) => Array.from({ length: IDS }, (_, i) => BigInt(owner * IDS + i));
  return loadOf([
    [owners, 'BankTransfer', (i) => ({ to: addressAt(30_000 + i), amountWei: 1n })],
    [owners, 'BridgeWithdraw', () => ({ ...one, to })],
    [owners, 'BridgeWithdrawToken', () => ({ token: TOKEN, amountSmallestUnits: 1n, to })],
    [owners, 'BridgeWithdrawNfts', (i) => ({ token: COLLECTION, tokenIds: ids(i), to })],
    [owners, 'VaultTransfer', (i) => transferOf(i, owners[i] as Address)],
  ]);
}

function depositsOf(owner: Address, at: number): InboxEvent[] {
  const arrive = (kind: AssetKind, token: Address, value: bigint): InboxEvent => ({
    ...{ type: GATEWAY_DEPOSITED, from: owner, to: owner },
    ...{ kind, token, value },
  });
  const coin = { kind: ASSET_ETH, token: ZERO_ADDRESS, value: COIN, birth: 0n } as const;
  return [
    arrive(ASSET_ETH, ZERO_ADDRESS, 1_000n * COIN),
    arrive(ASSET_ERC20, TOKEN, COIN),
    ...Array.from({ length: IDS }, (_, i) =>
      arrive(ASSET_ERC721, COLLECTION, BigInt(at * IDS + i)),
    ),
    { type: VAULT_DEPOSITED, slot: BigInt(at + 1), owner, ...coin },
  ];
}

function transferOf(at: number, from: Address) {
  const where = { slot: BigInt(at + 1), parent: 0n, lastCoinBlock: 100n };
  return { ...where, from, to: addressAt(40_000 + at), ownerSignature: ANY_SIGNATURE };
}

const CONTRACTS = {
  checkpoints: addressAt(90_000),
  gateway: addressAt(90_001),
  vault: addressAt(90_002),
};
const TOKEN = addressAt(90_003);
const COLLECTION = addressAt(90_004);
