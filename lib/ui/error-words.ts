import type { ErrorObject } from '../core/errors.ts';

/** Three sentences: what happened, what was not lost, what to do. */
export interface ErrorWords {
  happened: string;
  safe: string;
  next: string;
}

type Words = readonly [happened: string, safe: string, next: string];

const NOTHING_SENT = 'Nothing was sent and nothing was spent.';
const FINAL_IS_SAFE = 'Everything final is safe.';
const RELOAD = 'Reload the page to start the node again.';

/** Words for one code. `{fact}` is replaced by the error's fact of that name. */
const CODES: Readonly<Record<string, Words>> = {
  'storage/full': [
    'The browser ran out of space',
    'The node stopped before writing anything half. Everything final is safe.',
    'Free some space on this device, then reload the page.',
  ],
  'storage/gone': [
    'The database was deleted while the node was running',
    'Your coins are on the chain, not in this browser.',
    'Reload the page: the node fetches the chain again.',
  ],
  'storage/unavailable': [
    'This browser lets no page keep data',
    'Nothing was lost: there was nothing kept here yet.',
    'Leave private browsing, or allow site data for this page, then reload.',
  ],
  'storage/failed': [
    'The database did not answer',
    FINAL_IS_SAFE,
    'Reload the page. If it happens again, restart the browser.',
  ],
  'network/unreachable': [
    'No peer could be reached',
    'What this tab has verified stays readable.',
    'Check the connection. The node keeps trying by itself.',
  ],
  'network/timeout': [
    'A peer did not answer in time',
    FINAL_IS_SAFE,
    'The node asks another peer by itself.',
  ],
  'network/refused': [
    'A peer refused the request',
    FINAL_IS_SAFE,
    'The node asks another peer by itself.',
  ],
  'network-file/malformed': [
    'The network file of this site cannot be read',
    'Your browser and your coins are untouched.',
    'Tell whoever runs this site that {field} is wrong, or open another copy of it.',
  ],
  'client/timeout': [
    'The node did not answer in time',
    NOTHING_SENT,
    'Try again. If it stays silent, reload the page.',
  ],
  'client/closed': ['The node was closed', FINAL_IS_SAFE, RELOAD],
  'client/too-many': [
    'This page asked the node for too much at once',
    NOTHING_SENT,
    'Wait a moment, then try again.',
  ],
  'address/checksum': [
    'This address has a typing error',
    NOTHING_SENT,
    'Copy the address again: its capitals do not fit its digits.',
  ],
  'address/malformed': [
    'This is not an address',
    NOTHING_SENT,
    'An address is 0x and 40 digits. Copy it again.',
  ],
};

/** Words for what has no words of its own, by the part of the code before the slash. */
const AREAS: Readonly<Record<string, Words>> = {
  storage: ['The database failed', FINAL_IS_SAFE, 'Reload the page.'],
  network: [
    'The network failed',
    'What this tab has verified stays readable.',
    'The node keeps trying by itself.',
  ],
  client: ['The page and the node did not understand each other', NOTHING_SENT, 'Reload the page.'],
  signatures: [
    'A signature could not be checked',
    'It was treated as false, so nothing you see rests on it.',
    RELOAD,
  ],
  codec: [
    'Something that was received is not well formed',
    'It was dropped. Nothing you see came from it.',
    'There is nothing to do.',
  ],
  journal: [
    'The record of votes on this device is damaged',
    'The node stands still, so that no vote can be used twice.',
    'Erase the site data of this page and load it again.',
  ],
  internal: [
    'The node found a mistake in itself and stopped',
    'It stopped instead of guessing. Everything final is safe.',
    RELOAD,
  ],
};

const UNKNOWN: Words = ['Something did not work', FINAL_IS_SAFE, 'Try again, or reload the page.'];

export function errorWords(error: ErrorObject): ErrorWords {
  const words = CODES[error.code] ?? AREAS[areaOf(error.code)] ?? UNKNOWN;
  const [happened, safe, next] = words.map((sentence) => withFacts(sentence, error.facts));
  return { happened: happened ?? '', safe: safe ?? '', next: next ?? '' };
}

/** The reason alone, for a chip: `bank/not-enough` reads "not enough". */
export function failureWord(error: ErrorObject): string {
  return error.code.slice(error.code.indexOf('/') + 1).replaceAll('-', ' ');
}

/** True when a code has words, its own or its area's. */
export function hasErrorWords(code: string): boolean {
  return code in CODES || areaOf(code) in AREAS;
}

function areaOf(code: string): string {
  return code.slice(0, Math.max(0, code.indexOf('/')));
}

function withFacts(sentence: string, facts: ErrorObject['facts']): string {
  return sentence.replace(/\{([\w-]+)\}/g, (_, name: string) => `${facts[name] ?? name}`);
}
