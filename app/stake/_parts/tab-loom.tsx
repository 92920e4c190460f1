import type { Address } from '../../../lib/client/types.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { LoomCard } from '../../../lib/ui/loom/loom-card.tsx';
import { phaseOf } from '../../../lib/ui/node-words.ts';
import { useLoomView } from '../../_parts/use-loom-view.ts';

/** The loom with the thread of this tab's validator marked. */
export function TabLoom({ own }: { own: Address }) {
  const loom = useLoomView();
  return <LoomCard {...loom} phase={phaseOf(useStatus())} own={own} />;
}
