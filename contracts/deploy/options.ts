import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isHex, parseEther } from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { WeftError } from '../../lib/core/errors.ts';
import { type ContractRules, DEFAULT_RULES } from './rules.ts';

/** What a person asks for. */
export type DeployOptions =
  | {
      step: 'plan' | 'deploy';
      rpc: string;
      fileName: string;
      deployer: PrivateKeyAccount;
      rules: ContractRules;
    }
  | { step: 'prove'; fileName: string; keyFile: string };

const USAGE = `
npm run contracts:deploy -- plan --rpc URL --network FILE [--key-file FILE]
npm run contracts:deploy -- prove --network FILE --key-file FILE
npm run contracts:deploy -- deploy --rpc URL --network FILE [--key-file FILE] [options]

Key file of plan and deploy: the secret key of the account that creates the contracts, 0x and 64
digits; without it WEFT_DEPLOYER_KEY is read. Key file of prove: the keys of a founding validator.
Options of deploy, which hold for ever:
  --silence SECONDS    30 days: without a checkpoint the chain may be declared dead
  --grace SECONDS      7 days: from then until it may be sealed
  --window SECONDS     7 days: how long an exit from the Vault can be challenged
  --bond ETHER         0.1: of an exit, and of a challenge
`;

const TEXT = { type: 'string' } as const;
/** Permission bits of group and others. */
const OTHERS = 0o077;

/** @throws WeftError `deploy/usage`, which says what is wrong and what there is to choose. */
export function deployOptionsFrom(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DeployOptions {
  const { values, positionals } = parsed(parameters);
  const [step, ...more] = positionals;
  const { rpc, network: fileName, 'key-file': keyFile } = values;
  const isStep = step === 'plan' || step === 'prove' || step === 'deploy';
  if (!isStep || more.length > 0) throw usage('The step is plan, prove or deploy.');
  if (!fileName) throw usage('--network needs the network file.');
  if (step === 'prove') {
    if (!keyFile) throw usage("--key-file needs the file with the validator's keys.");
    return { step, fileName, keyFile };
  }
  if (!rpc || !/^https?:\/\/\S+$/.test(rpc)) throw usage('--rpc needs the URL of an endpoint.');
  if (step === 'plan') assertNoRules(values);
  const secret = keyFile ? textOf(keyFile) : environment.WEFT_DEPLOYER_KEY;
  return { step, rpc, fileName, deployer: accountFrom(secret), rules: rulesFrom(values) };
}

function parsed(parameters: readonly string[]) {
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        ...{ rpc: TEXT, network: TEXT, 'key-file': TEXT },
        ...{ silence: TEXT, grace: TEXT, window: TEXT, bond: TEXT },
      },
    });
  } catch (thrown) {
    throw usage(thrown instanceof Error ? thrown.message : `${thrown}`);
  }
}

/** Whoever thought them chosen by the plan would deploy without them, for ever. */
function assertNoRules({ silence, grace, window, bond }: Values): void {
  if ((silence ?? grace ?? window ?? bond) === undefined) return;
  throw usage('--silence, --grace, --window and --bond are options of deploy, not of plan.');
}

type Values = Partial<Record<'silence' | 'grace' | 'window' | 'bond', string>>;

function rulesFrom({ silence, grace, window, bond }: Values): ContractRules {
  const bondWei = bond === undefined ? undefined : weiFrom(bond);
  const windowSeconds = secondsFrom('window', window) ?? DEFAULT_RULES.window;
  if (windowSeconds < 2n) throw usage('--window needs 2 seconds or more: half of it counts, too.');
  return {
    silence: secondsFrom('silence', silence) ?? DEFAULT_RULES.silence,
    grace: secondsFrom('grace', grace) ?? DEFAULT_RULES.grace,
    window: windowSeconds,
    exitBond: bondWei ?? DEFAULT_RULES.exitBond,
    challengeBond: bondWei ?? DEFAULT_RULES.challengeBond,
  };
}

function secondsFrom(name: string, text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(text)) return BigInt(text);
  throw usage(`--${name} needs a whole number of seconds above 0, not "${text}".`);
}

function weiFrom(text: string): bigint {
  const wei = /^\d{1,9}(\.\d{1,18})?$/.test(text) ? parseEther(text) : 0n;
  if (wei > 0n) return wei;
  throw usage(`--bond needs an amount of ether above 0, not "${text}".`);
}

/** No message repeats a secret, not even a malformed one. */
function accountFrom(text: string | undefined): PrivateKeyAccount {
  const secret = text?.trim();
  if (!secret) throw usage('There is no secret key: give --key-file or set WEFT_DEPLOYER_KEY.');
  try {
    if (isHex(secret) && secret.length === 66) return privateKeyToAccount(secret);
  } catch {
    // Not below the order of the curve.
  }
  throw usage('The secret key is not 0x and 64 hexadecimal digits, or no key of an account.');
}

function textOf(keyFile: string): string {
  let text: string;
  let mode: number;
  try {
    text = readFileSync(keyFile, 'utf8');
    ({ mode } = statSync(keyFile));
  } catch {
    throw usage(`The key file ${keyFile} cannot be read.`);
  }
  const isExposed = process.platform !== 'win32' && (mode & OTHERS) !== 0;
  if (isExposed) throw usage(`Others may read ${keyFile}: chmod 600 it.`);
  return text;
}

function usage(problem: string): WeftError {
  return new WeftError('deploy/usage', `${problem}\n${USAGE}`.trimEnd());
}
