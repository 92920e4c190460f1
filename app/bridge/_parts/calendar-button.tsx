import { CalendarPlus } from 'lucide-react';
import { calendarFile } from '../../../lib/client/bridge/calendar-file.ts';
import type { ExitTransfer } from '../../../lib/client/bridge/transfer.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { saveFile } from '../../../lib/ui/save-file.ts';

const words = bridgeMessages.exits;

/** A reminder of the day when a coin can be taken. */
export function CalendarButton({
  transfer: { exitId, slot, maturesAtMs },
}: {
  transfer: ExitTransfer;
}) {
  const save = () =>
    saveFile(
      `vault-coin-${slot}.ics`,
      'text/calendar',
      calendarFile({
        id: `exit-${exitId}@${location.host}`,
        title: words.calendarTitle(slot),
        description: words.calendarWords(slot, location.href),
        startMs: maturesAtMs,
        nowMs: Date.now(),
      }),
    );
  return (
    <Button size="small" onClick={save}>
      <CalendarPlus size={15} aria-hidden="true" />
      {words.calendar}
    </Button>
  );
}
