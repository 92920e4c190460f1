import { describe, expect, it } from 'vitest';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import {
  BODY_PATIENCE_MS,
  MAX_BODY_PULLS,
  MAX_BODY_REQUESTS,
  MAX_GOSSIP_INLINE_BYTES,
  MAX_UNANNOUNCED_BODY_BURST_PER_PEER,
} from '../../../lib/core/limits.ts';
import { announcementFromBytes, announcementOf } from '../../../lib/node/gossip/announcement.ts';
import { createBodies } from '../../../lib/node/gossip/bodies.ts';
import type { PeerInfo } from '../../../lib/node/ports.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const payload = new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 1).fill(7);
const announcement = bodyAnnouncement(payload);

/** What a peer does when it is asked. */
type Conduct = 'answers' | 'is silent' | 'lies' | 'refuses';

function setUp(conducts: Record<string, Conduct>) {
  const clock = createVirtualClock();
  const asked: string[] = [];
  const blamed: string[] = [];
  const bodies = createBodies({
    clock,
    network: {
      peers: () => Object.keys(conducts).map((id) => ({ id }) as PeerInfo),
      penalise: (peer) => void blamed.push(peer),
      request(peer) {
        asked.push(peer);
        const conduct = conducts[peer];
        if (conduct === 'is silent') return new Promise(() => {});
        if (conduct === 'answers') return Promise.resolve(payload);
        if (conduct === 'lies') return Promise.resolve(payload.slice(1));
        return Promise.reject(new WeftError('network/refused', 'no'));
      },
    },
  });
  const pull = (from: string, author = 'leader') =>
    bodies.payloadOf(announcement, { from, author });
  return { clock, asked, blamed, bodies, pull };
}

describe('a body over the inline limit', () => {
  it('is pulled from who announced it, once, and served in turn', async () => {
    const { asked, bodies, pull } = setUp({ near: 'answers', far: 'answers' });
    expect(await Promise.all([pull('near'), pull('far')])).toEqual([payload, payload]);
    expect(asked).toEqual(['near']);
    expect(bodies.serve(bytesFromHex(announcement.hash))).toEqual(payload);
  });

  it('is asked of the next announcer when the first is silent', async () => {
    const { clock, asked, pull } = setUp({ mallory: 'is silent', ann: 'answers' });
    const pulled = [pull('mallory'), pull('ann')];
    await clock.advanceAsync(BODY_PATIENCE_MS - 1);
    expect(asked).toEqual(['mallory']);
    await clock.advanceAsync(1);
    expect(await Promise.all(pulled)).toEqual([payload, payload]);
    expect(asked).toEqual(['mallory', 'ann']);
  });

  it('is asked of its author when the only announcer is silent', async () => {
    const { clock, asked, pull } = setUp({ mallory: 'is silent', bob: 'answers', ann: 'answers' });
    const pulled = pull('mallory', 'ann');
    await clock.advanceAsync(BODY_PATIENCE_MS);
    expect(await pulled).toEqual(payload);
    expect(asked).toEqual(['mallory', 'ann']);
  });

  it.each(['is silent', 'lies', 'refuses'] as const)(
    'comes from another neighbour within three times the patience when one %s and one refuses',
    async (conduct) => {
      const { clock, pull } = setUp({ mallory: conduct, eve: 'refuses', ann: 'answers' });
      const pulled = pull('mallory');
      await clock.advanceAsync(3 * BODY_PATIENCE_MS);
      expect(await pulled).toEqual(payload);
    },
  );

  it('costs a liar its reputation, and nobody else', async () => {
    const { clock, blamed, pull } = setUp({ mallory: 'lies', eve: 'refuses', ann: 'answers' });
    const pulled = pull('mallory');
    await clock.advanceAsync(3 * BODY_PATIENCE_MS);
    await pulled;
    expect(blamed).toEqual(['mallory']);
  });

  it('is given up when all have failed', async () => {
    const { pull } = setUp({ mallory: 'lies' });
    await expect(pull('mallory')).rejects.toMatchObject({ code: 'gossip/wrong-body' });
  });

  it('is asked of a few and no more', async () => {
    const names = Array.from({ length: 3 * MAX_BODY_REQUESTS }, (_, i) => `peer ${i}`);
    const { clock, asked, pull } = setUp(Object.fromEntries(names.map((id) => [id, 'is silent'])));
    const pulls = names.map((id) => pull(id));
    for (const pulled of pulls) pulled.catch(() => undefined);
    await clock.advanceAsync(60_000);
    expect(asked).toEqual(names.slice(0, MAX_BODY_REQUESTS));
  });

  it('is refused when its announcement gives another size, and no answer is blamed', async () => {
    const { blamed, bodies } = setUp({ near: 'answers' });
    const larger = { ...announcement, size: announcement.size + 1 };
    const heard = { from: 'near', author: 'leader' };
    const code = 'codec/malformed';
    await expect(bodies.payloadOf(larger, heard)).rejects.toMatchObject({ code });
    await expect(bodies.payloadOf(larger, heard)).rejects.toMatchObject({ code });
    expect(blamed).toEqual([]);
  });
});

describe('announcements of bodies that do not exist', () => {
  it('are given up by themselves, also when nobody else may be asked', async () => {
    const { clock, bodies } = setUp({ mallory: 'refuses', ann: 'refuses' });
    let givenUp = 0;
    for (let i = 0; i < 20; i++) {
      const fake = bodyAnnouncement(new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 2 + i));
      const heard = { from: 'mallory', author: 'mallory' };
      bodies.payloadOf(fake, heard).catch(() => givenUp++);
    }
    await clock.advanceAsync(BODY_PATIENCE_MS * 2 ** MAX_BODY_REQUESTS);
    expect(givenUp).toBe(20);
  });

  it('make this node ask others a few times only', async () => {
    const { clock, asked, bodies } = setUp({ mallory: 'is silent', ann: 'refuses' });
    for (let i = 0; i < 20; i++) {
      const fake = bodyAnnouncement(new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 2 + i));
      bodies.payloadOf(fake, { from: 'mallory', author: 'mallory' }).catch(() => undefined);
    }
    await clock.advanceAsync(BODY_PATIENCE_MS);
    const others = asked.filter((peer) => peer === 'ann');
    expect(others.length).toBe(MAX_UNANNOUNCED_BODY_BURST_PER_PEER);
  });

  it('are pulled up to a bound', async () => {
    const { clock, asked, bodies } = setUp({ mallory: 'is silent' });
    const codes: string[] = [];
    for (let i = 0; i <= MAX_BODY_PULLS; i++) {
      const hash = `0x${i.toString(16).padStart(64, '0')}` as const;
      bodies
        .payloadOf({ ...announcement, hash }, { from: 'mallory', author: 'mallory' })
        .catch(({ code }) => codes.push(code));
    }
    await clock.advanceAsync(0);
    expect(asked.length).toBe(MAX_BODY_PULLS);
    expect(codes).toEqual(['network/refused']);
  });
});

function bodyAnnouncement(bytes: Uint8Array) {
  const announced = announcementFromBytes(announcementOf(bytes));
  if (announced.kind !== 'body') throw new RangeError('a body');
  return announced;
}
