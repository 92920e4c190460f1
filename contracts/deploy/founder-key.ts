import type { Address } from '../../lib/core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import { type KeyFile, openKeyFile, readKeyFile } from '../../lib/platform/nodejs/key-file.ts';

const PROBLEMS: Record<string, (path: string) => [problem: string, advice: string]> = {
  'key-file/absent': (path) => [
    `There is no key file ${path}.`,
    'Check the path given by --key-file.',
  ],
  'key-file/exposed': (path) => [`Others may read ${path}.`, `Run chmod 600 ${path}.`],
  'key-file/other-account': (path) => [
    `${path} holds the keys of another account.`,
    'Give the account they are of, or another file.',
  ],
  'key-file/unwritable': (path) => [
    `${path} cannot be written.`,
    'Give a path in a folder of your own.',
  ],
  'key-file/malformed': (path) => [
    `${path} holds no keys of a validator.`,
    'prove needs the JSON file that the validator runs with; the secret key of an account is for ' +
      'plan and deploy.',
  ],
};

/** The keys of a validator. @throws WeftError `deploy/key-file`, which repeats nothing of it. */
export async function readFounderKey(path: string): Promise<KeyFile> {
  return readKeyFile(path).catch((thrown: unknown) => explain(thrown, path));
}

/** The same, made for the account if there is no such file. @throws WeftError as above */
export async function openFounderKey(path: string, account: Address): Promise<KeyFile> {
  return openKeyFile({ path, account }).catch((thrown: unknown) => explain(thrown, path));
}

function explain(thrown: unknown, path: string): never {
  const words = PROBLEMS[errorObjectFrom(thrown).code]?.(path);
  if (!words) throw thrown;
  const [problem, advice] = words;
  throw new WeftError('deploy/key-file', `${problem} Nothing was changed. ${advice}`, { path });
}
