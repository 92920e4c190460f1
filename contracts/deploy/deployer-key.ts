import { readFileSync, statSync } from 'node:fs';
import { isHex } from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import { usageError } from './usage.ts';

/** Permission bits of group and others. */
const OTHERS = 0o077;
const UNTOUCHED = 'Nothing was sent or changed.';

/**
 * The account that creates the contracts. No message repeats its secret, not even a malformed one.
 * @throws WeftError `deploy/usage` without any key, `deploy/key-file`, `deploy/key-variable`
 */
export function deployerFrom(
  keyFile: string | undefined,
  variable: string | undefined,
): PrivateKeyAccount {
  if (keyFile !== undefined) {
    const account = accountFrom(textOf(keyFile));
    if (account) return account;
    throw keyFileError(
      keyFile,
      `${keyFile} holds no secret key of an account. ${UNTOUCHED} It needs one line, 0x and 64 ` +
        "hexadecimal digits; a validator's key file is for prove.",
    );
  }
  if (!variable?.trim()) {
    throw usageError('There is no secret key: give --key-file, or set WEFT_DEPLOYER_KEY.');
  }
  const account = accountFrom(variable);
  if (account) return account;
  throw new WeftError(
    'deploy/key-variable',
    `WEFT_DEPLOYER_KEY is no secret key of an account. ${UNTOUCHED} It needs 0x and 64 hexadecimal ` +
      'digits; or give a file that holds them by --key-file.',
  );
}

function accountFrom(text: string): PrivateKeyAccount | undefined {
  const secret = text.trim();
  if (!isHex(secret) || secret.length !== 66) return undefined;
  try {
    return privateKeyToAccount(secret);
  } catch {
    // Zero, or not below the order of the curve.
    return undefined;
  }
}

function textOf(keyFile: string): string {
  let text: string;
  let mode: number;
  try {
    text = readFileSync(keyFile, 'utf8');
    ({ mode } = statSync(keyFile));
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const problem = message.startsWith('ENOENT')
      ? `There is no key file ${keyFile}.`
      : `The key file ${keyFile} cannot be read: ${message}.`;
    const advice = 'Check the path given by --key-file.';
    throw keyFileError(keyFile, `${problem} ${UNTOUCHED} ${advice}`);
  }
  const isExposed = process.platform !== 'win32' && (mode & OTHERS) !== 0;
  if (!isExposed) return text;
  throw keyFileError(
    keyFile,
    `Others may read ${keyFile}. ${UNTOUCHED} Run chmod 600 ${keyFile}; if others use this ` +
      'machine, take another account.',
  );
}

function keyFileError(keyFile: string, message: string): WeftError {
  return new WeftError('deploy/key-file', message, { keyFile });
}
