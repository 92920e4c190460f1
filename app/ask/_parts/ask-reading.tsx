'use client';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { readWords } from '../../../lib/ui/node-words.ts';

/** The shape of what comes while it is read, or why it cannot be. */
export function AskReading({
  problem,
  rows = 6,
}: {
  problem?: ErrorObject | undefined;
  rows?: number;
}) {
  const status = useStatus();
  return (
    <div aria-live="polite" className="py-4">
      {problem ? <ErrorNotice error={problem} /> : <Bones reason={readWords(status)} rows={rows} />}
    </div>
  );
}
