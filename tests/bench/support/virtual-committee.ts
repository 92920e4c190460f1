import { createChain } from '../../../lib/chain/chain.ts';
import { consensusMessageFromBytes } from '../../../lib/consensus/messages.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createNode, type WeftNode } from '../../../lib/node/create-node.ts';
import { announcementFromBytes } from '../../../lib/node/gossip/announcement.ts';
import { peerIdFromNetworkKey } from '../../../lib/node/peers/peer-id.ts';
import type { BlsSigner, LiveKey, Topic, ValidatorKeys } from '../../../lib/node/ports.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { createNativeSignatures } from '../../../lib/platform/nodejs/native-signatures.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import type { BlsCosts } from './bls-costs.ts';
import {
  type BlsCall,
  createChargedSignatures,
  createRememberedSignatures,
  tappedSigner,
} from './charged-signatures.ts';
import { createDirectNetworks } from './direct-network.ts';
import { accountOfSecret, addressAt, createSender, secretAt } from './transfers.ts';
import { createVirtualTime } from './virtual-time.ts';

export interface VirtualCommitteeOptions {
  validators: number;
  minBlockMs: number;
  /** One-way delay of the next message between any two. */
  delayMs(): number;
  costs: BlsCosts;
  /** Of the validator with this index. */
  onCall?(index: number, call: BlsCall, costMs: number): void;
  /** Of anybody, when it leaves. */
  onPublish?(topic: Topic, data: Uint8Array): void;
}

/** When things happened in virtual milliseconds. */
export interface BlockTimes {
  leader: number;
  /** The proposal left the leader. */
  proposedMs: number;
  /** Per validator: its node reported the block as final. */
  finalMs: (number | undefined)[];
}

/** Whole nodes that validate, with real signatures, in one process and in virtual time. */
export interface VirtualCommittee {
  /** By block, in the order of proposals. */
  readonly blocks: ReadonlyMap<Hash, BlockTimes>;
  pass(forMs: number): Promise<void>;
  /** Hands a transfer to a validator; resolves with how long its node took to see it final. */
  send(index: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startVirtualCommittee(
  options: VirtualCommitteeOptions,
): Promise<VirtualCommittee> {
  const { validators, minBlockMs, costs, onCall } = options;
  const secret = secretAt(0);
  const { file, signers } = createBenchNetworkFile([accountOfSecret(secret)], {
    powers: Array.from({ length: validators }, () => 1n),
    minBlockMs,
  });
  const chain = createChain(file.genesis, modules);
  const sender = createSender(chain, secret);
  const time = createVirtualTime(file.genesis.timestampMs + 60_000);
  const { clock } = time;
  const blocks = new Map<Hash, BlockTimes>();
  const { committee } = file.genesis;
  const ids = committee.map(({ networkKey }) => peerIdFromNetworkKey(networkKey));
  const networks = createDirectNetworks({ delayMs: options.delayMs, onPublish }, clock);
  const remembered = createRememberedSignatures(await createNativeSignatures());

  function onPublish(author: string, topic: Topic, data: Uint8Array): void {
    options.onPublish?.(topic, data);
    if (topic !== 'proposals') return;
    const announcement = announcementFromBytes(data);
    assert(announcement.kind === 'inline', 'blocks of this bench are small');
    const message = consensusMessageFromBytes(announcement.payload);
    assert(message.type === 'proposal', 'only proposals are in their topic');
    const { digest } = message.proposal.vote.statement;
    if (blocks.has(digest)) return;
    const leader = ids.indexOf(author);
    blocks.set(digest, { leader, proposedMs: clock.monotonicMs(), finalMs: [] });
  }

  function createValidator(index: number): WeftNode {
    const call = (made: BlsCall, costMs: number) => onCall?.(index, made, costMs);
    const node = createNode({ network: file })({
      storage: createMemoryStorage(),
      network: networks(ids[index] as string),
      clock,
      signatures: createChargedSignatures({ signatures: remembered, costs, clock, onCall: call }),
      keys: keysOf(
        tappedSigner(signers[index] as BlsSigner, (message) =>
          call({ type: 'sign', message }, costs.signMs),
        ),
        committee[index] as { account: Hex; networkKey: Hex },
      ),
      breathe: () => Promise.resolve(),
    });
    node.onHalt((problem) => assert(false, `no validator halts: ${problem.message}`));
    node.rpc.subscribe({ topic: 'blocks' }, ({ hash }) => {
      const times = blocks.get(hash);
      if (times) times.finalMs[index] = clock.monotonicMs();
    });
    return node;
  }

  const nodes = committee.map((_, index) => createValidator(index));
  for (const node of nodes) await node.start();
  await time.pass(WARM_UP_MS);
  return {
    blocks,
    pass: time.pass,
    async send(index) {
      const { rpc } = nodes[index] as WeftNode;
      const { bytes, hash } = sender.transfer(addressAt(index), clock.wallMs());
      const startMs = clock.monotonicMs();
      await rpc.handleRequest('send', { envelope: hexFromBytes(bytes) });
      return new Promise((resolve) => {
        const end = rpc.subscribe({ topic: 'transaction', hash }, ({ status }) => {
          if (status !== 'success') return;
          end();
          resolve(clock.monotonicMs() - startMs);
        });
      });
    },
    async stop() {
      for (const node of nodes) await node.stop();
    },
  };
}

function keysOf(signer: BlsSigner, member: { account: Hex; networkKey: Hex }): ValidatorKeys {
  const { account, networkKey } = member;
  const key: LiveKey = { state: 'live', account, blsKey: signer.publicKey, networkKey, signer };
  const never = async () => assert(false, 'keys of a bench stay as they are');
  return {
    current: async () => key,
    create: never as never,
    markDead: never,
    forget: never,
    close: async () => undefined,
  };
}

/** The guard of a restarted key listens for two seconds. */
const WARM_UP_MS = 5_000;
