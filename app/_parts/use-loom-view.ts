import { useCommittees } from '../../lib/react/use-committees.ts';
import { useNames } from '../../lib/react/use-names.ts';
import { useStatus } from '../../lib/react/use-status.ts';
import type { LoomCardProps } from '../../lib/ui/loom/loom-card.tsx';
import type { LoomState } from '../../lib/ui/loom/loom-state.ts';
import { useLoomState } from './use-loom-state.ts';

/** More rows than the picture shows. */
const SEEN_ROWS = 16;

/** The cloth, with the committees of the epochs that can be seen of it. */
export function useLoomView(): Omit<LoomCardProps, 'phase' | 'own'> {
  const state = useLoomState();
  const status = useStatus();
  const epoch = newestEpoch(state, status?.epoch);
  const seen = state.blocks.slice(0, SEEN_ROWS).map((block) => block.epoch);
  const committees = useCommittees([epoch, ...seen]);
  return { committees, epoch, state, nameOf: useNames() };
}

/** Votes of a new epoch may be heard before the status says that it has begun. */
function newestEpoch({ passes }: LoomState, epoch: bigint | undefined): bigint | undefined {
  const voted = passes.at(-1)?.epoch;
  return voted !== undefined && (epoch === undefined || voted > epoch) ? voted : epoch;
}
