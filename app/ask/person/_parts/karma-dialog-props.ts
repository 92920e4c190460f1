import type { Asset } from '../../../../lib/client/bridge/assets.ts';
import type { KarmaView, QaRules } from '../../../../lib/client/qa/views.ts';
import type { Address } from '../../../../lib/client/types.ts';

export type Karma = NonNullable<QaRules['karma']>;

/** What dialogs about points as tokens show. */
export interface KarmaDialogProps {
  account: Address;
  karma: Karma;
  view: KarmaView;
  /** How the token calls itself, and its decimals. */
  asset: Pick<Asset, 'symbol' | 'decimals'>;
  onClose: () => void;
}
