import { Button } from '../../../lib/ui/button.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

/** Opens the way out of the committee. */
export function LeaveButton({ onLeave }: { onLeave: () => void }) {
  return (
    <div>
      <Button size="small" onClick={onLeave}>
        {stakeMessages.validate.leave.open}
      </Button>
    </div>
  );
}
