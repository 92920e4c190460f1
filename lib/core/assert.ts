import { WeftError } from './errors.ts';

/** Stays on in production: a broken assertion is a bug, and the node halts instead of guessing. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new WeftError('internal/assertion', message);
}
