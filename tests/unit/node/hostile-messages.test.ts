import { describe, expect, it } from 'vitest';
import { bodyRootOf, hashOfBlock } from '../../../lib/chain/block.ts';
import { bitmapFromIndexes } from '../../../lib/chain/certificate.ts';
import { NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../lib/consensus/messages.ts';
import type { ConsensusMessage, Proposal } from '../../../lib/consensus/types.ts';
import { type Hash, type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  CERTIFICATES_PER_CHECK,
  FORWARD_AGAIN_MS,
  MAX_BLOCK_BYTES,
  MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND,
  MAX_DIGESTS_PER_SIGNER,
  MAX_MESSAGE_BYTES,
  MAX_NULLIFICATIONS_PER_PROPOSAL,
  PROPOSAL_WINDOW_AHEAD_VIEWS,
  VOTE_WINDOW_AHEAD_VIEWS,
  VOTE_WINDOW_BEHIND_VIEWS,
} from '../../../lib/core/limits.ts';
import { encodeRlp, uintItem } from '../../../lib/core/rlp.ts';
import type { Topic } from '../../../lib/node/ports.ts';
import { createGossipSetting, type GossipSetting, nullifyIn } from './support/gossip-setting.ts';

// Every message of the protocol's list of hostile ones: what it is answered with, what checking it
// costs at most, and that it leaves the engine exactly as it was. Who passes on what is rejected
// pays with its reputation; what is ignored may come from an honest node that is early or late.

type Verdict = 'accept' | 'ignore' | 'reject' | 'early';

interface Hostile {
  verdict: Verdict;
  /** Most signatures that are looked at. */
  cost?: number;
  /** What comes first: honest messages, or hostile ones up to the bound. */
  before?(setting: GossipSetting): unknown;
  send(setting: GossipSetting): Promise<Verdict>;
}

const BAD: Hex = `0x${'ab'.repeat(96)}`;
const digestOf = (salt: number): Hash => `0x${(salt + 1).toString(16).padStart(64, '0')}`;
const notarizeIn = (view: bigint, salt: number) =>
  ({ kind: NOTARIZE, epoch: 0n, view, digest: digestOf(salt) }) as const;

/** Brings the engine into a view by what is certified before it. */
async function enterView({ receive, forged }: GossipSetting, view: bigint) {
  for (let at = 1n; at < view; at++) {
    const certificate = forged.certify(NULLIFY, at, ZERO_HASH);
    await receive({ type: 'certificate', certificate }, 'anyone', `relay ${at}`);
  }
}

/** As if the views before had been left one by one. */
async function skipTo({ receive, forged }: GossipSetting, view: bigint) {
  const certificate = forged.certify(NULLIFY, view - 1n, ZERO_HASH);
  await receive({ type: 'certificate', certificate });
}

/** Everything up to the first block is final. */
async function settleFirst({ forged, deliver }: GossipSetting) {
  const { block, certificate } = await forged.grow();
  deliver({ type: 'synced', floor: { header: block.header, certificate } });
}

const vote =
  (signer: number, statement: ReturnType<typeof nullifyIn>, author = signer) =>
  ({ receive, voteOf, authorOf }: GossipSetting) =>
    receive({ type: 'vote', vote: voteOf(signer, statement) }, authorOf(author));

const raw = (topic: Topic, data: Uint8Array) => (setting: GossipSetting) =>
  setting.gossip.onMessage({ topic, data, author: setting.authorOf(1), from: 'relay' });

const VOTES: Record<string, Hostile> = {
  'of bytes that are no message': { verdict: 'reject', send: raw('votes', Uint8Array.of(1, 2, 3)) },
  'of another topic': {
    verdict: 'reject',
    send: (setting) => {
      const certificate = setting.forged.certify(NULLIFY, 1n, ZERO_HASH);
      return raw('votes', bytesFromConsensusMessage({ type: 'certificate', certificate }))(setting);
    },
  },
  "under another member's name": { verdict: 'reject', send: vote(1, nullifyIn(1n), 2) },
  'of nobody in the committee': {
    verdict: 'reject',
    send: ({ receive, voteOf, authorOf }) => {
      const foreign = { ...voteOf(1, nullifyIn(1n)), signer: 4 };
      return receive({ type: 'vote', vote: foreign }, authorOf(1));
    },
  },
  'too far ahead': { verdict: 'ignore', send: vote(1, nullifyIn(2n + VOTE_WINDOW_AHEAD_VIEWS)) },
  'too far behind': {
    verdict: 'ignore',
    before: (setting) => enterView(setting, 3n + VOTE_WINDOW_BEHIND_VIEWS),
    send: vote(1, nullifyIn(2n)),
  },
  'below what is final': { verdict: 'ignore', before: settleFirst, send: vote(1, nullifyIn(0n)) },
  'of an author with a bad share': {
    verdict: 'ignore',
    before: ({ deliver }) => {
      const statement = nullifyIn(1n);
      deliver({ type: 'votes-verified', statement, signers: [], bad: [1], signature: '0x' });
    },
    send: vote(1, nullifyIn(1n)),
  },
  'for one block more than evidence needs': {
    verdict: 'ignore',
    before: async (setting) => {
      for (let salt = 0; salt < MAX_DIGESTS_PER_SIGNER; salt++) {
        expect(await vote(1, notarizeIn(1n, salt))(setting)).toBe('accept');
      }
    },
    send: vote(1, notarizeIn(1n, MAX_DIGESTS_PER_SIGNER)),
  },
  'again within a second': {
    verdict: 'ignore',
    before: vote(1, nullifyIn(1n)),
    send: vote(1, nullifyIn(1n)),
  },
  'again and old': {
    verdict: 'ignore',
    before: async (setting) => {
      await vote(1, nullifyIn(1n))(setting);
      await enterView(setting, 3n);
      await setting.net.clock.advanceAsync(FORWARD_AGAIN_MS);
    },
    send: vote(1, nullifyIn(1n)),
  },
  'of the next epoch': { verdict: 'early', send: vote(1, nullifyIn(1n, 1n)) },
  'of a later epoch': { verdict: 'ignore', send: vote(1, nullifyIn(1n, 2n)) },
};

const certificate =
  (make: (setting: GossipSetting) => (ConsensusMessage & { type: 'certificate' })['certificate']) =>
  (setting: GossipSetting) =>
    setting.receive({ type: 'certificate', certificate: make(setting) });

const nullification = (view: bigint) =>
  certificate(({ forged }) => forged.certify(NULLIFY, view, ZERO_HASH));
const forgery = (view: bigint) =>
  certificate(({ forged }) => ({ ...forged.certify(NULLIFY, view, ZERO_HASH), signature: BAD }));

const CERTIFICATES: Record<string, Hostile> = {
  'that is known': { verdict: 'ignore', before: nullification(1n), send: nullification(1n) },
  'that is known, with another signature': {
    verdict: 'ignore',
    before: nullification(1n),
    send: forgery(1n),
  },
  'below what is final': {
    verdict: 'ignore',
    before: settleFirst,
    send: certificate(({ forged }) => forged.certify(NOTARIZE, 1n, digestOf(7))),
  },
  'of too little power': {
    verdict: 'reject',
    send: certificate(({ forged }) => forged.certify(NULLIFY, 1n, ZERO_HASH, [0, 1])),
  },
  'with bits of nobody': {
    verdict: 'reject',
    send: certificate(({ forged }) => ({
      ...forged.certify(NULLIFY, 1n, ZERO_HASH),
      signers: bitmapFromIndexes([0, 1, 2, 3, 7], 8),
    })),
  },
  'with a bitmap of another size': {
    verdict: 'reject',
    send: certificate(({ forged }) => ({
      ...forged.certify(NULLIFY, 1n, ZERO_HASH),
      signers: bitmapFromIndexes([0, 1, 2, 3], 16),
    })),
  },
  'with a wrong signature': { verdict: 'reject', cost: 1, send: forgery(1n) },
  'more than a neighbour may have checked': {
    verdict: 'ignore',
    before: async (setting) => {
      for (let i = 0; i < MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND; i++) {
        expect(await forgery(1n)(setting)).toBe('reject');
      }
    },
    send: nullification(1n),
  },
  'of the next epoch': {
    verdict: 'early',
    send: certificate(({ forged }) => {
      const { statement, ...rest } = forged.certify(NULLIFY, 1n, ZERO_HASH);
      return { ...rest, statement: { ...statement, epoch: 1n } };
    }),
  },
};

/** A good proposal of the view's leader, changed, from its author or the next member. */
const proposal =
  (
    change: (good: Proposal, setting: GossipSetting) => Partial<Proposal>,
    { view = 1n, salt = 0, authorAfter = 0 } = {},
  ): Hostile['send'] =>
  async (setting) => {
    const good = await setting.proposalOf(view, salt);
    const wrong = { ...good, ...change(good, setting) };
    const author = setting.authorOf((wrong.vote.signer + authorAfter) % 4);
    return setting.receive({ type: 'proposal', proposal: wrong }, author);
  };

const asItIs = () => ({});

const withForged =
  (count: number) =>
  (_: Proposal, { forged }: GossipSetting) => ({
    nullifications: Array.from({ length: count }, (_, i) => ({
      ...forged.certify(NULLIFY, BigInt(i + 1), ZERO_HASH),
      signature: BAD,
    })),
  });

const LAST = BigInt(MAX_NULLIFICATIONS_PER_PROPOSAL) + 1n;

const PROPOSALS: Record<string, Hostile> = {
  'that somebody else publishes': { verdict: 'reject', send: proposal(asItIs, { authorAfter: 1 }) },
  'of somebody who does not lead': {
    verdict: 'reject',
    send: proposal(({ vote: { signer, statement } }, { voteOf }) => ({
      vote: voteOf((signer + 1) % 4, statement),
    })),
  },
  'too far ahead': {
    verdict: 'ignore',
    send: proposal(asItIs, { view: 2n + PROPOSAL_WINDOW_AHEAD_VIEWS }),
  },
  'of a view that is over': {
    verdict: 'ignore',
    before: (setting) => enterView(setting, 3n),
    send: proposal(asItIs),
  },
  'under a vote for another block': {
    verdict: 'reject',
    send: proposal(({ vote: { signer } }, { voteOf }) => ({
      vote: voteOf(signer, notarizeIn(1n, 9)),
    })),
  },
  'with a wrong vote': {
    verdict: 'reject',
    cost: 2,
    send: proposal((good) => ({ vote: { ...good.vote, signature: BAD } })),
  },
  "with a body that is not its header's": {
    verdict: 'reject',
    send: proposal(({ block }) => ({
      block: { ...block, body: { ...block.body, receiptsRoot: digestOf(1) } },
    })),
  },
  'with nullifications of views that are not before it': {
    verdict: 'reject',
    send: proposal(withForged(1)),
  },
  'with as many forged nullifications as there may be': {
    verdict: 'reject',
    cost: 2 + CERTIFICATES_PER_CHECK,
    before: (setting) => skipTo(setting, LAST),
    send: proposal(withForged(MAX_NULLIFICATIONS_PER_PROPOSAL), { view: LAST }),
  },
  'with more nullifications than there may be': {
    verdict: 'reject',
    send: proposal(withForged(MAX_NULLIFICATIONS_PER_PROPOSAL + 1), { view: LAST + 1n }),
  },
  'for a third block in a view': {
    verdict: 'ignore',
    before: async (setting) => {
      for (const salt of [0, 1]) {
        expect(await proposal(asItIs, { salt })(setting)).toBe('accept');
      }
    },
    send: proposal(asItIs, { salt: 2 }),
  },
  'more than a neighbour may have checked': {
    verdict: 'ignore',
    before: async (setting) => {
      for (let i = 0; i < MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND; i++) await forgery(1n)(setting);
    },
    send: proposal(asItIs),
  },
  'announced as larger than a message may be': {
    verdict: 'reject',
    send: raw(
      'proposals',
      encodeRlp([Uint8Array.of(1), new Uint8Array(32), uintItem(MAX_MESSAGE_BYTES + 1)]),
    ),
  },
  'with a block larger than a block may be': {
    verdict: 'reject',
    send: proposal(({ block, vote }, { voteOf }) => {
      const body = { ...block.body, transactions: [new Uint8Array(MAX_BLOCK_BYTES)] };
      const large = { header: { ...block.header, bodyRoot: bodyRootOf(body) }, body };
      const statement = { ...vote.statement, digest: hashOfBlock(large) };
      return { block: large, vote: voteOf(vote.signer, statement) };
    }),
  },
  'of the next epoch': {
    verdict: 'early',
    send: proposal(({ vote: { signer } }, { voteOf }) => ({
      vote: voteOf(signer, { ...notarizeIn(1n, 1), epoch: 1n }),
    })),
  },
};

describe.each([
  ['a vote', VOTES],
  ['a certificate', CERTIFICATES],
  ['a proposal', PROPOSALS],
])('%s', (_, cases) => {
  it.each(Object.entries(cases))('%s moves nothing', async (_, hostile) => {
    const setting = createGossipSetting();
    await hostile.before?.(setting);
    const { counts, delivered, effects } = setting;
    const [state, verified] = [setting.state(), counts.verified];
    const lengths = [delivered.length, effects.length];
    expect(await hostile.send(setting)).toBe(hostile.verdict);
    expect(setting.state()).toBe(state);
    expect([delivered.length, effects.length]).toEqual(lengths);
    expect(counts.verified - verified).toBeLessThanOrEqual(hostile.cost ?? 0);
  });
});
