import type { Allowance } from '../../../../lib/client/sponsor/views.ts';
import type { Address } from '../../../../lib/client/types.ts';
import { useAllowance } from '../../../../lib/react/sponsor/use-allowance.ts';
import { errorWords } from '../../../../lib/ui/error-words.ts';
import { Facts } from '../../../../lib/ui/facts.tsx';
import { formatMoment, formatSpan } from '../../../../lib/ui/format/format-time.ts';
import { freeLeftWords } from '../../../../lib/ui/free-left-words.ts';
import { placeWords, sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';
import { useNow } from '../../../../lib/ui/use-now.ts';

const words = sponsorMessages.free;

/** What is left of today for one part of the site, who pays, and when the next day begins. */
export function AllowanceFacts({
  account,
  module,
  timestampMs,
  postUnits,
}: {
  account: Address;
  module: string;
  timestampMs: number;
  postUnits: bigint;
}) {
  const { value } = useAllowance({ account, module, timestampMs });
  const nowMs = useNow(MINUTE_MS);
  if (!value) return null;
  const { unitsLeftToday, unitsPerDay, payers, resetsAtMs } = value;
  return (
    <section aria-label={placeWords(module)} data-free={module} data-units-left={unitsLeftToday}>
      <h3 className="mb-1 text-sm">{placeWords(module)}</h3>
      {value.reason && <p className="mb-1 text-care">{reasonWords(value)}.</p>}
      {unitsPerDay === 0 ? (
        <p className="text-ink-2">{words.nothing}</p>
      ) : (
        <Facts
          facts={[
            {
              label: sponsorMessages.today.title,
              value: (
                <span title={words.leftUnits(BigInt(unitsLeftToday), BigInt(unitsPerDay))}>
                  {freeLeftWords(value, postUnits)}
                </span>
              ),
            },
            { label: words.pays, value: payersWords(payers) },
            {
              label: words.anew,
              value: (
                <span title={formatMoment(resetsAtMs, nowMs)}>
                  {words.anewIn(formatSpan(wholeMinutes(resetsAtMs - nowMs)))}
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

const MINUTE_MS = 60_000;

function wholeMinutes(spanMs: number): number {
  return Math.ceil(spanMs / MINUTE_MS) * MINUTE_MS;
}

function payersWords(payers: Allowance['payers']): string {
  if (payers.length === 0) return words.nobody;
  return payers.map((payer) => words.payers[payer]).join(', ');
}

function reasonWords({ reason }: Allowance): string {
  return errorWords({ code: reason ?? '', message: '', facts: {} }).happened;
}
