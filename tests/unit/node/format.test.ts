import { describe, expect, it } from 'vitest';
import { u64 } from '../../../lib/core/bytes.ts';
import { STORAGE_FORMAT } from '../../../lib/node/assert-usable.ts';
import { FORMAT_KEY } from '../../../lib/node/block-store/storage-keys.ts';
import { createTestNetwork, statusOf } from './support/test-network.ts';

describe('a database of another format', () => {
  /** Of a validator that ran with the format of today, and what is there instead. */
  async function withFormat(value: Uint8Array | undefined) {
    const net = createTestNetwork();
    const before = net.add('ann');
    await before.node.start();
    await before.node.stop();
    const { disk } = before.storage;
    const again = net.add('ann', { disk });
    await again.storage.write([{ bucket: 'meta', key: FORMAT_KEY, ...(value && { value }) }]);
    return { again, disk };
  }

  it.each([
    ['a newer one', u64(STORAGE_FORMAT + 1n), 'block-store/newer-format'],
    ['an older one', u64(STORAGE_FORMAT - 1n), 'block-store/older-format'],
    ['one before formats had a number', undefined, 'block-store/older-format'],
  ])('is refused and left as it is: %s', async (_, value, code) => {
    const { again, disk } = await withFormat(value);
    const before = structuredClone(disk.buckets);
    await expect(again.node.start()).rejects.toMatchObject({ code });
    const { phase, problem, boot } = await statusOf(again);
    expect([phase, problem?.code]).toEqual(['paused', code]);
    expect(boot.find(({ name }) => name === 'storage')).toMatchObject({ error: { code } });
    expect(disk.buckets).toEqual(before);
    expect((await again.keys.current())?.state).toBe('live');
  });

  it('of today opens', async () => {
    const { again } = await withFormat(u64(STORAGE_FORMAT));
    await again.node.start();
    expect((await statusOf(again)).problem).toBeUndefined();
  });
});
