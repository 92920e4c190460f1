import { type Certificate, indexesFromBitmap } from '../chain/certificate.ts';
import { FINALIZE, NOTARIZE, NULLIFY } from '../chain/statement.ts';
import { isSame } from './collector.ts';
import { seeMember } from './members.ts';
import { wantsCertificate } from './read-state.ts';
import { changeView, dropViews, halt, type Transition, viewRecord } from './transition.ts';
import type { RecordBody } from './types.ts';
import type { ViewRecord } from './view.ts';

/**
 * Stores a verified certificate. Two that cannot both exist unless a third of the power lied stop
 * the engine: there is nothing right to do any more.
 */
export function keepCertificate(t: Transition, certificate: Certificate, durable = false): void {
  const { kind, view } = certificate.statement;
  if (!wantsCertificate(t.state, certificate.statement)) return;
  const record = viewRecord(t, view);
  const conflict = conflictOf(record, certificate);
  if (conflict) {
    t.effects.push({ type: 'evidence', first: conflict, second: certificate });
    halt(t, 'conflicting-certificates');
    return;
  }
  const signers = indexesFromBitmap(certificate.signers);
  for (const signer of signers) seeMember(t, signer, view);
  const self = t.state.config.self?.index;
  const mine = record.mine[kind];
  const isMine = mine !== undefined && isSame(mine.statement, certificate.statement);
  if (self !== undefined && signers.includes(self) && !isMine) {
    halt(t, 'key-used-elsewhere');
    return;
  }
  changeView(t, view, {
    certificates: { ...record.certificates, [kind]: certificate },
    durableKinds: durable ? [...record.durableKinds, kind] : record.durableKinds,
  });
  if (kind === FINALIZE && view > t.state.settled) settle(t, view);
}

/** Journal record of a certificate that something now relies on, unless it is durable already. */
export function recordsOfCertificate(
  t: Transition,
  certificate: Certificate | undefined,
): RecordBody[] {
  if (!certificate) return [];
  const { kind, view } = certificate.statement;
  const record = t.state.views.get(view);
  // Below what is settled, the finalization on record says more than this certificate.
  if (!record || record.durableKinds.includes(kind)) return [];
  changeView(t, view, { durableKinds: [...record.durableKinds, kind] });
  return [{ type: 'certificate', certificate }];
}

/** A finalization decides all views below it: nobody needs to vote or prove anything there. */
function settle(t: Transition, view: bigint): void {
  t.state.settled = view;
  dropViews(t, (other) => other < view);
}

function conflictOf(record: ViewRecord, { statement }: Certificate): Certificate | undefined {
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
