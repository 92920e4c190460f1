import { useRole } from '../../../lib/react/use-role.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

const words = stakeMessages.validate.closing;

/** What happens to a validator whose tab is closed, in the same size as everything else. */
export function ClosingWords() {
  const role = useRole();
  const lines = [
    words.away,
    words.stands,
    words.jail,
    words.stake,
    words.back,
    words.erase,
    words.copy,
  ];
  return (
    <section className="border-t border-hairline pt-4">
      <h3>{words.title}</h3>
      <ul className="mt-2 grid grid-cols-1 gap-2 text-sm text-ink-2">
        {role === 'attached' && <li className="text-care">{words.otherTab}</li>}
        {lines.map((line) => (
          <li key={line} className="grid grid-cols-[14px_minmax(0,1fr)]">
            <span aria-hidden="true" className="mt-[9px] h-0.5 w-2 rounded bg-outline" />
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
