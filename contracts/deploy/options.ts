import { parseArgs } from 'node:util';
import { parseEther } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { type Address, isHex } from '../../lib/core/bytes.ts';
import { deployerFrom } from './deployer-key.ts';
import { type ContractRules, DEFAULT_RULES } from './rules.ts';
import { usageError } from './usage.ts';

/** What a person asks for. */
export type DeployOptions =
  | KeyOptions
  | PlanOptions
  | ProveOptions
  | CreateOptions
  | { step: 'help' };

export interface KeyOptions {
  step: 'key';
  keyFile: string;
  /** Whose keys they are. */
  account: Address;
}

export interface PlanOptions {
  step: 'plan';
  rpc: string;
  fileName: string;
  deployer: PrivateKeyAccount;
  /** Also over contracts that the file names. */
  again: boolean;
}

export interface ProveOptions {
  step: 'prove';
  fileName: string;
  keyFile: string;
}

export interface CreateOptions {
  step: 'deploy';
  rpc: string;
  fileName: string;
  deployer: PrivateKeyAccount;
  rules: ContractRules;
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;

/** @throws WeftError `deploy/usage`, which says what is wrong; and as `deployerFrom`. */
export function deployOptionsFrom(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DeployOptions {
  const { values, positionals } = parsed(parameters);
  const { rpc, network: fileName, 'key-file': keyFile, again = false } = values;
  if (values.help) return { step: 'help' };
  const [step, ...more] = positionals;
  if (step === 'key' && more.length === 0) return keyOptionsFrom(values);
  const isStep = step === 'plan' || step === 'prove' || step === 'deploy';
  if (!isStep || more.length > 0) {
    throw usageError('One step is needed: key, plan, prove or deploy.');
  }
  if (!fileName) throw usageError('--network needs the path of the network file.');
  if (values.account) throw usageError('--account is an option of key.');
  if (again && step !== 'plan') throw usageError('--again is an option of plan.');
  if (step !== 'deploy') assertNoRules(values);
  if (step === 'prove') {
    if (!keyFile) throw usageError("--key-file needs the file with the validator's keys.");
    return { step, fileName, keyFile };
  }
  if (!rpc || !isUrl(rpc)) throw usageError('--rpc needs the URL of an endpoint, http or https.');
  const common = { rpc, fileName, deployer: deployerFrom(keyFile, environment.WEFT_DEPLOYER_KEY) };
  if (step === 'plan') return { step, ...common, again };
  return { step, ...common, rules: rulesFrom(values) };
}

function keyOptionsFrom({ 'key-file': keyFile, account, ...others }: Values): KeyOptions {
  if (Object.keys(others).length > 0) throw usageError('key takes --key-file and --account alone.');
  const lower = account?.toLowerCase();
  if (!keyFile) throw usageError('--key-file needs the path of the file to make.');
  if (!isHex(lower, 20)) throw usageError('--account needs an address, 0x and 40 digits.');
  return { step: 'key', keyFile, account: lower };
}

function parsed(parameters: readonly string[]) {
  assertNoSecret(parameters);
  try {
    return parseArgs({
      args: [...parameters],
      allowPositionals: true,
      options: {
        ...{ rpc: TEXT, network: TEXT, 'key-file': TEXT, account: TEXT, again: FLAG },
        ...{ silence: TEXT, grace: TEXT, window: TEXT, bond: TEXT },
        help: { ...FLAG, short: 'h' },
      },
    });
  } catch (thrown) {
    const [sentence] = (thrown instanceof Error ? thrown.message : `${thrown}`).split(/\.\s|\n/);
    throw usageError(`${sentence}.`);
  }
}

/** Messages repeat paths and words: none of them may turn out to be a key. */
function assertNoSecret(parameters: readonly string[]): void {
  if (!parameters.some((parameter) => /^(--)?([a-z-]+=)?(0x)?[0-9a-f]{60,68}$/i.test(parameter)))
    return;
  throw usageError(
    'A secret key stands in the command line, where others may read it. Take another account, and ' +
      'put its key into a file for --key-file.',
  );
}

function isUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

/** Whoever thought them chosen by another step would deploy without them, for ever. */
function assertNoRules({ silence, grace, window, bond }: Values): void {
  if ((silence ?? grace ?? window ?? bond) === undefined) return;
  throw usageError('--silence, --grace, --window and --bond are options of deploy alone.');
}

type Values = ReturnType<typeof parsed>['values'];

function rulesFrom({ silence, grace, window, bond }: Values): ContractRules {
  const bondWei = bond === undefined ? undefined : weiFrom(bond);
  const windowSeconds = secondsFrom('window', window) ?? DEFAULT_RULES.window;
  if (windowSeconds < 2n) {
    throw usageError('--window needs 2 seconds or more: half of it counts, too.');
  }
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
  throw usageError(`--${name} needs a whole number of seconds above 0, not "${text}".`);
}

function weiFrom(text: string): bigint {
  const wei = /^\d{1,9}(\.\d{1,18})?$/.test(text) ? parseEther(text) : 0n;
  if (wei > 0n) return wei;
  throw usageError(`--bond needs an amount of ether above 0, not "${text}".`);
}
