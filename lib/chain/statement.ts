import {
  bytesFromHex,
  concatBytes,
  type Hash,
  u64,
  uintFromBytes,
  ZERO_HASH,
} from '../core/bytes.ts';
import {
  bytesOf,
  hexItem,
  hexOf,
  listOf,
  malformed,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';

/** What a vote says about a view. The numbers are signed, so they never change. */
export const NOTARIZE = 1;
export const NULLIFY = 2;
export const FINALIZE = 3;
export type StatementKind = typeof NOTARIZE | typeof NULLIFY | typeof FINALIZE;

export interface Statement {
  kind: StatementKind;
  epoch: bigint;
  view: bigint;
  /** Block-header hash; 32 zero bytes for nullify. */
  digest: Hash;
}

/** The 88 bytes that are signed: `06 'attest' | genesisHash | kind | epoch | view | digest`. */
export function attestMessage(genesisHash: Hash, statement: Statement): Uint8Array<ArrayBuffer> {
  return concatBytes(
    ATTEST_TAG,
    bytesFromHex(genesisHash),
    Uint8Array.of(statement.kind),
    u64(statement.epoch),
    u64(statement.view),
    bytesFromHex(statement.digest),
  );
}

/** What a proposer's reveal signs: `06 'randao' | genesisHash | epoch | view`. */
export function randaoMessage(genesisHash: Hash, epoch: bigint, view: bigint) {
  return concatBytes(RANDAO_TAG, bytesFromHex(genesisHash), u64(epoch), u64(view));
}

/** A string that is equal exactly for equal statements, for use as a map key. */
export function statementKey(statement: Statement): string {
  return `${statement.epoch}/${statement.view}/${statement.kind}/${statement.digest}`;
}

export function itemFromStatement(statement: Statement): RlpItem {
  return [
    Uint8Array.of(statement.kind),
    uintItem(statement.epoch),
    uintItem(statement.view),
    hexItem(statement.digest),
  ];
}

export function statementFromItem(item: RlpItem | undefined): Statement {
  const [kindItem, epoch, view, digestItem] = listOf(item, 4);
  const kind = Number(uintFromBytes(bytesOf(kindItem, 1)));
  const digest = hexOf(digestItem, 32);
  if (kind !== NOTARIZE && kind !== NULLIFY && kind !== FINALIZE) throw malformed('vote kind');
  if ((kind === NULLIFY) !== (digest === ZERO_HASH)) throw malformed('digest of this vote kind');
  return { kind, epoch: uintOf(epoch), view: uintOf(view), digest };
}

const ATTEST_TAG = Uint8Array.of(6, ...ascii('attest'));
const RANDAO_TAG = Uint8Array.of(6, ...ascii('randao'));

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
