import { type Certificate, indexesFromBitmap } from '../chain/certificate.ts';
import { isConflict } from '../chain/evidence.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { assert } from '../core/assert.ts';
import { MAX_CERTIFICATES_PER_VIEW } from '../core/limits.ts';
import { addCertificate, isSame } from './collector.ts';
import { evidenceOfCertificate } from './evidence.ts';
import { seeMember } from './members.ts';
import { wantsCertificate } from './read-state.ts';
import { changeView, dropViews, halt, type Transition, viewRecord } from './transition.ts';
import type { RecordBody } from './types.ts';
import { createViewRecord, hasOwnVotes, type ViewRecord } from './view.ts';

/**
 * Stores a verified certificate. Two that cannot both exist unless a third of the power lied stop
 * the engine: there is nothing right to do any more.
 */
export function keepCertificate(t: Transition, certificate: Certificate, durable = false): void {
  const { kind, view } = certificate.statement;
  if (!wantsCertificate(t.state, certificate.statement)) return;
  const record = viewRecord(t, view);
  const { committee, self } = t.state.config;
  const signers = indexesFromBitmap(certificate.signers);
  const mine = record.mine[kind];
  const isMine = mine !== undefined && isSame(mine.statement, certificate.statement);
  if (self !== undefined && signers.includes(self.index) && !isMine) {
    halt(t, 'key-used-elsewhere');
    return;
  }
  const excluded = excludedBy(record, certificate);
  accuseSigners(t, record, certificate, excluded);
  if (excluded) {
    halt(t, 'conflicting-certificates');
    return;
  }
  for (const signer of signers) seeMember(t, signer, view);
  const certificates = { ...record.certificates, [kind]: certificate };
  const count = Object.keys(certificates).length;
  assert(count <= MAX_CERTIFICATES_PER_VIEW, 'certificates of a view stay within their bound');
  changeView(t, view, {
    certificates,
    durableKinds: durable ? [...record.durableKinds, kind] : record.durableKinds,
    tallies: addCertificate(record.tallies, certificate, committee),
  });
  if (kind === FINALIZE && view > t.state.settled) settle(t, view);
}

/** Journal record of a certificate that something now relies on, unless it is durable already. */
export function recordsOfCertificate(
  t: Transition,
  certificate: Certificate | undefined,
): RecordBody[] {
  // The root's finalization ended the epoch before, and was written down then.
  if (!certificate || certificate.statement.epoch !== t.state.config.epoch) return [];
  const { kind, view } = certificate.statement;
  const record = t.state.views.get(view);
  // Below what is settled, the finalization on record says more than this certificate.
  if (!record?.certificates[kind] || record.durableKinds.includes(kind)) return [];
  changeView(t, view, { durableKinds: [...record.durableKinds, kind] });
  return [{ type: 'certificate', certificate }];
}

/**
 * A finalization decides all views below it: nobody needs to vote or prove anything there. Own
 * votes stay, so that one that this node never made still gives a second instance away.
 */
function settle(t: Transition, view: bigint): void {
  t.state.settled = view;
  const over = [...t.state.views.values()].filter((record) => record.view < view);
  for (const { view: at, leader, mine } of over.filter(hasOwnVotes)) {
    changeView(t, at, { ...createViewRecord(at, leader), mine });
  }
  const isForgotten = new Set(over.filter((record) => !hasOwnVotes(record)).map((r) => r.view));
  dropViews(t, (other) => isForgotten.has(other));
}

/** Members who signed both this and what excludes it. */
function accuseSigners(
  t: Transition,
  { tallies }: ViewRecord,
  certificate: Certificate,
  excluded: Certificate | undefined,
): void {
  const { committee } = t.state.config;
  const found = evidenceOfCertificate(tallies, certificate, committee.length);
  if (found.length === 0 && excluded && isConflict(excluded.statement, certificate.statement)) {
    found.push({ first: excluded, second: certificate });
  }
  for (const evidence of found) t.effects.push({ type: 'evidence', ...evidence });
}

/** A certificate held that cannot exist beside this one. */
function excludedBy(record: ViewRecord, { statement }: Certificate): Certificate | undefined {
  const { certificates } = record;
  const isOther = (held: Certificate | undefined) =>
    held && held.statement.digest !== statement.digest ? held : undefined;
  switch (statement.kind) {
    case NOTARIZE:
      return isOther(certificates[NOTARIZE]) ?? isOther(certificates[FINALIZE]);
    case NULLIFY:
      return certificates[FINALIZE];
    case FINALIZE:
      return (
        isOther(certificates[FINALIZE]) ?? certificates[NULLIFY] ?? isOther(certificates[NOTARIZE])
      );
  }
}
