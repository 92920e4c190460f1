import type { KarmaView } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import type { Karma } from './karma-dialog-props.ts';

const words = askMessages.writing.redeem;

export type CheckedPoints =
  | { points: bigint; problem?: undefined }
  | { points?: undefined; problem: string };

/** Reads how many points are to be redeemed, and says what is wrong before anything is signed. */
export function checkPoints(
  text: string,
  { smallestUnitsPerPoint, leastPoints }: Karma,
  { redeemable, leftThisYear, fundedSmallestUnits }: KarmaView,
): CheckedPoints {
  const plain = text.replace(/[\s,]/g, '');
  if (!/^\d{1,15}$/.test(plain)) return { problem: words.whole };
  const points = BigInt(plain);
  if (points < leastPoints) return { problem: words.least(leastPoints) };
  if (points > redeemable) return { problem: words.tooMany };
  if (points > leftThisYear) return { problem: words.yearSpent };
  const isFunded = points * smallestUnitsPerPoint <= fundedSmallestUnits;
  return isFunded ? { points } : { problem: words.notFunded };
}
