'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { NodeStatus, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { useStakes } from '../../../lib/react/use-stakes.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useValidators } from '../../../lib/react/use-validators.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { readWords } from '../../../lib/ui/node-words.ts';
import { PageHead } from '../../../lib/ui/page-head.tsx';
import { Proof } from '../../../lib/ui/proof.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { useNow } from '../../../lib/ui/use-now.ts';
import { EthereumNotice } from '../../_parts/ethereum-notice.tsx';
import { NetworkNotice } from '../../_parts/network-notice.tsx';
import { NodeProblem } from '../../_parts/node-problem.tsx';
import { useShellActions } from '../../_parts/shell-actions.ts';
import { OwnStakeCard } from './own-stake-card.tsx';
import { situationOf } from './situation.ts';
import { StakeStats } from './stake-stats.tsx';
import { TabLoom } from './tab-loom.tsx';
import { ValidateCard } from './validate-card.tsx';
import { ValidatorsCard } from './validators-card.tsx';

const words = stakeMessages.stake;

// The forms come when somebody is about to fill them in.
const DelegateDialog = dynamic(
  () => import('./delegate-dialog.tsx').then((module) => module.DelegateDialog),
  { ssr: false },
);

/** Who validates, with whose coins, and the way to validate from this tab. */
export function StakePage() {
  const { value: validators, error } = useValidators();
  const status = useStatus();
  const unit = useChain()?.coinSymbol;
  const isKnown = validators && status && unit !== undefined;
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        aside={validators && <Proof height={validators.height} />}
      />
      <NodeProblem status={status} />
      <EthereumNotice status={status} />
      {isKnown ? (
        <Stake validators={validators} status={status} unit={unit} />
      ) : error ? (
        <ErrorNotice error={error} />
      ) : (
        <Card>
          <Bones reason={readWords(status)} rows={6} />
        </Card>
      )}
    </>
  );
}

function Stake({
  validators,
  status,
  unit,
}: {
  validators: ValidatorsView;
  status: NodeStatus;
  unit: string;
}) {
  const { phase, validator: own } = status;
  const { account } = useWallet();
  const { openConnect } = useShellActions();
  const stakes = useStakes(account).value;
  const nowMs = useNow();
  const [chosen, setChosen] = useState<ValidatorView>();
  const situation = situationOf({ account, validators, validator: stakes?.validator, own });
  const parts = { validators, unit, nowMs };
  const isMember = own?.state === 'waiting' || own?.state === 'voting';
  return (
    <>
      <NetworkNotice />
      <StakeStats {...parts} />
      <div className="grid grid-cols-[minmax(0,7fr)_minmax(0,5fr)] items-start gap-6 max-wide:grid-cols-1 max-desk:gap-4">
        <div className="min-w-0 wide:col-start-2 wide:row-start-1">
          <ValidateCard
            {...parts}
            account={account}
            phase={phase}
            situation={situation}
            isKnown={!account || stakes !== undefined}
          />
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6 max-desk:gap-4 wide:col-start-1 wide:row-start-1">
          {isMember && <TabLoom own={own.account} />}
          {account && <OwnStakeCard {...parts} account={account} stakes={stakes} />}
          <ValidatorsCard
            {...parts}
            account={account}
            onDelegate={(validator) => (account ? setChosen(validator) : openConnect())}
          />
        </div>
      </div>
      {chosen && account && (
        <DelegateDialog
          account={account}
          validator={chosen}
          validators={validators}
          unit={unit}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
