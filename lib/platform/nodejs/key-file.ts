import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { type Address, type Hex, isHex } from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import { isBlsSecret } from '../signatures/bls.ts';
import { createKeySecrets, type KeySecrets } from '../signatures/key-secrets.ts';

/** What a validator under Node.js keeps in a JSON file that only its owner may read. */
export interface KeyFile extends Omit<KeySecrets, 'blsSecret'> {
  /** Absent when the key is dead or forgotten. The identity among peers stays. */
  blsSecret?: Hex;
  /** A journal of its votes was begun. A copy of the file carries it along. */
  isUsed?: boolean;
  dead?: { blsKey: Hex; cause: ErrorObject };
}

/**
 * The file at `path`, created with fresh keys for `account` when absent. Throws `key-file/absent`
 * when there is neither file nor account, `key-file/exposed` when others may read it,
 * `key-file/other-account` when it belongs to another account, `key-file/malformed` or
 * `key-file/unwritable`.
 */
export async function openKeyFile({
  path,
  account,
}: {
  path: string;
  /** Whose the keys must be; anybody's when not given. */
  account?: Address;
}): Promise<KeyFile> {
  const existing = await findKeyFile(path);
  if (!existing && !account) {
    throw new WeftError('key-file/absent', `${path} does not exist; name its account`, { path });
  }
  if (!existing && account) await createFile(path, createKeySecrets(account));
  // Read back even when just written: another process may have been first.
  const file = existing ?? (await readKeyFile(path));
  if (account && file.account !== account) {
    throw new WeftError('key-file/other-account', `${path} belongs to ${file.account}`, { path });
  }
  return file;
}

/** @throws WeftError `key-file/absent` and as above. */
export async function readKeyFile(path: string): Promise<KeyFile> {
  const file = await findKeyFile(path);
  if (file) return file;
  throw new WeftError('key-file/absent', `${path} does not exist`, { path });
}

/** Replaces the file, durably and in one piece. */
export function writeKeyFile(path: string, file: KeyFile): Promise<void> {
  return write(path, file, (draft) => rename(draft, path));
}

/** The secret of a key that is alive. */
export function blsSecretOf({ blsSecret, account }: KeyFile): Hex {
  if (blsSecret) return blsSecret;
  throw new WeftError('key-file/no-secret', `the key of ${account} is dead`, { account });
}

async function findKeyFile(path: string): Promise<KeyFile | undefined> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (isAbsent(thrown)) return undefined;
    throw new WeftError('key-file/malformed', `cannot read ${path}: ${String(thrown)}`, { path });
  });
  if (text === undefined) return undefined;
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new WeftError('key-file/exposed', `others may read ${path}: chmod 600 it`, { path });
  }
  const file = v.safeParse(schema, text);
  if (file.success) return file.output;
  throw new WeftError('key-file/malformed', `${path} is not a key file`, { path });
}

/** Never replaces an existing file. */
function createFile(path: string, secrets: KeySecrets): Promise<void> {
  return write(path, secrets, async (draft) => {
    await link(draft, path).catch((thrown: unknown) => {
      if (!isPresent(thrown)) throw thrown;
    });
    await unlink(draft);
  });
}

/** Appears complete and on disk, or not at all. */
async function write(path: string, file: KeyFile, place: (draft: string) => Promise<void>) {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomBytes(8).toString('hex')}`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(file, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(draft);
    const directory = await open(dirname(path));
    await directory.sync();
    await directory.close();
  } catch (thrown) {
    throw new WeftError('key-file/unwritable', `cannot write ${path}: ${thrown}`, { path });
  }
}

/** Permission bits of group and others. */
const OTHERS = 0o077;

const hexOf = (length: number) => v.custom<Hex>((value) => isHex(value, length));

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    account: v.pipe(
      hexOf(20),
      v.transform((account) => account.toLowerCase() as Address),
    ),
    networkSecret: hexOf(32),
    blsSecret: v.exactOptional(v.custom<Hex>(isBlsSecret)),
    isUsed: v.exactOptional(v.boolean()),
    dead: v.exactOptional(
      v.object({
        blsKey: hexOf(48),
        cause: v.object({
          code: v.string(),
          message: v.string(),
          facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
        }),
      }),
    ),
  }),
);

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function isPresent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}
