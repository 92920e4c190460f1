import { FINALIZE, NOTARIZE } from '../../../lib/chain/statement.ts';
import type { RecordBody } from '../../../lib/consensus/types.ts';
import type { PersistPoint } from '../configuration/configuration.ts';

/** What a write of the engine is about: the last record is the one the others are written for. */
export function persistPointOf(records: readonly RecordBody[]): PersistPoint {
  const last = records.at(-1);
  if (last?.type === 'proposal') return 'proposal';
  if (last?.type !== 'vote') return 'floor';
  const { kind } = last.vote.statement;
  if (kind === NOTARIZE) return 'notarize';
  return kind === FINALIZE ? 'finalize' : 'nullify';
}
