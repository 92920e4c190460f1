import type { GrantView } from '../../../../lib/client/sponsor/views.ts';
import type { Address, ChainInfo } from '../../../../lib/client/types.ts';

/** What the dialogs about one grant show: as it was when they were opened. */
export interface GrantDialogProps {
  grant: GrantView;
  account: Address;
  chain: ChainInfo;
  postUnits: bigint;
  onClose(): void;
}
