import { Check } from 'lucide-react';
import type { ProfileView, QaRules } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Card } from '../../../../lib/ui/card.tsx';
import { cx } from '../../../../lib/ui/cx.ts';
import { nextPrivilege } from '../../_parts/next-privilege.ts';

const words = askMessages.person;

/** What the points of a person allow, and what comes next. */
export function PrivilegesCard({ profile, rules }: { profile: ProfileView; rules: QaRules }) {
  const next = nextPrivilege(profile, rules);
  return (
    <Card title={words.privileges}>
      <ul className="grid gap-2.5 text-sm">
        {rules.privileges.map(({ privilege, points }) => {
          const isHeld = profile.privileges.includes(privilege);
          return (
            <li key={privilege} className="flex items-center justify-between gap-3">
              <span className={cx('flex items-center gap-2', !isHeld && 'text-ink-2')}>
                <span className="inline-flex w-4 text-dye-3">
                  {isHeld && <Check size={15} aria-hidden="true" />}
                </span>
                {isHeld && <span className="sr-only">{words.may} </span>}
                {words.privilegeWords[privilege]}
              </span>
              <span className="text-xs whitespace-nowrap text-ink-2">{words.from(points)}</span>
            </li>
          );
        })}
      </ul>
      <p className="mt-4 text-sm text-ink-2">
        {next ? words.next(words.privilegeWords[next.privilege], next.missing) : words.all}
      </p>
    </Card>
  );
}
