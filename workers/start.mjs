// Plain JavaScript: it runs on a bare machine, before any package is installed.
//   node workers/start.mjs                 installs, builds and runs a local network
//   node workers/start.mjs prepare         installs packages only
//   node workers/start.mjs prepare tests   installs packages and the browsers that tests drive
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINIMUM_NODE = [20, 19];
const SITE_SOURCES = [
  ...['app', 'lib', 'workers', 'public', 'contracts/deploy'],
  ...['package-lock.json', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json'],
];
/** How often to see whether the shell that npm put in between was ended without a word. */
const PARENT_CHECK_MS = 500;
const BROWSERS = ['chromium', 'firefox-esr'];

process.chdir(ROOT);
checkNode();
const [command = 'run', ...rest] = process.argv.slice(2);
if (command === 'prepare') {
  installPackages();
  if (rest.includes('tests')) installBrowsers();
} else {
  installPackages();
  buildWhatChanged();
  runLocal(command === 'run' ? rest : process.argv.slice(2));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const enough = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  if (enough) return;
  fail(`Node.js ${MINIMUM_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

function installPackages() {
  const stamp = 'node_modules/.package-lock.json';
  const fresh = existsSync(stamp) && changedAt(stamp) >= changedAt('package-lock.json');
  if (fresh) return;
  step('Installing packages (once, one to two minutes)');
  // Not `npm ci`: it refuses a lock file without the packages of platforms a registry does not serve.
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], 'the npm registry');
}

function installBrowsers() {
  const missing = BROWSERS.filter((name) => spawnSync('which', [name]).status !== 0);
  if (missing.length === 0) return;
  const install = `apt-get install -y ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    fail(`The tests drive real browsers. Install them once, then start again:\n  sudo ${install}`);
  }
  step(`Installing ${missing.join(' and ')} from Debian's packages`);
  run('apt-get', ['update', '-qq'], "Debian's packages");
  run('apt-get', ['install', '-y', '-qq', ...missing], "Debian's packages");
}

function buildWhatChanged() {
  const stamp = '.weft/built-from';
  const sources = hashOf(SITE_SOURCES);
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources && existsSync('out');
  if (built) return;
  step('Building the node and the site (about a minute)');
  run('npm', ['run', '--silent', 'build'], 'the compiler');
  mkdirSync('.weft', { recursive: true });
  writeFileSync(stamp, sources);
}

function runLocal(options) {
  const child = spawn(process.execPath, ['.weft/local.js', ...options], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // It names each process it starts, so that none of them outlives even its crash.
  const started = new Set();
  child.on('message', (pid) => started.add(pid));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), PARENT_CHECK_MS);
  child.on('exit', (code, signal) => {
    for (const pid of started) endIfAlive(pid);
    process.exit(code ?? (signal ? 1 : 0));
  });
}

function endIfAlive(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended long ago.
  }
}

function run(program, parameters, needs) {
  const result = spawnSync(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status === 0) return;
  fail(`"${program} ${parameters.join(' ')}" failed. It needs ${needs}; nothing else was changed.`);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesUnder)) {
    if (path.endsWith('network.json')) continue;
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function changedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function step(words) {
  process.stdout.write(`· ${words}\n`);
}

function fail(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
