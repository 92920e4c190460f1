import { parseArgs } from 'node:util';
import { WeftError } from '../../core/errors.ts';
import type { Pace } from './local-network.ts';

/** What a person may choose about a local network. */
export interface LocalOptions {
  sitePort: number;
  ethereumPort: number;
  /** Endpoints that a new chain asks instead; with one alone there is nobody to compare it with. */
  ethereumUrls: readonly string[];
  /** The first of those that the validators use. */
  basePort: number;
  pace: Pace;
  folder: string;
  site: string;
  fresh: boolean;
  relayOnly: boolean;
  /** Without questions and answers to begin with. */
  empty: boolean;
}

const OPTIONS = {
  'site-port': { takes: 'port', default: '3000', says: 'where the site listens' },
  'ethereum-port': { takes: 'port', default: '8545', says: 'where the local Ethereum listens' },
  'ethereum-urls': {
    ...{ takes: 'list', default: '' },
    says: 'endpoints in front of it for a new chain, with commas',
  },
  'base-port': { takes: 'port', default: '4100', says: 'the first of eight for the validators' },
  'min-block-ms': { takes: 'number', default: '500', says: 'from one block to the next, at least' },
  'epoch-ms': { takes: 'number', default: '60000', says: 'how long a committee is in office' },
  data: { takes: 'folder', default: '.weft/local', says: 'where chain, keys and logs are kept' },
  site: { takes: 'folder', default: 'out', says: 'the built site' },
  fresh: { says: 'deletes the chain in the data folder and begins a new one' },
  empty: { says: 'brings no questions and answers to the chain' },
  'relay-only': { says: 'goes on with a chain whose validators are tabs' },
} as const satisfies Record<string, Option>;

type Name = keyof typeof OPTIONS;
type Option = { says: string; takes?: 'port' | 'number' | 'folder' | 'list'; default?: string };

/** Four validators use two each. */
const PORTS_FROM_BASE = 8;
const LAST_PORT = 65_535;

/**
 * The options in a command line. `environment` is that of npm, which keeps options for itself when
 * the dashes before them are missing.
 * @throws WeftError `local/bad-option`, which says what is wrong and what there is to choose
 */
export function localOptionsFrom(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LocalOptions {
  assertNothingKept(environment);
  const given = givenIn(parameters);
  if (given.has('fresh') && given.has('relay-only')) {
    throw badOption('--relay-only goes on with the chain that --fresh deletes. Leave one out.');
  }
  const textOf = (name: Name) => given.get(name) ?? (OPTIONS[name] as Option).default ?? '';
  const numberOf = (name: Name, last = Number.MAX_SAFE_INTEGER) => {
    const number = /^\d+$/.test(textOf(name)) ? Number(textOf(name)) : 0;
    if (number > 0 && number <= last) return number;
    const bounds = last <= LAST_PORT ? `a port number from 1 to ${last}` : 'a whole number above 0';
    throw badOption(`--${name} needs ${bounds}, not "${textOf(name)}".`);
  };
  const sitePort = numberOf('site-port', LAST_PORT);
  const ethereumPort = numberOf('ethereum-port', LAST_PORT);
  const basePort = numberOf('base-port', LAST_PORT - PORTS_FROM_BASE + 1);
  assertDistinct([sitePort, ethereumPort], basePort);
  return {
    sitePort,
    ethereumPort,
    ethereumUrls: textOf('ethereum-urls').split(',').filter(Boolean),
    basePort,
    pace: { minBlockMs: numberOf('min-block-ms'), epochMs: numberOf('epoch-ms') },
    folder: textOf('data'),
    site: textOf('site'),
    fresh: given.has('fresh'),
    relayOnly: given.has('relay-only'),
    empty: given.has('empty'),
  };
}

/** Each option with its value as it was written. */
function givenIn(parameters: readonly string[]): Map<string, string> {
  const options = Object.fromEntries(
    Object.entries<Option>(OPTIONS).map(([name, { takes }]) => {
      return [name, { type: takes ? ('string' as const) : ('boolean' as const) }];
    }),
  );
  // Not strict: its own words are for programmers.
  const { tokens } = parseArgs({ args: [...parameters], options, strict: false, tokens: true });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw badOption(`"${token.value}" belongs to no option.`);
    const { name, rawName, value, inlineValue } = token;
    if (!isName(name)) throw badOption(`There is no option ${rawName}.`);
    const { takes }: Option = OPTIONS[name];
    if (!takes && value !== undefined) throw badOption(`${rawName} takes no value.`);
    if (takes && (!value || (!inlineValue && value.startsWith('-')))) {
      throw badOption(`${rawName} needs a ${takes}.`);
    }
    given.set(name, value ?? '');
  }
  return given;
}

function assertNothingKept(environment: Readonly<Record<string, string | undefined>>) {
  if (environment.npm_lifecycle_event !== 'start') return;
  for (const [name, { takes }] of Object.entries<Option>(OPTIONS)) {
    if (environment[`npm_config_${name.replaceAll('-', '_')}`] === undefined) continue;
    const example = `npm start -- --${name}${takes ? ` <${takes}>` : ''}`;
    throw badOption(`npm kept --${name} for itself. Put two dashes before the options: ${example}`);
  }
}

function assertDistinct(ports: readonly number[], basePort: number) {
  const ofValidators = Array.from({ length: PORTS_FROM_BASE }, (_, index) => basePort + index);
  const all = [...ports, ...ofValidators];
  const twice = all.find((port, index) => all.indexOf(port) !== index);
  if (twice !== undefined) throw badOption(`Port ${twice} is asked for twice.`);
}

function isName(name: string): name is Name {
  return Object.hasOwn(OPTIONS, name);
}

function badOption(sentence: string): WeftError {
  const rows = Object.entries<Option>(OPTIONS).map(([name, option]) => {
    const usage = `--${name}${option.takes ? ` <${option.takes}>` : ''}`;
    const usual = option.default ? ` (${option.default})` : '';
    return `  ${usage.padEnd(24)}${option.says}${usual}`;
  });
  const list = ['Options, as in npm start -- --site-port 3001:', ...rows].join('\n');
  return new WeftError('local/bad-option', `${sentence}\n\n${list}`);
}
