import * as v from 'valibot';
import { address, count, name, text } from '../schema-parts.ts';
import type { Address } from '../types.ts';
import type { Asset } from './assets.ts';
import type { Lane } from './transfer.ts';

export type Direction = 'in' | 'out';

/** What stands in the form of a transfer. */
export interface Draft {
  direction: Direction;
  lane: Lane;
  token: Address;
  /** An amount, or numbers of pieces. */
  text: string;
  /** Empty for the own account. */
  recipient: string;
  /** A token that the page did not know before a person named it. */
  added?: Asset;
}

const draftSchema = v.object({
  direction: v.picklist(['in', 'out']),
  lane: v.picklist(['gateway', 'vault']),
  token: address,
  ...{ text, recipient: text },
  added: v.exactOptional(
    v.object({
      ...{ token: address, kind: v.picklist([0, 1, 2]), decimals: count },
      ...{ name, symbol: name, isListed: v.literal(false) },
    }),
  ),
}) satisfies v.GenericSchema<Draft>;
const draftText = v.pipe(v.string(), v.parseJson(), draftSchema);

export function textFromDraft(draft: Draft): string {
  return JSON.stringify(draft);
}

/** Undefined for a text that is not one of these. */
export function draftFromText(draft: string): Draft | undefined {
  const parsed = v.safeParse(draftText, draft);
  return parsed.success ? parsed.output : undefined;
}
