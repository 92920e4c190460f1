import type { Metadata } from 'next';
import { messages } from '../../lib/ui/messages.ts';
import { StakePage } from './_parts/stake-page.tsx';

export const metadata: Metadata = { title: messages.stake.title };

export default function Page() {
  return <StakePage />;
}
