import type { CoinTransfer } from '../../chain/coin-transfer.ts';
import type { EventFields, HookContext } from '../../chain/module.ts';
import type { Receipt } from '../../chain/receipt.ts';
import type { Hash, Hex } from '../../core/bytes.ts';

// What blocks tell of coins, from which a node keeps their histories beyond pruning.

/** A leaf of a coin block, with all that histories of coins consist of. */
export interface IncludedTransfer {
  /** Which holds it, or will once it closes. */
  coinBlock: bigint;
  digest: Hash;
  transfer: CoinTransfer;
  /** As contracts take it: v is 27 or 28. */
  signature: Hex;
}

export interface ClosedCoinBlock {
  coinBlock: bigint;
  leafRoot: Hash;
  /** How many transfers it holds. */
  transfers: bigint;
}

/** What a block did with coins. */
export interface CoinNews {
  /** Each enters the coin block that was open; none of them is ever taken out again. */
  transfers: IncludedTransfer[];
  /** At most one a block, holding the transfers since the one before, this block's included. */
  closed: ClosedCoinBlock | undefined;
}

type Emit = HookContext['emit'];

export function tellTransfer(emit: Emit, { transfer, ...rest }: IncludedTransfer): void {
  const { slot, parent, from, to, lastCoinBlock } = transfer;
  emit('transferred', { ...rest, slot, parent, from, to, lastCoinBlock });
}

export function tellClosed(emit: Emit, closed: ClosedCoinBlock): void {
  emit('coinBlockClosed', { ...closed });
}

/** From the receipts of a block. */
export function coinTransfersOf(receipts: readonly Receipt[]): CoinNews {
  const events = receipts.flatMap((receipt) => receipt.events);
  const named = (name: string) => events.filter((event) => event.name === name);
  const [closed] = named('vault.coinBlockClosed');
  return {
    transfers: named('vault.transferred').map(({ fields }) => transferFrom(fields)),
    closed: closed && (closed.fields as unknown as ClosedCoinBlock),
  };
}

function transferFrom(fields: EventFields): IncludedTransfer {
  const { coinBlock, digest, signature, ...transfer } = fields as unknown as CoinTransfer &
    Omit<IncludedTransfer, 'transfer'>;
  return { coinBlock, digest, transfer, signature };
}
