import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../lib/ui/dialog.tsx';

const words = askMessages.keys;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={words.title} footer={words.note}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-5 gap-y-3 text-sm">
        {words.list.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-chip border border-b-2 border-hairline-strong bg-cloth-raised px-[7px] py-1 font-mono text-xs leading-none text-ink-2">
                {key}
              </kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
