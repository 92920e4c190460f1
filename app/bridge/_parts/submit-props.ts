import type { BridgeSituation } from './bridge-situation.ts';
import type { DraftState } from './use-draft.ts';

/** What the lower half of the form works with. */
export interface SubmitProps {
  situation: BridgeSituation;
  state: DraftState;
  /** While something is signed, the form stays as it is. */
  onBusy(isBusy: boolean): void;
  /** It was meant: from now on problems are shown. */
  onChecked(isChecked: boolean): void;
}
