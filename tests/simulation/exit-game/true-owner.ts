import type { Position } from './positions.ts';
import { isSameTransfer, type Leaf, type Party, type Transfer } from './vault-state.ts';

/** Whether a coin block holds this transfer, where its signature counts. */
export function isCounted(leaves: readonly Leaf[], coinBlock: number, transfer: Transfer): boolean {
  const isInTime = coinBlock > transfer.parent && coinBlock <= transfer.lastCoinBlock;
  return isInTime && isSameTransfer(leaves[coinBlock], transfer);
}

/** The transfers of the honest that are included and spend what they had. */
export function includedOf({ leaves, signed, securedAt }: Position): Transfer[] {
  return signed.filter((transfer) => {
    const isTheirs =
      transfer.parent === securedAt ||
      signed.some(
        (given) => given.to === transfer.from && isCounted(leaves, transfer.parent, given),
      );
    return isTheirs && leaves.some((_, coinBlock) => isCounted(leaves, coinBlock, transfer));
  });
}

/**
 * All who may take the coin without robbing the owner: he himself, and whom the honest gave it to
 * by a transfer that is included. Who signs twice gives to both.
 */
export function heirsOf(position: Position): ReadonlySet<Party | 'vault'> {
  return new Set(['owner', ...includedOf(position).map(({ to }) => to)]);
}
