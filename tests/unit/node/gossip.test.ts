import { beforeEach, describe, expect, it } from 'vitest';
import { FINALIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../lib/consensus/messages.ts';
import type { ConsensusMessage, Proposal } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  FORWARD_AGAIN_MS,
  MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND,
  MAX_GOSSIP_INLINE_BYTES,
} from '../../../lib/core/limits.ts';
import { announcementOf } from '../../../lib/node/gossip/announcement.ts';
import { createGossipSetting, type GossipSetting, nullifyIn } from './support/gossip-setting.ts';

let setting: GossipSetting;
beforeEach(() => {
  setting = createGossipSetting();
});

describe('another epoch', () => {
  it('is not judged here: the next one is left to its own committee, others are dropped', async () => {
    const { receive, voteOf, delivered, gossip } = setting;
    for (const [epoch, verdict] of [
      [1n, 'early'],
      [2n, 'ignore'],
    ] as const) {
      const vote = voteOf(1, nullifyIn(1n, epoch));
      expect(await receive({ type: 'vote', vote }, 'a member to be')).toBe(verdict);
      expect(await gossip.onDirect({ type: 'vote', vote }, 'neighbour')).toBe(true);
    }
    expect(delivered).toEqual([]);
  });
});

describe('the topic of votes', () => {
  it('takes a vote from the peer that is its signer, and forwards it unverified', async () => {
    const { receive, voteOf, authorOf, delivered } = setting;
    const vote = { ...voteOf(1, nullifyIn(1n)), signature: `0x${'ab'.repeat(96)}` as const };
    expect(await receive({ type: 'vote', vote }, authorOf(1))).toBe('accept');
    expect(delivered.length).toBe(1);
  });

  it("refuses a vote under another peer's name", async () => {
    const { receive, voteOf, authorOf, delivered } = setting;
    const vote = voteOf(1, nullifyIn(1n));
    expect(await receive({ type: 'vote', vote }, authorOf(2))).toBe('reject');
    expect(delivered).toEqual([]);
  });

  it.each([
    ['far ahead', 99n],
    ['of the past', 0n],
  ])('ignores a vote %s', async (_, view) => {
    const { receive, voteOf, authorOf, delivered } = setting;
    const verdict = await receive({ type: 'vote', vote: voteOf(1, nullifyIn(view)) }, authorOf(1));
    expect(verdict).toBe('ignore');
    expect(delivered).toEqual([]);
  });

  it('checks the share of a vote that a neighbour sends without its author', async () => {
    const { gossip, voteOf, delivered } = setting;
    const good: ConsensusMessage = { type: 'vote', vote: voteOf(1, nullifyIn(1n)) };
    const bad: ConsensusMessage = {
      type: 'vote',
      vote: { ...voteOf(2, nullifyIn(1n)), signature: `0x${'ab'.repeat(96)}` },
    };
    expect(await gossip.onDirect(good, 'relay')).toBe(true);
    expect(await gossip.onDirect(bad, 'relay')).toBe(false);
    expect(delivered.length).toBe(1);
  });
});

describe('the topic of certificates', () => {
  it('takes a valid one and refuses one with a wrong signature', async () => {
    const { receive, forged, delivered } = setting;
    const certificate = forged.certify(NULLIFY, 1n, ZERO_HASH);
    const wrong = { ...certificate, signature: `0x${'ab'.repeat(96)}` as const };
    expect(await receive({ type: 'certificate', certificate: wrong })).toBe('reject');
    expect(await receive({ type: 'certificate', certificate })).toBe('accept');
    expect(delivered.length).toBe(1);
  });

  it('refuses one of too little power', async () => {
    const { receive, forged } = setting;
    const certificate = forged.certify(NULLIFY, 1n, ZERO_HASH, [0, 1]);
    expect(await receive({ type: 'certificate', certificate })).toBe('reject');
  });

  it('verifies a bounded number a second for each neighbour', async () => {
    const { receive, forged, net } = setting;
    const wrong = (view: bigint) => ({
      ...forged.certify(NULLIFY, view, ZERO_HASH),
      signature: `0x${'ab'.repeat(96)}` as const,
    });
    const verdicts: string[] = [];
    for (let i = 0; i <= MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND; i++) {
      verdicts.push(await receive({ type: 'certificate', certificate: wrong(BigInt(i + 1)) }));
    }
    expect(verdicts.at(-2)).toBe('reject');
    expect(verdicts.at(-1)).toBe('ignore');
    const other = await receive({ type: 'certificate', certificate: wrong(9n) }, 'x', 'other');
    expect(other).toBe('reject');
    await net.clock.advanceAsync(1_000);
    expect(await receive({ type: 'certificate', certificate: wrong(9n) })).toBe('reject');
  });
});

