import type { Metadata } from 'next';
import { stakeMessages } from '../../lib/ui/stake-messages.ts';
import { StakePage } from './_parts/stake-page.tsx';

export const metadata: Metadata = { title: stakeMessages.stake.title };

export default function Page() {
  return <StakePage />;
}
