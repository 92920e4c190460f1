import type { Phase, ValidatorsView } from '../../../lib/client/types.ts';

/** What the panels of the validate card show and do. */
export interface PanelProps {
  validators: ValidatorsView;
  /** Of the node in this tab. */
  phase: Phase;
  unit: string;
  nowMs: number;
  onLeave: () => void;
}
