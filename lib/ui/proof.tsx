import { Shield } from 'lucide-react';
import { messages } from './messages.ts';

/** Stands on whatever was executed and checked in this tab. */
export function Proof({ height }: { height?: bigint | undefined }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-xs font-[540] whitespace-nowrap text-dye-3">
      <Shield size={14} aria-hidden="true" />
      {height === undefined ? messages.verified : messages.verifiedAt(height)}
    </span>
  );
}
