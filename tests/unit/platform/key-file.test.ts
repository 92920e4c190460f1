import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Hex } from '../../../lib/core/bytes.ts';
import { openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';

const root = await mkdtemp(join(tmpdir(), 'weft-keys-'));
afterAll(() => rm(root, { recursive: true }));
const account: Hex = `0x${'ab'.repeat(20)}`;

describe('key file', () => {
  it('is created once, for its owner only, and found again', async () => {
    const path = join(root, 'new', 'validator.json');
    const keys = await openKeyFile({ path, account });
    expect(keys.account).toBe(account);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await openKeyFile({ path, account })).toEqual(keys);
    expect(await readdir(join(root, 'new'))).toEqual(['validator.json']);
  });

  it('gives everybody the same keys when several create it', async () => {
    const path = join(root, 'race', 'validator.json');
    const all = await Promise.all([1, 2, 3].map(() => openKeyFile({ path, account })));
    expect(new Set(all.map(({ blsSecret }) => blsSecret)).size).toBe(1);
  });

  it('refuses a file that others may read, or of another account', async () => {
    const path = join(root, 'refused.json');
    await openKeyFile({ path, account });
    const other: Hex = `0x${'cd'.repeat(20)}`;
    await expect(openKeyFile({ path, account: other })).rejects.toMatchObject({
      code: 'key-file/other-account',
    });
    await chmod(path, 0o644);
    await expect(openKeyFile({ path, account })).rejects.toMatchObject({
      code: 'key-file/exposed',
    });
  });

  it('refuses and keeps a damaged file', async () => {
    const path = join(root, 'damaged.json');
    const zero = {
      account,
      blsSecret: `0x${'00'.repeat(32)}`,
      networkSecret: `0x${'01'.repeat(32)}`,
    };
    for (const text of ['', '{', '{}', '[]', JSON.stringify(zero)]) {
      await writeFile(path, text, { mode: 0o600 });
      await expect(openKeyFile({ path, account })).rejects.toMatchObject({
        code: 'key-file/malformed',
      });
      expect(await readFile(path, 'utf8')).toBe(text);
    }
    await expect(openKeyFile({ path: root, account })).rejects.toMatchObject({
      code: 'key-file/malformed',
    });
  });

  it('says when it cannot be written', async () => {
    const path = '/proc/validator.json';
    await expect(openKeyFile({ path, account })).rejects.toMatchObject({
      code: 'key-file/unwritable',
    });
  });
});
