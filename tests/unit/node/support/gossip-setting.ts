import { type Block, bodyRootOf } from '../../../../lib/chain/block.ts';
import { leaderIndex } from '../../../../lib/chain/committee.ts';
import { hashOfHeader } from '../../../../lib/chain/header.ts';
import {
  attestMessage,
  NOTARIZE,
  NULLIFY,
  randaoMessage,
  type Statement,
} from '../../../../lib/chain/statement.ts';
import { step } from '../../../../lib/consensus/engine.ts';
import { bytesFromConsensusMessage } from '../../../../lib/consensus/messages.ts';
import { createEngineState } from '../../../../lib/consensus/state.ts';
import type {
  ConsensusEffect,
  ConsensusEvent,
  ConsensusMessage,
  EpochConfig,
  Proposal,
  Vote,
} from '../../../../lib/consensus/types.ts';
import { hexFromBytes, ZERO_HASH } from '../../../../lib/core/bytes.ts';
import { keccakHex } from '../../../../lib/core/keccak.ts';
import type { TimelessEvent } from '../../../../lib/node/consensus/driver-contract.ts';
import * as verified from '../../../../lib/node/consensus/verified-certificates.ts';
import { announcementOf } from '../../../../lib/node/gossip/announcement.ts';
import { createBodies } from '../../../../lib/node/gossip/bodies.ts';
import { createConsensusGossip } from '../../../../lib/node/gossip/consensus-gossip.ts';
import { peerIdFromNetworkKey } from '../../../../lib/node/peers/peer-id.ts';
import type { Topic } from '../../../../lib/node/ports.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../../lib/platform/memory/fake-signatures.ts';
import { forgeChain } from './forge-chain.ts';
import { createTestNetwork } from './test-network.ts';

/** The gates of a follower's topics with the real engine behind them; the test plays all others. */
export function createGossipSetting() {
  const net = createTestNetwork();
  const forged = forgeChain(net.file);
  const { genesis } = net.file;
  const config: EpochConfig = {
    genesisHash: forged.chain.genesisHash,
    epoch: 0n,
    seed: genesis.seed,
    committee: genesis.committee,
    minBlockMs: 500,
    root: forged.chain.root.header,
  };
  const delivered: TimelessEvent[] = [];
  const effects: ConsensusEffect[] = [];
  const asked: string[] = [];
  const payloads = new Map<string, Uint8Array>();
  const counts = { verified: 0 };
  const fake = createFakeSignatures();
  const verifyAggregates: typeof fake.verifyAggregates = (checks) => {
    counts.verified += checks.length;
    return fake.verifyAggregates(checks);
  };
  let first: Block | undefined;
  let state = createEngineState(config);
  function deliver(event: TimelessEvent) {
    const times = { now: net.clock.monotonicMs(), wall: net.clock.wallMs() };
    const result = step(state, { ...event, ...times } as ConsensusEvent);
    state = result.state;
    effects.push(...result.effects);
  }
  deliver({ type: 'start', journal: [] });
  const gossip = createConsensusGossip({
    network: { publish: async () => {} },
    clock: net.clock,
    config,
    certificates: verified.createVerifiedCertificates(config, { ...fake, verifyAggregates }),
    bodies: createBodies({
      clock: net.clock,
      network: {
        peers: () => [],
        penalise: () => {},
        async request(peer, _protocol, hash) {
          asked.push(peer);
          return payloads.get(hexFromBytes(hash)) ?? new Uint8Array();
        },
      },
    }),
    state: () => state,
    deliver(event) {
      delivered.push(event);
      deliver(event);
    },
    onSeen: () => {},
  });
  const authorOf = (index: number) =>
    peerIdFromNetworkKey(genesis.committee[index]?.networkKey ?? '0x');
  const receive = (message: ConsensusMessage, author = 'anyone', from = 'relay') => {
    const bytes = bytesFromConsensusMessage(message);
    payloads.set(keccakHex(bytes), bytes);
    const data = message.type === 'proposal' ? announcementOf(bytes) : bytes;
    return gossip.onMessage({ topic: TOPICS[message.type], data, author, from });
  };
  const voteOf = (signer: number, statement: Statement): Vote => {
    const name = net.file.validatorNames[signer] ?? '';
    const message = attestMessage(config.genesisHash, statement);
    return { statement, signer, signature: createFakeSigner(name).sign(message) };
  };
  /**
   * A block on genesis by the leader of a view, in good form; `salt` makes it another one. It was
   * never executed, which is not the gates' business.
   */
  const proposalOf = async (view = 1n, salt = 0): Promise<Proposal> => {
    first ??= (await forged.grow()).block;
    const signer = leaderIndex(config.committee, config.seed, view);
    const leader = createFakeSigner(net.file.validatorNames[signer] ?? '');
    const body = {
      ...first.body,
      reveal: leader.sign(randaoMessage(config.genesisHash, 0n, view)),
    };
    const header = {
      ...first.header,
      ...{ view, proposer: genesis.committee[signer]?.account ?? '0x' },
      ...{ timestampMs: first.header.timestampMs + salt, bodyRoot: bodyRootOf(body) },
    };
    const digest = hashOfHeader(header);
    const vote = voteOf(signer, { kind: NOTARIZE, epoch: 0n, view, digest });
    return { view, block: { header, body }, nullifications: [], vote };
  };
  return {
    ...{ net, forged, config, delivered, effects, asked, counts, gossip },
    ...{ authorOf, receive, voteOf, proposalOf, deliver },
    state: () => state,
  };
}

export type GossipSetting = ReturnType<typeof createGossipSetting>;

export const TOPICS: Record<ConsensusMessage['type'], Topic> = {
  proposal: 'proposals',
  vote: 'votes',
  certificate: 'certificates',
};

export const nullifyIn = (view: bigint, epoch = 0n): Statement => ({
  kind: NULLIFY,
  epoch,
  view,
  digest: ZERO_HASH,
});
