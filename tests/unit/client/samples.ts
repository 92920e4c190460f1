import type {
  AccountView,
  BlockSummary,
  NodeStatus,
  TransactionView,
} from '../../../lib/client/types.ts';
import { type Hash, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';

export const HASH: Hash = `0x${'ab'.repeat(32)}`;

export function sampleStatus(changes: Partial<NodeStatus> = {}): NodeStatus {
  return {
    chainId: 'weft-01020304',
    phase: 'live',
    height: 7n,
    finalizedHeight: 6n,
    finalizedHash: HASH,
    stateRoot: ZERO_HASH,
    epoch: 1n,
    peers: [
      {
        id: '12D3KooW',
        direct: true,
        transport: 'webrtc',
        latencyMs: 0.5,
        bytesIn: 1,
        bytesOut: 2,
        seed: false,
      },
    ],
    storageBytes: 10,
    persistent: true,
    peerId: '12D3KooX',
    boot: [{ name: 'storage', state: 'done', atMs: 12, facts: { blocks: 3 } }],
    targetHeight: 6n,
    finalityHistoryMs: [300, 412.5],
    missedViews: 0,
    stateKeys: 4,
    pendingTransactions: 0,
    ethereum: {
      endpoints: [
        { name: 'one.example', state: 'following', finalizedBlock: 9n, inboxCount: 3n },
        { name: 'two.example', state: 'failing', problem: { code: 'a/b', message: '', facts: {} } },
      ],
      needed: 2,
      appliedCount: 2n,
      agreedCount: 3n,
      finalizedBlock: 9n,
      finalizedAgeMs: 800_000,
      pendingEvents: 1,
      blindMs: 70_000,
    },
    poster: {
      account: ZERO_ADDRESS,
      state: 'too-dear',
      reason: 'boundary',
      acceptedHeight: 5n,
      problem: { code: 'ethereum-sender/too-dear', message: '', facts: { mostWei: '1' } },
    },
    watchtower: {
      coins: 1,
      seenAtMs: 1_700_000_000_000,
      intervalMs: 300_000,
      duties: [
        {
          ...{ slot: 1n, exitId: 2n ** 32n, exitor: ZERO_ADDRESS, reason: 'walk' },
          call: { to: ZERO_ADDRESS, data: '0x01', valueWei: 0n },
          deadlineMs: 1_700_000_000_001,
        },
      ],
    },
    ...changes,
  };
}

export function sampleBlock(height: bigint): BlockSummary {
  return {
    height,
    hash: HASH,
    epoch: 1n,
    view: height + 1n,
    timestampMs: 1_700_000_000_000,
    proposer: ZERO_ADDRESS,
    transactionCount: 0,
    sizeBytes: 400,
    certificate: {
      kind: 'finalization',
      view: height + 1n,
      signers: [0, 1, 2],
      signature: `0x${'01'.repeat(96)}`,
    },
    missedViews: 0,
    parentSigners: [],
  };
}

export function sampleTransaction(changes: Partial<TransactionView> = {}): TransactionView {
  return {
    hash: HASH,
    primaryType: 'BankTransfer',
    sender: ZERO_ADDRESS,
    nonce: 0n,
    fields: { to: ZERO_ADDRESS, amountWei: 5n },
    description: 'sends',
    feeWei: 1n,
    depositWei: 0n,
    refundWei: 0n,
    isFree: false,
    units: 250,
    sizeBytes: 180,
    status: 'pending',
    final: false,
    events: [],
    ...changes,
  };
}

export function sampleAccount(): AccountView {
  return {
    address: ZERO_ADDRESS,
    balanceWei: 1n,
    nonce: 3n,
    pendingNonce: 4n,
    height: 6n,
    tokens: [],
    activity: [sampleTransaction()],
  };
}
