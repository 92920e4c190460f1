import { formatBytes } from './format/format-bytes.ts';
import { messages } from './messages.ts';

/** A size in the unit that fits; every byte on hover. */
export function ByteCount({ bytes }: { bytes: number }) {
  return <span title={messages.bytes(bytes)}>{formatBytes(bytes)}</span>;
}
