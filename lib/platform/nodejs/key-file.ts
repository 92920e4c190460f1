import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { type Address, type Hex, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { isBlsSecret } from '../signatures/bls.ts';
import { createValidatorKeys, type ValidatorKeys } from '../signatures/validator-keys.ts';

/**
 * The validator's keys in a JSON file that only its owner may read, created with fresh keys for
 * `account` when absent. Throws `key-file/absent` when there is neither file nor account,
 * `key-file/exposed` when others may read it, `key-file/other-account` when it belongs to another
 * account, `key-file/malformed` or `key-file/unwritable`.
 */
export async function openKeyFile({
  path,
  account,
}: {
  path: string;
  /** Whose the keys must be; anybody's when not given. */
  account?: Address;
}): Promise<ValidatorKeys> {
  const existing = await readKeys(path);
  if (!existing && !account) {
    throw new WeftError('key-file/absent', `${path} does not exist; name its account`, { path });
  }
  if (!existing && account) {
    await createFile(path, createValidatorKeys(account)).catch((thrown: unknown) => {
      throw new WeftError('key-file/unwritable', `cannot write ${path}: ${thrown}`, { path });
    });
  }
  // Read back even when just written: another process may have been first.
  const keys = existing ?? (await readKeys(path));
  if (!keys) throw new WeftError('key-file/malformed', `${path} disappeared`, { path });
  if (account && keys.account !== account) {
    throw new WeftError('key-file/other-account', `${path} belongs to ${keys.account}`, { path });
  }
  return keys;
}

async function readKeys(path: string): Promise<ValidatorKeys | undefined> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (isAbsent(thrown)) return undefined;
    throw new WeftError('key-file/malformed', `cannot read ${path}: ${String(thrown)}`, { path });
  });
  if (text === undefined) return undefined;
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new WeftError('key-file/exposed', `others may read ${path}: chmod 600 it`, { path });
  }
  const keys = v.safeParse(schema, text);
  if (keys.success) return keys.output;
  throw new WeftError('key-file/malformed', `${path} is not a key file`, { path });
}

/** Appears complete and on disk, or not at all, and never replaces an existing file. */
async function createFile(path: string, keys: ValidatorKeys): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(keys, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, path).catch((thrown: unknown) => {
    if (!isPresent(thrown)) throw thrown;
  });
  await unlink(draft);
  const directory = await open(dirname(path));
  await directory.sync();
  await directory.close();
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
    blsSecret: v.custom<Hex>(isBlsSecret),
    networkSecret: hexOf(32),
  }),
);

function isAbsent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function isPresent(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}
