import { describe, expect, it } from 'vitest';
import { NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import {
  createEpochNetwork,
  epochOf,
  heightOf,
  sameStates,
  tapVotes,
} from './support/epoch-network.ts';
import { idOf, runUntil, statusOf, type TestNode } from './support/test-network.ts';

function expectNoOffence(votes: readonly Vote[]): void {
  const said = new Map<string, Set<string>>();
  for (const { statement } of votes) {
    // A nullification is an offence beside a finalization, and not beside a notarization.
    const topic = statement.kind === NOTARIZE ? 'block' : 'end';
    const key = `${statement.epoch}/${statement.view}/${topic}`;
    const word = statement.kind === NULLIFY ? 'nullify' : statement.digest;
    said.set(key, (said.get(key) ?? new Set()).add(word));
  }
  for (const [key, words] of said) expect([key, words.size]).toEqual([key, 1]);
}

describe('a validator that crashes while epochs change', () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'at its write %i loses nothing final and never contradicts itself',
    async (write) => {
      const { net, nodes, busyUntil } = await createEpochNetwork();
      const [first, second, third, fourth] = nodes as [TestNode, TestNode, TestNode, TestNode];
      const votes = await tapVotes(net, idOf('ann'));
      let acknowledged = 0n;
      first.node.rpc.subscribe({ topic: 'blocks' }, (block) => {
        acknowledged = block.height;
      });
      first.storage.failWriteIn(write);
      await busyUntil(second, async () => (await statusOf(first)).phase === 'paused');
      first.storage.crash(write % 3);
      await first.node.stop();

      const again = net.add('ann', { disk: first.storage.disk });
      await again.node.start();
      expect(await heightOf(again)).toBeGreaterThanOrEqual(acknowledged);
      await fourth.node.stop();
      const epoch = await epochOf(second);
      await busyUntil(second, async () => (await epochOf(again)) >= epoch + 3n, 120_000);
      await runUntil(net.clock, () => sameStates([again, second, third]));
      expect((await again.keys.current())?.state).toBe('live');
      expectNoOffence(votes);
      expect(new Set(votes.map(({ statement }) => statement.epoch)).size).toBeGreaterThan(2);
    },
  );
});
