import { hexFromBytes } from '../../lib/core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';

/**
 * One rule of a port. Cases know no test runner, so that the same ones run under Node.js and inside
 * a real browser.
 */
export interface ComplianceCase<Subject> {
  name: string;
  run(subject: Subject): Promise<void>;
}

/** Compares by content; bytes count as their hexadecimal text. */
export function expectEqual(actual: unknown, expected: unknown, what = 'value'): void {
  const [got, wanted] = [textOf(actual), textOf(expected)];
  if (got === wanted) return;
  throw new WeftError('compliance/broken', `${what}: got ${got}, expected ${wanted}`);
}

export async function expectRejection(code: string, promise: Promise<unknown>): Promise<void> {
  const caught = await promise.then(
    () => 'no error',
    (thrown: unknown) => errorObjectFrom(thrown).code,
  );
  expectEqual(caught, code, 'error code');
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value, (_, part) => {
    if (part instanceof Uint8Array) return hexFromBytes(part);
    if (typeof part === 'bigint') return `${part}n`;
    return part === undefined ? 'undefined' : part;
  });
  return text.length > 500 ? `${text.slice(0, 500)}... (${text.length} characters)` : text;
}
