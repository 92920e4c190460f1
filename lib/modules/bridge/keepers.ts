import type { HookContext } from '../../chain/module.ts';
import { ASSET_ERC721, type AssetKind } from '../../chain/outbox.ts';
import type { BankKeeper } from '../bank/keeper.ts';

/** The module that this one asks for by name. */
export function keepersOf({ keepers }: Pick<HookContext, 'keepers'>) {
  return { bank: keepers.bank as BankKeeper };
}

/** What the bank calls such an asset: 1 fungible, 2 not. */
export function bankKindOf(kind: AssetKind): 1 | 2 {
  return kind === ASSET_ERC721 ? 2 : 1;
}
