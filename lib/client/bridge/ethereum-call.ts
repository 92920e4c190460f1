import { encodeFunctionData, erc20Abi, erc721Abi } from 'viem';
import { dataOfInboxEvent, type InboxEvent } from '../../chain/inbox.ts';
import { hexFromBytes } from '../../core/bytes.ts';
import { gatewayAbi } from '../../core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import type { Address, Hex } from '../types.ts';
import type { Contracts } from './read-logs.ts';
import type { Lane } from './transfer.ts';

/** What the wallet is asked to send on Ethereum. */
export interface EthereumCall {
  to: Address;
  data: Hex;
  valueWei: bigint;
}

/** What a person wants to bring to the sidechain. */
export interface DepositPlan {
  lane: Lane;
  kind: 0 | 1 | 2;
  /** Zero for ether. */
  token: Address;
  /** In the smallest unit; zero for a collection. */
  amount: bigint;
  /** Of a collection; the Vault takes one. */
  ids: readonly bigint[];
  /** Who gets it on the sidechain; in the Vault always who deposits. */
  to: Address;
}

/** Lets the contract take the tokens: exactly these, or a whole collection for several ids. */
export function approveCall(plan: DepositPlan, contracts: Contracts): EthereumCall {
  const { kind, token, amount, ids } = plan;
  const spender = contracts[plan.lane];
  const [first = 0n] = ids;
  const data =
    kind === 1
      ? encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] })
      : ids.length > 1
        ? encodeFunctionData({
            ...{ abi: erc721Abi, functionName: 'setApprovalForAll' },
            args: [spender, true],
          })
        : encodeFunctionData({ abi: erc721Abi, functionName: 'approve', args: [spender, first] });
  return { to: token, data, valueWei: 0n };
}

export function depositCall(plan: DepositPlan, { gateway, vault }: Contracts): EthereumCall {
  const isGateway = plan.lane === 'gateway';
  return {
    to: isGateway ? gateway : vault,
    data: isGateway ? gatewayDeposit(plan) : vaultDeposit(plan),
    valueWei: plan.kind === 0 ? plan.amount : 0n,
  };
}

function gatewayDeposit({ kind, token, amount, ids, to }: DepositPlan): Hex {
  const abi = gatewayAbi;
  if (kind === 0) return encodeFunctionData({ abi, functionName: 'depositEth', args: [to] });
  if (kind === 1) {
    return encodeFunctionData({ abi, functionName: 'depositErc20', args: [token, amount, to] });
  }
  return encodeFunctionData({ abi, functionName: 'depositErc721', args: [token, [...ids], to] });
}

function vaultDeposit({ kind, token, amount, ids }: DepositPlan): Hex {
  const abi = vaultAbi;
  const [id = 0n] = ids;
  if (kind === 0) return encodeFunctionData({ abi, functionName: 'depositEth' });
  if (kind === 1) {
    return encodeFunctionData({ abi, functionName: 'depositErc20', args: [token, amount] });
  }
  return encodeFunctionData({ abi, functionName: 'depositErc721', args: [token, id] });
}

/** Returns a deposit that a sealed chain never applied. */
export function refundCall(index: bigint, event: InboxEvent, { gateway }: Contracts): EthereumCall {
  const data = encodeFunctionData({
    ...{ abi: gatewayAbi, functionName: 'refund' },
    args: [index, hexFromBytes(dataOfInboxEvent(event))],
  });
  return { to: gateway, data, valueWei: 0n };
}

/** Pays a coin whose exit is mature. */
export function finalizeExitCall(exitId: bigint, { vault }: Contracts): EthereumCall {
  const data = encodeFunctionData({
    ...{ abi: vaultAbi, functionName: 'finalizeExit' },
    args: [exitId],
  });
  return { to: vault, data, valueWei: 0n };
}

/** Gives the bond of an exit back that is over. */
export function withdrawBondCall(exitId: bigint, { vault }: Contracts): EthereumCall {
  const data = encodeFunctionData({
    ...{ abi: vaultAbi, functionName: 'withdrawBond' },
    args: [exitId],
  });
  return { to: vault, data, valueWei: 0n };
}
