import type { ErrorObject } from '../../../lib/client/types.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { messages } from '../../../lib/ui/messages.ts';

/** The shape of a page while its facts are read, or why they cannot be. */
export function Reading({ here, error }: { here: string; error?: ErrorObject | undefined }) {
  return (
    <>
      <Crumb here={here} />
      <h1 className="sr-only">{here}</h1>
      {error ? (
        <ErrorNotice error={error} />
      ) : (
        <Card>
          <Bones reason={messages.explorer.loading} rows={5} />
        </Card>
      )}
    </>
  );
}
