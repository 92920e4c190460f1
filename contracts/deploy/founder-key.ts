import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import { type KeyFile, readKeyFile } from '../../lib/platform/nodejs/key-file.ts';

const PROBLEMS: Record<string, (path: string) => [problem: string, advice: string]> = {
  'key-file/absent': (path) => [
    `There is no key file ${path}.`,
    'Check the path given by --key-file.',
  ],
  'key-file/exposed': (path) => [`Others may read ${path}.`, `Run chmod 600 ${path}.`],
  'key-file/malformed': (path) => [
    `${path} holds no keys of a validator.`,
    'prove needs the JSON file that the validator runs with; the secret key of an account is for ' +
      'plan and deploy.',
  ],
};

/** The keys of a validator. @throws WeftError `deploy/key-file`, which repeats nothing of it. */
export async function readFounderKey(path: string): Promise<KeyFile> {
  try {
    return await readKeyFile(path);
  } catch (thrown) {
    const words = PROBLEMS[errorObjectFrom(thrown).code]?.(path);
    if (!words) throw thrown;
    const [problem, advice] = words;
    throw new WeftError('deploy/key-file', `${problem} Nothing was changed. ${advice}`, { path });
  }
}
