import type { ActionContext } from '../../chain/module.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH, type AssetKind } from '../../chain/outbox.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { keylessRecipient, noContracts, toGateway, unknownToken } from './errors.ts';
import { bankKindOf, keepersOf } from './keepers.ts';
import type { WithdrawFields, WithdrawNftsFields, WithdrawTokenFields } from './messages.ts';
import { getParameters } from './parameters.ts';
import { appendWithdrawals } from './withdrawals.ts';

export function withdraw(context: ActionContext, { amountWei, to }: WithdrawFields): void {
  withdrawAmount(context, ASSET_ETH, ZERO_ADDRESS, amountWei, to);
}

export function withdrawToken(context: ActionContext, fields: WithdrawTokenFields): void {
  const { token, amountSmallestUnits, to } = fields;
  withdrawAmount(context, ASSET_ERC20, token, amountSmallestUnits, to);
}

export function withdrawNfts(context: ActionContext, fields: WithdrawNftsFields): void {
  const { token, tokenIds, to } = fields;
  const { sender: from } = context;
  assertMayLeave(context, ASSET_ERC721, token, to);
  keepersOf(context).bank.burnNfts(token, tokenIds, from);
  const index = appendWithdrawals(
    context,
    tokenIds.map((value) => ({ kind: ASSET_ERC721, token, from, to, value })),
  );
  context.emit('withdrawnNfts', { index, count: BigInt(tokenIds.length), token, from, to });
}

function withdrawAmount(
  context: ActionContext,
  kind: AssetKind,
  token: Address,
  amount: bigint,
  to: Address,
): void {
  const { sender: from } = context;
  assertMayLeave(context, kind, token, to);
  keepersOf(context).bank.burn(from, amount, token);
  const index = appendWithdrawals(context, [{ kind, token, from, to, value: amount }]);
  context.emit('withdrawn', { index, asset: token, from, to, amount });
}

function assertMayLeave(context: ActionContext, kind: AssetKind, token: Address, to: Address) {
  const parameters = getParameters(context.store);
  if (!parameters) throw noContracts();
  if (to === parameters.gateway) throw toGateway();
  if (context.keylessAccounts.has(to)) throw keylessRecipient(to);
  const known = keepersOf(context).bank.assetOf(token);
  if (known?.kind !== bankKindOf(kind)) throw unknownToken(token);
}
