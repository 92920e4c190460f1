import { publicKeyFromRaw } from '@libp2p/crypto/keys';
import type { SignedMessage } from '@libp2p/gossipsub';
import { peerIdFromPublicKey } from '@libp2p/peer-id';
import { expect, it } from 'vitest';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { gossipMessageId } from '../../../lib/platform/libp2p/gossip.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';

// What has an identifier that was seen is dropped unread: if two messages could share one, the
// wrong one, sent first, would keep the right one from everybody.

async function authorOf(number: number) {
  const { networkKey } = await createIdentity(new Uint8Array(32).fill(number));
  return publicKeyFromRaw(bytesFromHex(networkKey));
}

it('tells messages apart by author, number, topic and every byte', async () => {
  const [ann, bob] = [await authorOf(1), await authorOf(2)];
  const message: SignedMessage = {
    type: 'signed',
    from: peerIdFromPublicKey(ann),
    topic: 'votes',
    data: Uint8Array.of(1, 2, 3),
    sequenceNumber: 7n,
    signature: new Uint8Array(64),
    key: ann,
  };
  const others: Partial<SignedMessage>[] = [
    { from: peerIdFromPublicKey(bob) },
    { sequenceNumber: 8n },
    { topic: 'certificates' },
    { data: Uint8Array.of(1, 2, 4) },
    { data: Uint8Array.of(1, 2, 3, 0) },
  ];
  const ids = [{}, ...others].map((change) => gossipMessageId({ ...message, ...change }).join());
  expect(new Set(ids).size).toBe(ids.length);
  const again = { ...message, data: Uint8Array.of(1, 2, 3), signature: new Uint8Array(64).fill(1) };
  expect(gossipMessageId(again).join()).toBe(ids[0]);
});
