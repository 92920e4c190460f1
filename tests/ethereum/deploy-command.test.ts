import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recoverAddress } from '../../lib/core/secp256k1.ts';
import { assertPossession } from '../../lib/platform/signatures/assert-possession.ts';
import { createBlsNative } from '../../lib/platform/signatures/bls-native.ts';
import { createInlineSignatures } from '../../lib/platform/signatures/inline-signatures.ts';
import { createKeySecrets, publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { alice, bob } from '../unit/chain/fixtures.ts';
import {
  readNetworkFile,
  runDeployCommand,
  runNpmCommand,
  writeNetworkFile,
} from './support/deploy-command.ts';
import { testSecret } from './support/ethereum.ts';
import { testValidators } from './support/validators.ts';

const KEY = { WEFT_DEPLOYER_KEY: testSecret(0) };
/** Nothing listens there. */
const SILENT = 'http://127.0.0.1:9/v3/secret-of-an-endpoint';

let folder: string;
let fileName: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-deploy-command-'));
  fileName = writeNetworkFile(folder, testValidators('founder', 4));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run contracts:deploy', () => {
  it('says what there is to choose', async () => {
    const { code, output, problem } = await runNpmCommand(['deploy']);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toMatch(/^--network needs the network file\.\n/);
    expect(problem).toContain('--window SECONDS');
  });

  it('names an endpoint that does not answer by its option, and changes nothing', async () => {
    const before = readFileSync(fileName, 'utf8');
    const result = await runDeployCommand(['plan', '--rpc', SILENT, '--network', fileName], KEY);
    expect(result).toEqual({
      code: 1,
      output: '',
      problem: 'The endpoint given by --rpc does not answer.\n',
    });
    expect(readFileSync(fileName, 'utf8')).toBe(before);
  });

  it('adds the proof of each founder in its turn, and of nobody else', async () => {
    const keys = [createKeySecrets(alice.account), createKeySecrets(bob.account)];
    const committee = keys
      .map((key) => ({ account: key.account, ...publicKeysOf(key), power: 1n }))
      .sort((a, b) => (a.account < b.account ? -1 : 1));
    const network = writeNetworkFile(folder, { committee });
    const stranger = createKeySecrets(alice.account);
    for (const [i, key] of [...keys, stranger].entries()) {
      const keyFile = join(folder, `validator-${i}.json`);
      writeFileSync(keyFile, JSON.stringify(key), { mode: 0o600 });
      const parameters = ['prove', '--network', network, '--key-file', keyFile];
      const { code, output, problem } = await runDeployCommand(parameters);
      if (key === stranger) expect(problem).toMatch(/^No founding member has the account/);
      else expect({ code, problem }).toEqual({ code: 0, problem: '' });
      expect(output + problem).not.toContain(key.blsSecret.slice(2));
    }
    const signatures = createInlineSignatures({
      bls: createBlsNative(),
      recover: recoverAddress,
      breathe: () => Promise.resolve(),
    });
    await expect(assertPossession(readNetworkFile(network), signatures)).resolves.toBeUndefined();
  });

  it('names a network file that it cannot read', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{ "genesis": 1 }');
    for (const [name, reason] of [
      [broken, 'network file: genesis'],
      [join(folder, 'absent.json'), 'ENOENT'],
    ] as const) {
      const { code, problem } = await runDeployCommand(
        ['plan', '--rpc', SILENT, '--network', name],
        KEY,
      );
      expect(code).toBe(1);
      expect(problem).toContain(`${name} cannot be read: ${reason}`);
    }
  });
});
