import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployOptionsFrom } from '../../contracts/deploy/options.ts';
import { DEFAULT_RULES } from '../../contracts/deploy/rules.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { testSecret } from './support/ethereum.ts';

const SECRET = testSecret(0);
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const OTHER_ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NEEDED = ['deploy', '--rpc', 'http://127.0.0.1:8545', '--network', 'network.json'];
const WITH_KEY = { WEFT_DEPLOYER_KEY: SECRET };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-deploy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the command line of a deployment', () => {
  it('needs a step, an endpoint, a file and a key, and has defaults for the rest', () => {
    expect(deployOptionsFrom(NEEDED, WITH_KEY)).toMatchObject({
      ...{ step: 'deploy', rpc: 'http://127.0.0.1:8545', fileName: 'network.json' },
      deployer: { address: ADDRESS },
      rules: DEFAULT_RULES,
    });
  });

  it('takes the key from a file before the environment', () => {
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, `${testSecret(1)}\n`, { mode: 0o600 });
    const options = deployOptionsFrom([...NEEDED, '--key-file', keyFile], WITH_KEY);
    expect(options).toMatchObject({ deployer: { address: OTHER_ADDRESS } });
  });

  it('refuses a key file that others may read', () => {
    const keyFile = join(folder, 'exposed');
    writeFileSync(keyFile, testSecret(1), { mode: 0o644 });
    const refusal = errorOf(() => deployOptionsFrom([...NEEDED, '--key-file', keyFile], {}));
    expect(refusal.message).toMatch(/^Others may read .*exposed\. Nothing .* chmod 600 /);
  });

  it('says of a key file that is not there what to do', () => {
    const refusal = errorOf(() => deployOptionsFrom([...NEEDED, '--key-file', '/nowhere/key'], {}));
    expect(refusal.message).toBe(
      'There is no key file /nowhere/key. Nothing was sent or changed. Check the path given by ' +
        '--key-file.',
    );
  });

  it.each([
    ['a line too short', SECRET.slice(0, -1)],
    ['nothing', ''],
    ["a validator's keys", JSON.stringify({ account: ADDRESS, blsSecret: SECRET })],
  ])('says of a key file that holds %s what it needs, and not what it holds', (_, text) => {
    const keyFile = join(folder, 'other');
    writeFileSync(keyFile, text, { mode: 0o600 });
    const refusal = errorOf(() => deployOptionsFrom([...NEEDED, '--key-file', keyFile], WITH_KEY));
    expect(refusal.code).toBe('deploy/key-file');
    expect(refusal.message).toMatch(/Nothing was sent or changed\. It needs one line, 0x and 64/);
    expect(JSON.stringify(refusal.toObject())).not.toContain(SECRET.slice(2, -1));
  });

  it.each([
    [...NEEDED, '--key-file', SECRET],
    [...NEEDED, `--key-file=${SECRET}`],
    [...NEEDED, SECRET.slice(2)],
    [`--${SECRET}`, ...NEEDED],
  ])('does not repeat a key that was given instead of its file', (...given) => {
    const refusal = errorOf(() => deployOptionsFrom(given, WITH_KEY));
    expect(refusal.message).toMatch(/^A secret key stands in the command line/);
    expect(JSON.stringify(refusal.toObject())).not.toContain(SECRET.slice(2));
  });

  it('gives help whatever else is asked', () => {
    expect(deployOptionsFrom(['--help'], {})).toEqual({ step: 'help' });
    expect(deployOptionsFrom(['plan', '-h'], {})).toEqual({ step: 'help' });
  });

  it('plans over another plan only when told', () => {
    const given = ['plan', ...NEEDED.slice(1)];
    expect(deployOptionsFrom(given, WITH_KEY)).toMatchObject({ step: 'plan', again: false });
    expect(deployOptionsFrom([...given, '--again'], WITH_KEY)).toMatchObject({ again: true });
  });

  it('needs less to prove a key', () => {
    const given = ['prove', '--network', 'network.json', '--key-file', 'keys.json'];
    expect(deployOptionsFrom(given, {})).toEqual({
      ...{ step: 'prove', fileName: 'network.json', keyFile: 'keys.json' },
    });
  });

  it('needs no network to make keys', () => {
    const given = ['key', '--key-file', 'keys.json', '--account', ADDRESS];
    expect(deployOptionsFrom(given, {})).toEqual({
      ...{ step: 'key', keyFile: 'keys.json', account: ADDRESS.toLowerCase() },
    });
  });

  it('changes the rules', () => {
    const given = ['--silence', '50', '--grace', '40', '--window', '30', '--bond', '0.25'];
    const bond = 25n * 10n ** 16n;
    expect(deployOptionsFrom([...NEEDED, ...given], WITH_KEY)).toMatchObject({
      rules: { silence: 50n, grace: 40n, window: 30n, exitBond: bond, challengeBond: bond },
    });
  });

  const wrong: Record<string, string[]> = {
    'no step': NEEDED.slice(1),
    'another step': ['destroy', ...NEEDED.slice(1)],
    'two steps': ['plan', ...NEEDED],
    'no endpoint': ['plan', '--network', 'network.json'],
    'an endpoint that is no URL': ['plan', '--rpc', 'localhost', '--network', 'network.json'],
    'no key to prove': ['prove', '--network', 'network.json'],
    'no file for keys': ['key', '--account', ADDRESS],
    'keys of nobody': ['key', '--key-file', 'keys.json'],
    'keys of less than an address': ['key', '--key-file', 'keys.json', '--account', '0xf39f'],
    'keys on a network': ['key', ...NEEDED.slice(1), '--key-file', 'k', '--account', ADDRESS],
    'an account for a deployment': [...NEEDED, '--account', ADDRESS],
    'no network file': ['plan', '--rpc', 'http://127.0.0.1:8545'],
    'an unknown option': [...NEEDED, '--force'],
    'an option without its value': [...NEEDED, '--window'],
    'a window of no time': [...NEEDED, '--window', '0'],
    'a window whose half is no time': [...NEEDED, '--window', '1'],
    'a window for a plan': ['plan', ...NEEDED.slice(1), '--window', '30'],
    'a bond for a plan': ['plan', ...NEEDED.slice(1), '--bond', '0.25'],
    'a silence of less than no time': [...NEEDED, '--silence=-1'],
    'a grace of part of a second': [...NEEDED, '--grace', '1.5'],
    'a bond of nothing': [...NEEDED, '--bond', '0'],
    'a bond that is no number': [...NEEDED, '--bond', 'much'],
    'a window for a proof': ['prove', ...NEEDED.slice(1), '--key-file', 'k', '--window', '30'],
    'another deployment': [...NEEDED, '--again'],
    'an endpoint of no host': ['plan', '--rpc', 'http://', '--network', 'network.json'],
  };
  it.each(Object.entries(wrong))(
    'with %s is refused in a line, and says where there is more',
    (_, given) => {
      expect(() => deployOptionsFrom(given, WITH_KEY)).toThrow(
        expect.objectContaining({
          code: 'deploy/usage',
          message: expect.stringMatching(
            /^[^\n]+\.\nnpm run contracts:deploy -- --help shows what there is\.$/,
          ),
        }),
      );
    },
  );

  const badSecrets: Record<string, string | undefined> = {
    absent: undefined,
    'too short': SECRET.slice(0, -1),
    'without 0x': SECRET.slice(2),
    'of letters': `0x${'k'.repeat(64)}`,
    zero: `0x${'0'.repeat(64)}`,
    'not below the order of the curve': `0x${'f'.repeat(64)}`,
  };
  it.each(Object.entries(badSecrets))('with a key that is %s is refused without it', (_, key) => {
    const refusal = errorOf(() => deployOptionsFrom(NEEDED, { WEFT_DEPLOYER_KEY: key }));
    expect(refusal.code).toBe(key ? 'deploy/key-variable' : 'deploy/usage');
    if (key) expect(JSON.stringify(refusal.toObject())).not.toContain(key);
  });
});

function errorOf(action: () => unknown): WeftError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof WeftError) return thrown;
  }
  throw new RangeError('a refusal');
}
