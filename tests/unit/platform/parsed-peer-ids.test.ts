import { describe, expect, it } from 'vitest';
import { MAX_PARSED_PEER_IDS } from '../../../lib/core/limits.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createParsedPeerIds } from '../../../lib/platform/libp2p/parsed-peer-ids.ts';

const idOf = async (index: number) => {
  const seed = new Uint8Array(32);
  new DataView(seed.buffer).setUint32(0, index);
  return (await createIdentity(seed)).id;
};

describe('parsed peer ids', () => {
  it('are the ids, read once', async () => {
    const peerIdOf = createParsedPeerIds();
    const id = await idOf(1);
    expect(peerIdOf(id).toString()).toBe(id);
    expect(peerIdOf(id)).toBe(peerIdOf(id));
    expect(() => peerIdOf('nobody')).toThrow();
  });

  it('are bounded: the oldest is forgotten', async () => {
    const ids = await Promise.all(
      Array.from({ length: MAX_PARSED_PEER_IDS + 1 }, (_, i) => idOf(i)),
    );
    const peerIdOf = createParsedPeerIds();
    const parsed = ids.map(peerIdOf);
    expect(peerIdOf(ids.at(-1) ?? '')).toBe(parsed.at(-1));
    expect(peerIdOf(ids[0] ?? '')).not.toBe(parsed[0]);
  });
});
