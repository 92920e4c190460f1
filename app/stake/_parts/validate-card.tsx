import { useState } from 'react';
import type { Address, ValidatorView } from '../../../lib/client/types.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { ClosingWords } from './closing-words.tsx';
import { JailPanel } from './jail-panel.tsx';
import { JoinSteps } from './join-steps.tsx';
import { KeyPanel } from './key-panel.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import type { PanelProps } from './panel-props.ts';
import type { Situation } from './situation.ts';
import { UnconnectedPanel } from './unconnected-panel.tsx';
import { VotingPanel } from './voting-panel.tsx';
import { WaitingPanel } from './waiting-panel.tsx';

const words = stakeMessages.validate;

/** From a visitor to a validator in this tab, and what to do when something is in the way. */
export function ValidateCard({
  situation,
  account,
  isKnown,
  ...panel
}: Omit<PanelProps, 'onLeave'> & {
  situation: Situation;
  account: Address | undefined;
  /** False while it is still read what the account is. */
  isKnown: boolean;
}) {
  // Kept here, because the panel with the button goes when the validator leaves.
  const [leaving, setLeaving] = useState<ValidatorView>();
  const onLeave = () => setLeaving('validator' in situation ? situation.validator : undefined);
  return (
    <Card raised title={words.title}>
      <div className="grid grid-cols-1 gap-5" data-situation={isKnown ? situation.kind : 'reading'}>
        {isKnown ? (
          <Panel {...panel} situation={situation} account={account} onLeave={onLeave} />
        ) : (
          <Bones reason={stakeMessages.stake.loading} />
        )}
        {situation.kind !== 'fixed' && situation.kind !== 'removed' && <ClosingWords />}
        {leaving && (
          <LeaveDialog {...panel} validator={leaving} onClose={() => setLeaving(undefined)} />
        )}
      </div>
    </Card>
  );
}

function Panel({
  situation,
  account,
  ...panel
}: PanelProps & { situation: Situation; account: Address | undefined }) {
  switch (situation.kind) {
    case 'fixed':
      return <Notice title={stakeMessages.stake.fixedTitle}>{stakeMessages.stake.fixed}</Notice>;
    case 'connect':
    case 'register':
      return <JoinSteps {...panel} account={account} />;
    case 'unconnected':
      return <UnconnectedPanel owner={situation.owner} />;
    case 'other':
      return (
        <Notice kind="care" title={words.key.otherTitle}>
          {words.key.other} <span className="mono">{shortHex(situation.owner)}</span>
        </Notice>
      );
    case 'removed':
      return (
        <Notice kind="fault" title={words.removed.title}>
          {words.removed.words}
        </Notice>
      );
    case 'missing':
    case 'dead':
      return <KeyPanel {...panel} kind={situation.kind} validator={situation.validator} />;
    case 'jailed':
      return <JailPanel {...panel} validator={situation.validator} />;
    case 'waiting':
    case 'idle':
    case 'replacing':
      return <WaitingPanel {...panel} kind={situation.kind} />;
    case 'voting':
    case 'leaving':
      return <VotingPanel {...panel} situation={situation} />;
  }
}
