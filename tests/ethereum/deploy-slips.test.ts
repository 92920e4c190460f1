import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDeployCommand, runNpmCommand, writeNetworkFile } from './support/deploy-command.ts';
import { testSecret } from './support/ethereum.ts';
import { type Answer, startHttpEndpoint } from './support/http-endpoint.ts';
import { testValidators } from './support/validators.ts';

const SECRET = testSecret(0);
const KEY = { WEFT_DEPLOYER_KEY: SECRET };
/** Nothing listens there. */
const SILENT = 'http://127.0.0.1:9';

let folder: string;
let fileName: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weft-deploy-slips-'));
  fileName = writeNetworkFile(folder, testValidators('founder', 4));
});
afterAll(() => rmSync(folder, { recursive: true }));

const planAt = (rpc: string, network = fileName) =>
  runDeployCommand(['plan', '--rpc', rpc, '--network', network], KEY);

describe('npm run contracts:deploy', () => {
  it('says in a line what is wrong, and where there is more', async () => {
    expect(await runNpmCommand(['deploy'])).toEqual({
      code: 1,
      output: '',
      problem:
        '--network needs the path of the network file.\n' +
        'npm run contracts:deploy -- --help shows what there is.\n',
    });
  });

  it('helps who asks', async () => {
    const { code, output, problem } = await runNpmCommand(['--help']);
    expect({ code, problem }).toEqual({ code: 0, problem: '' });
    for (const step of ['key', 'plan', 'prove', 'deploy']) expect(output).toContain(`-- ${step} `);
    for (const option of ['--again', '--window SECONDS']) expect(output).toContain(option);
  });
});

describe('an endpoint', () => {
  const page: Answer = { type: 'text/html', text: '<h1>Welcome</h1>' };
  const wrong: [string, Answer, string][] = [
    ['has another path', { ...page, status: 404 }, 'answers with HTTP status 404.'],
    [
      'wants another key',
      { status: 401, text: '{"error":"key"}' },
      'answers with HTTP status 401.',
    ],
    ['is a page', page, 'answers, but as no Ethereum endpoint.'],
    [
      'is another program',
      { text: '{"status":"ok"}' },
      'is no Ethereum endpoint: it names no chain.',
    ],
  ];

  it.each(wrong)(
    'that %s is told, with what to check, and nothing is sent',
    async (_, answer, words) => {
      const endpoint = await startHttpEndpoint(() => answer);
      await expectRefused(endpoint.url, words);
      endpoint.stop();
    },
  );

  it('that does not answer is told, with what to check, and nothing is sent', async () => {
    await expectRefused(SILENT, `The endpoint ${SILENT} does not answer.`);
  });

  async function expectRefused(origin: string, words: string) {
    const before = readFileSync(fileName, 'utf8');
    const { code, output, problem } = await planAt(`${origin}/v3/secret-of-an-endpoint`);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toContain(words);
    expect(problem).toContain('Nothing was sent');
    expect(problem).toContain('Check the URL given by --rpc, its path too');
    expect(problem).not.toContain('secret-of-an-endpoint');
    expect(readFileSync(fileName, 'utf8')).toBe(before);
  }
});

describe('a network file', () => {
  const wrong: [string, string | undefined, RegExp][] = [
    ['is not there', undefined, /^There is no network file \S+\. /],
    ['lacks something', '{ "genesis": 1 }', /is no network file: "genesis" is missing or wrong\. /],
    ['is a key', SECRET, /is no network file: it is not JSON\. /],
    ['is a key in JSON', `"${SECRET}"`, /is no network file: it holds something else\. /],
  ];

  it.each(wrong)('that %s is told, and what to do', async (_, text, words) => {
    const other = join(folder, 'other.json');
    if (text) writeFileSync(other, text);
    const { code, output, problem } = await planAt(SILENT, other);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(problem).toMatch(words);
    expect(problem).toContain('Nothing was sent or changed. Check the path given by --network;');
    expect(problem).not.toContain(SECRET.slice(2, 12));
  });
});
