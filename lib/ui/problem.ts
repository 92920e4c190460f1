import { type ErrorObject, errorObjectFrom } from '../core/errors.ts';

/** Whatever was thrown, as something `ErrorNotice` has words for. */
export function problemFrom(thrown: unknown): ErrorObject {
  return errorObjectFrom(thrown);
}
