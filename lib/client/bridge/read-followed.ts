import type { Client } from 'viem';
import { getContractEvents } from 'viem/actions';
import { COIN_EXITED } from '../../chain/inbox.ts';
import type { Address } from '../../core/bytes.ts';
import { checkpointsAbi } from '../../core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import {
  type AccountLogs,
  type BlockRange,
  type Contracts,
  type ExitEnd,
  eventFrom,
  placeOf,
} from './read-logs.ts';

/** What an account's own logs and the sidechain name, and other logs tell of. */
export interface Followed {
  /** Other accounts that its withdrawals go to. */
  receivers: readonly Address[];
  /** Exits of which the contract keeps no more than that they are settled. */
  exitIds: readonly bigint[];
}

/** Claims for others, and what became of exits. */
export async function readFollowed(
  client: Client,
  contracts: Contracts,
  followed: Followed,
  range: BlockRange,
): Promise<AccountLogs> {
  const [claims, ends] = await Promise.all([
    readClaims(client, contracts, followed.receivers, range),
    readEnds(client, contracts, followed.exitIds, range),
  ]);
  return { events: [], claims, exits: [], ends };
}

async function readClaims(
  client: Client,
  { gateway: address }: Contracts,
  receivers: readonly Address[],
  { from: fromBlock, to: toBlock }: BlockRange,
): Promise<AccountLogs['claims']> {
  if (receivers.length === 0) return [];
  const claimed = await getContractEvents(client, {
    ...{ fromBlock, toBlock, strict: true, address, abi: gatewayAbi, eventName: 'Claimed' },
    args: { to: [...receivers] },
  });
  return claimed.map((log) => ({ ...placeOf(log), index: log.args.index }));
}

async function readEnds(
  client: Client,
  { checkpoints, vault }: Contracts,
  exitIds: readonly bigint[],
  { from: fromBlock, to: toBlock }: BlockRange,
): Promise<ExitEnd[]> {
  if (exitIds.length === 0) return [];
  const range = { fromBlock, toBlock, strict: true } as const;
  const [refuted, appended] = await Promise.all([
    getContractEvents(client, {
      ...{ ...range, address: vault, abi: vaultAbi, eventName: 'ExitRefuted' },
      args: { exitId: [...exitIds] },
    }),
    getContractEvents(client, {
      ...{ ...range, address: checkpoints, abi: checkpointsAbi, eventName: 'InboxAppended' },
      args: { kind: COIN_EXITED },
    }),
  ]);
  const paid = appended.flatMap(({ args }): ExitEnd[] => {
    const event = eventFrom(args.kind, args.data);
    const isOurs = event?.type === COIN_EXITED && exitIds.includes(event.exitId);
    return isOurs ? [{ exitId: event.exitId, how: 'paid' }] : [];
  });
  return [
    ...refuted.map(({ args }) => ({ exitId: args.exitId, how: 'refuted' as const })),
    ...paid,
  ];
}
