import { Bones } from '../../../lib/ui/bones.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { AskCrumb } from './ask-crumb.tsx';

/** In the file of a page, until the script reads from the address what is meant. */
export function Opening({ here }: { here: string }) {
  return (
    <>
      <AskCrumb here={here} />
      <h1 className="sr-only">{here}</h1>
      <Bones reason={messages.explorer.waitsForDatabase} rows={6} />
    </>
  );
}
