import { describe, expect, it } from 'vitest';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  MAX_PEERS_COUNTED,
  MAX_SYNC_SILENCES,
  SYNC_EXCLUSION_MS,
} from '../../../lib/core/limits.ts';
import { createPeerBoard } from '../../../lib/node/sync/peer-board.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const claim = { epoch: 0n, view: 9n, finalizedHeight: 8n, finalizedHash: ZERO_HASH, wallMs: 0 };

describe('the board of what neighbours claim', () => {
  it('leaves out for a while who was silent once too often, even if it leaves', async () => {
    const clock = createVirtualClock();
    const board = createPeerBoard(clock);
    board.set('eve', claim);
    const verdicts = Array.from({ length: MAX_SYNC_SILENCES + 1 }, () => board.blame('eve'));
    expect(verdicts).toEqual([...Array(MAX_SYNC_SILENCES).fill(false), true]);
    board.forget('eve');
    await clock.advanceAsync(SYNC_EXCLUSION_MS - 1);
    board.set('eve', claim);
    expect([board.bestHeight(), board.peersAbove(0n)]).toEqual([0n, []]);
    await clock.advanceAsync(1);
    board.set('eve', claim);
    expect([board.bestHeight(), board.blame('eve')]).toEqual([8n, false]);
  });

  it('remembers whom it leaves out up to its bound: the first is believed again', () => {
    const board = createPeerBoard(createVirtualClock());
    for (let peer = 0; peer <= MAX_PEERS_COUNTED; peer++) board.exclude(`peer ${peer}`);
    board.set('peer 1', claim);
    expect(board.size()).toBe(0);
    board.set('peer 0', claim);
    expect(board.size()).toBe(1);
  });
});
