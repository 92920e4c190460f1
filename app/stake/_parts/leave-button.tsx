import { Button } from '../../../lib/ui/button.tsx';
import { messages } from '../../../lib/ui/messages.ts';

/** Opens the way out of the committee. */
export function LeaveButton({ onLeave }: { onLeave: () => void }) {
  return (
    <div>
      <Button size="small" onClick={onLeave}>
        {messages.validate.leave.open}
      </Button>
    </div>
  );
}
