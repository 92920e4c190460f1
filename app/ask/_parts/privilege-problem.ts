import type { Author, Privilege, QaRules } from '../../../lib/client/qa/views.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';

/** What a person lacks for a privilege, in words; undefined for one who has it, or is unknown. */
export function privilegeProblem(
  privilege: Privilege,
  me: Author | undefined,
  rules: QaRules | undefined,
): string | undefined {
  const rule = rules?.privileges.find((each) => each.privilege === privilege);
  if (!me || !rule || me.points >= rule.points) return undefined;
  const missing = rule.points - me.points;
  const what = askMessages.person.privilegeWords[privilege];
  return askMessages.writing.actions.missing(missing, what);
}
