import { replaceKeysAction } from '../../../lib/client/actions/stake-actions.ts';
import type { ValidatorView } from '../../../lib/client/types.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ActionButton } from '../../_parts/action-button.tsx';
import { ActionOutcome } from '../../_parts/action-outcome.tsx';
import { useAction } from '../../_parts/use-action.ts';
import { LeaveButton } from './leave-button.tsx';
import type { PanelProps } from './panel-props.ts';
import { useFreshKey } from './use-fresh-key.ts';

const words = stakeMessages.validate.key;

/** A candidate whose key is not here or must not sign: what that means, and new keys. */
export function KeyPanel({
  kind,
  validator,
  onLeave,
}: PanelProps & { kind: 'missing' | 'dead'; validator: ValidatorView }) {
  const state = useAction();
  const freshKey = useFreshKey(validator.account);
  const replace = () => state.run(async () => replaceKeysAction(await freshKey()));
  return (
    <>
      <Notice kind="care" title={kind === 'dead' ? words.deadTitle : words.missingTitle}>
        {kind === 'dead' ? words.dead : words.missing} {words.safe}
      </Notice>
      <p className="text-sm text-ink-2">{words.replaceWords}</p>
      <ActionOutcome state={state} />
      <ActionButton state={state} kind="primary" wide onClick={() => void replace()}>
        {words.replace}
      </ActionButton>
      <LeaveButton onLeave={onLeave} />
    </>
  );
}
