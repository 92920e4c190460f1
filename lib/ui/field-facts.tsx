import { type Address, isHex, ZERO_ADDRESS, ZERO_HASH } from '../core/bytes.ts';
import { AccountAddress } from './address.tsx';
import { Amount } from './amount.tsx';
import { Facts } from './facts.tsx';
import { formatNumber } from './format/format-number.ts';
import { formatRuns } from './format/format-runs.ts';
import { formatUtc } from './format/format-time.ts';
import { HashText } from './hash.tsx';
import { links } from './links.ts';
import { messages } from './messages.ts';

const COIN_AMOUNT = 'amountWei';
const names: Readonly<Record<string, string>> = messages.fields;

/**
 * Fields of a header, an action or an event, each drawn as what it is: addresses as accounts,
 * 32 bytes as hashes, names that end in "Wei" and amounts of the native asset (the zero address) as
 * coins. Empty roots are left out.
 */
export function FieldFacts({
  fields,
  unit,
  nameOf,
}: {
  fields: Readonly<Record<string, unknown>>;
  unit: string;
  nameOf?: ((address: Address) => string | undefined) | undefined;
}) {
  const isCoin = fields.asset === ZERO_ADDRESS;
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== ZERO_HASH)
    .map(([name, value]) => ({
      label: names[name] ?? wordsFrom(name),
      value:
        isCoin && name === 'asset' ? (
          unit
        ) : (
          <FieldValue
            name={isCoin && name === 'amount' ? COIN_AMOUNT : name}
            value={value}
            unit={unit}
            nameOf={nameOf}
          />
        ),
    }));
  return <Facts facts={facts} />;
}

function FieldValue({
  name,
  value,
  unit,
  nameOf,
}: {
  name: string;
  value: unknown;
  unit: string;
  nameOf?: ((address: Address) => string | undefined) | undefined;
}) {
  if (isHex(value, 20)) return <AccountAddress address={value} name={nameOf?.(value)} copy />;
  if (isHex(value) && value.length > 2) {
    return <HashText hash={value} href={name === 'parentHash' ? links.block(value) : undefined} />;
  }
  if (Array.isArray(value) && value.length > 0) return formatRuns(value);
  if (typeof value === 'bigint' && name.endsWith('Wei')) return <Amount wei={value} unit={unit} />;
  if (typeof value === 'number' && name.endsWith('Ms')) return formatUtc(value);
  return typeof value === 'bigint' || typeof value === 'number'
    ? formatNumber(value)
    : String(value);
}

/** `amountSmallestUnits` reads "Amount smallest units"; units in names are for programs. */
function wordsFrom(name: string): string {
  const words = name
    .replace(/(Wei|Ms)$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
