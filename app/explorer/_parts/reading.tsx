'use client';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { readWords } from '../../../lib/ui/node-words.ts';

/** The shape of a page while its facts are read, or why they cannot be. */
export function Reading({ here, error }: { here: string; error?: ErrorObject | undefined }) {
  const status = useStatus();
  return (
    <>
      <Crumb here={here} />
      <h1 className="sr-only">{here}</h1>
      {error ? (
        <ErrorNotice error={error} />
      ) : (
        <Card>
          <Bones reason={readWords(status)} rows={5} />
        </Card>
      )}
    </>
  );
}
