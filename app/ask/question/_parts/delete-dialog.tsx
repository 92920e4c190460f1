import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Dialog } from '../../../../lib/ui/dialog.tsx';

const words = askMessages.writing.remove;

/** Asks once more before a post of one's own is gone. */
export function DeleteDialog({ onDelete, onClose }: { onDelete: () => void; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={words.title}>
      <p className="mb-4 text-sm text-ink-2">{words.lead}</p>
      <Button
        kind="fault"
        size="large"
        wide
        onClick={() => {
          onDelete();
          onClose();
        }}
      >
        {words.submit}
      </Button>
    </Dialog>
  );
}
