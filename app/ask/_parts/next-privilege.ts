import type { Privilege, ProfileView, QaRules } from '../../../lib/client/qa/views.ts';

/** The privilege that is nearest above what a person has, and the points to it. */
export function nextPrivilege(
  { points, privileges }: Pick<ProfileView, 'points' | 'privileges'>,
  rules: Pick<QaRules, 'privileges'>,
): { privilege: Privilege; missing: bigint } | undefined {
  let next: { privilege: Privilege; missing: bigint } | undefined;
  for (const rule of rules.privileges) {
    const missing = rule.points - points;
    if (missing <= 0n || privileges.includes(rule.privilege)) continue;
    if (!next || missing < next.missing) next = { privilege: rule.privilege, missing };
  }
  return next;
}
