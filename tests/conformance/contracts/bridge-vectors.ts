import {
  COIN_BLOCK_DEPTH,
  type CoinTransfer,
  digestOfCoinTransfer,
  MAX_COIN_BLOCKS,
  SLOT_DEPTH,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import {
  BOUNDARY_ACCEPTED,
  COIN_EXITED,
  dataOfInboxEvent,
  EXIT_ENDED,
  EXIT_STARTED,
  GATEWAY_DEPOSITED,
  hashOfInboxEvent,
  type InboxEvent,
  inboxWith,
  TOKEN_SEEN,
  VAULT_DEPOSITED,
} from '../../../lib/chain/inbox.ts';
import {
  ASSET_ERC20,
  ASSET_ERC721,
  ASSET_ETH,
  type AssetKind,
  leafOfWithdrawal,
  OUTBOX_DEPTH,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import {
  type Address,
  type Hash,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { proveLeaf, rootFromLeaves, type SparseLeaves } from '../../../lib/core/sparse-merkle.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { alice, bob, signDigest, type TestWallet } from '../../unit/chain/fixtures.ts';
import { addressNamed, hashNamed, MAX_ADDRESS, MAX_U64, MAX_U256 } from './vector-values.ts';

const [token, owner, other] = ['token', 'owner', 'other'].map(addressNamed) as [
  Address,
  Address,
  Address,
];
const EMPTY = new Uint8Array(0);
const EXIT_ID = (1n << 32n) | 2n;

const events: readonly InboxEvent[] = [
  { type: BOUNDARY_ACCEPTED, epoch: 1n },
  { type: BOUNDARY_ACCEPTED, epoch: MAX_U64 },
  { type: TOKEN_SEEN, token, kind: ASSET_ERC721, decimals: 0, name: EMPTY, symbol: EMPTY },
  {
    ...{ type: TOKEN_SEEN, token: MAX_ADDRESS, kind: ASSET_ERC20, decimals: 255 },
    ...{ name: new Uint8Array(32).fill(255), symbol: bytesFromText('WEFT') },
  },
  deposited(ASSET_ETH, ZERO_ADDRESS, 1n),
  deposited(ASSET_ERC20, token, 2n ** 128n),
  deposited(ASSET_ERC721, MAX_ADDRESS, MAX_U256),
  {
    ...{ type: VAULT_DEPOSITED, slot: 1n, kind: ASSET_ETH, token: ZERO_ADDRESS },
    ...{ owner, value: 1n, birth: 0n },
  },
  {
    ...{ type: VAULT_DEPOSITED, slot: MAX_U64, kind: ASSET_ERC721, token },
    ...{ owner: MAX_ADDRESS, value: MAX_U256, birth: MAX_COIN_BLOCKS },
  },
  ...[EXIT_STARTED, EXIT_ENDED, COIN_EXITED].map(
    (type) => ({ type, slot: 1n, exitId: EXIT_ID }) as InboxEvent,
  ),
  { type: EXIT_STARTED, slot: MAX_U64, exitId: (MAX_U64 << 32n) | (2n ** 32n - 1n) },
];

function deposited(kind: AssetKind, asset: Address, value: bigint): InboxEvent {
  return { type: GATEWAY_DEPOSITED, kind, token: asset, from: owner, to: other, value };
}

/** One inbox, event after event. */
export function inboxVectors() {
  let inbox = ZERO_HASH;
  return events.map((event, i) => {
    inbox = inboxWith(inbox, BigInt(i + 1), event);
    const { type: kind, ...fields } = event;
    const data = hexFromBytes(dataOfInboxEvent(event));
    return { index: i + 1, kind, fields, data, hash: hashOfInboxEvent(event), inbox };
  });
}

/** Outboxes with the proof of each of their withdrawals. */
export function outboxVectors() {
  const last = 2n ** BigInt(OUTBOX_DEPTH) - 1n;
  const eth = { kind: ASSET_ETH, token: ZERO_ADDRESS, to: owner, value: 10n ** 18n } as const;
  const erc20 = { kind: ASSET_ERC20, token, to: other, value: MAX_U256 } as const;
  const erc721 = { kind: ASSET_ERC721, token, to: MAX_ADDRESS, value: 0n } as const;
  return [
    outbox('none', []),
    outbox('the first', [{ index: 0n, ...eth }]),
    outbox(
      'five',
      [0n, 1n, 2n, 3n, 4n].map((index) => ({ index, ...erc20 })),
    ),
    outbox('the first and the last', [
      { index: 0n, ...eth },
      { index: last, ...erc721 },
    ]),
  ];
}

function outbox(name: string, withdrawals: readonly Withdrawal[]) {
  const leaves = new Map(withdrawals.map((one) => [one.index, leafOfWithdrawal(one)]));
  return {
    name,
    root: rootFromLeaves(leaves, OUTBOX_DEPTH),
    withdrawals: withdrawals.map((one) => ({
      ...one,
      leaf: leafOfWithdrawal(one),
      proof: proveLeaf(leaves, OUTBOX_DEPTH, one.index),
    })),
  };
}

export function coinTransferVectors() {
  const local: VaultDomain = { ethereumChainId: 1n, vault: addressNamed('vault') };
  const least = { slot: 0n, parent: 0n, lastCoinBlock: 0n };
  const most = { slot: MAX_U64, parent: MAX_U64, lastCoinBlock: MAX_U64 };
  return [
    coinTransfer('zeros', local, alice, ZERO_ADDRESS, least),
    coinTransfer('maxima', local, alice, MAX_ADDRESS, most),
    coinTransfer('distinct', local, bob, other, { slot: 1n, parent: 2n, lastCoinBlock: 3n }),
    coinTransfer('to oneself', local, bob, bob.account, { ...least, slot: 1n }),
    coinTransfer('another chain', { ...local, ethereumChainId: 31_337n }, alice, other, least),
    coinTransfer('the last chain', { ...local, ethereumChainId: MAX_U64 }, alice, other, least),
    coinTransfer('another Vault', { ...local, vault: MAX_ADDRESS }, alice, other, least),
  ];
}

function coinTransfer(
  name: string,
  domain: VaultDomain,
  signer: TestWallet,
  to: Address,
  fields: Pick<CoinTransfer, 'slot' | 'parent' | 'lastCoinBlock'>,
) {
  const transfer: CoinTransfer = { ...fields, from: signer.account, to };
  const digest = digestOfCoinTransfer(domain, transfer);
  return { name, ...domain, ...transfer, digest, signature: signDigest(signer, digest) };
}

/** Slots of coin blocks, spent in them or not. */
export function coinBlockVectors() {
  const leaf = hashNamed('transfer');
  const full: SparseLeaves = new Map([0n, 1n, 2n ** 63n, MAX_U64].map((slot) => [slot, leaf]));
  const none: SparseLeaves = new Map();
  const blocks = new Map<bigint, SparseLeaves>([
    [1n, full],
    [2n, none],
    [3n, new Map([[7n, leaf]])],
    [MAX_COIN_BLOCKS, new Map([[1n, leaf]])],
  ]);
  return [
    coinBlock('nothing in nothing', new Map([[1n, none]]), 1n, 0n),
    ...[0n, 1n, 2n, 2n ** 63n, MAX_U64].map((slot) =>
      coinBlock(`slot ${slot} of the first`, blocks, 1n, slot),
    ),
    coinBlock('a slot of an empty coin block', blocks, 2n, 7n),
    coinBlock('the only slot of a coin block', blocks, 3n, 7n),
    coinBlock('a slot of the last coin block', blocks, MAX_COIN_BLOCKS, 1n),
  ];
}

function coinBlock(
  name: string,
  blocks: ReadonlyMap<bigint, SparseLeaves>,
  n: bigint,
  slot: bigint,
) {
  const leaves = blocks.get(n) ?? new Map<bigint, Hash>();
  const roots = new Map(
    [...blocks].map(([number, each]) => [number - 1n, rootFromLeaves(each, SLOT_DEPTH)]),
  );
  return {
    ...{ name, coinBlock: n, slot },
    leaf: leaves.get(slot) ?? ZERO_HASH,
    slotProof: proveLeaf(leaves, SLOT_DEPTH, slot),
    leafRoot: rootFromLeaves(leaves, SLOT_DEPTH),
    blockProof: proveLeaf(roots, COIN_BLOCK_DEPTH, n - 1n),
    coinRoot: rootFromLeaves(roots, COIN_BLOCK_DEPTH),
  };
}
