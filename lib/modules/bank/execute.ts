import type { ActionContext } from '../../chain/module.ts';
import { createBankKeeper } from './keeper.ts';
import type { TransferFields, TransferNftFields, TransferTokenFields } from './messages.ts';

export function transfer(context: ActionContext, { to, amountWei }: TransferFields): void {
  createBankKeeper(context).transfer(context.sender, to, amountWei);
}

export function transferToken(context: ActionContext, fields: TransferTokenFields): void {
  const { token, to, amountSmallestUnits } = fields;
  createBankKeeper(context).transfer(context.sender, to, amountSmallestUnits, token);
}

export function transferNft(context: ActionContext, fields: TransferNftFields): void {
  const { token, tokenId, to } = fields;
  createBankKeeper(context).transferNft(token, tokenId, context.sender, to);
}