describe('the topic of proposals', () => {
  it('takes a proposal of the leader', async () => {
    const { receive, proposalOf, authorOf, delivered } = setting;
    const proposal = await proposalOf();
    const author = authorOf(proposal.vote.signer);
    expect(await receive({ type: 'proposal', proposal }, author)).toBe('accept');
    expect(delivered.length).toBe(1);
  });

  it('refuses one that somebody else publishes', async () => {
    const { receive, proposalOf, authorOf } = setting;
    const proposal = await proposalOf();
    const author = authorOf((proposal.vote.signer + 1) % 4);
    expect(await receive({ type: 'proposal', proposal }, author)).toBe('reject');
  });

  it.each(['vote', 'reveal', 'nullification', 'body'] as const)(
    'refuses a wrong %s',
    async (what) => {
      const { receive, forged, proposalOf, authorOf, delivered } = setting;
      const proposal = await proposalOf();
      const signature = `0x${'ab'.repeat(96)}` as const;
      const body = { ...proposal.block.body, reveal: signature };
      // The leader's vote is over the header alone, so anybody could hang another body on it.
      const other = { ...proposal.block.body, receiptsRoot: ZERO_HASH };
      const wrong: Proposal = {
        vote: { ...proposal, vote: { ...proposal.vote, signature } },
        reveal: { ...proposal, block: { ...proposal.block, body } },
        nullification: {
          ...proposal,
          nullifications: [{ ...forged.certify(NULLIFY, 0n, ZERO_HASH), signature }],
        },
        body: { ...proposal, block: { ...proposal.block, body: other } },
      }[what];
      const author = authorOf(proposal.vote.signer);
      expect(await receive({ type: 'proposal', proposal: wrong }, author)).toBe('reject');
      expect(delivered).toEqual([]);
    },
  );

  it('pulls no body that somebody outside announces: the next committee may know who', async () => {
    const { gossip, asked, authorOf } = setting;
    const data = announcementOf(new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 1));
    const message = { topic: 'proposals', data, from: 'relay' } as const;
    expect(await gossip.onMessage({ ...message, author: 'anyone' })).toBe('early');
    expect(asked).toEqual([]);
    await gossip.onMessage({ ...message, author: authorOf(0) });
    expect(asked).toEqual(['relay']);
  });

  it('ignores one of a view far ahead', async () => {
    const { receive, proposalOf, authorOf } = setting;
    const proposal = await proposalOf();
    const author = authorOf(proposal.vote.signer);
    expect(await receive({ type: 'proposal', proposal: { ...proposal, view: 9n } }, author)).toBe(
      'ignore',
    );
  });
});

describe('a message on the wrong topic', () => {
  it('is refused', async () => {
    const { gossip, forged } = setting;
    const certificate = forged.certify(FINALIZE, 1n, `0x${'11'.repeat(32)}`);
    const data = bytesFromConsensusMessage({ type: 'certificate', certificate });
    const message = { topic: 'votes', data, author: 'x', from: 'x' } as const;
    expect(await gossip.onMessage(message)).toBe('reject');
  });
});

describe('a repeated message', () => {
  it('is forwarded again once a second', async () => {
    const { receive, voteOf, authorOf, net } = setting;
    const vote = voteOf(1, nullifyIn(1n));
    const verdict = () => receive({ type: 'vote', vote }, authorOf(1));
    expect(await verdict()).toBe('accept');
    expect(await verdict()).toBe('ignore');
    await net.clock.advanceAsync(FORWARD_AGAIN_MS);
    expect(await verdict()).toBe('accept');
  });
});
