import type { Client } from 'viem';
import { getContractEvents } from 'viem/actions';
import type { InboxEvent } from '../../chain/inbox.ts';
import { GATEWAY_DEPOSITED, VAULT_DEPOSITED } from '../../chain/inbox.ts';
import { inboxEventFrom } from '../../chain/inbox-codec.ts';
import { type Address, bytesFromHex } from '../../core/bytes.ts';
import { checkpointsAbi } from '../../core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../core/contracts/vault-abi.generated.ts';
import type { EthereumPlace, SeenClaim, SeenEvent } from './ethereum-facts.ts';

export interface Contracts {
  checkpoints: Address;
  gateway: Address;
  vault: Address;
}

export interface StartedExit extends EthereumPlace {
  exitId: bigint;
  slot: bigint;
}

/** What became of an exit: it took its coin, or was shown to be wrong. */
export interface ExitEnd {
  exitId: bigint;
  how: 'paid' | 'refuted';
}

/** What blocks hold of an account. */
export interface AccountLogs {
  events: SeenEvent[];
  claims: SeenClaim[];
  exits: StartedExit[];
  ends: ExitEnd[];
}

export interface BlockRange {
  from: bigint;
  to: bigint;
}

/** Reads a range of blocks. Logs of another form than the contracts' are left out. */
export async function readLogs(
  client: Client,
  { checkpoints, gateway, vault }: Contracts,
  account: Address,
  { from: fromBlock, to: toBlock }: BlockRange,
): Promise<AccountLogs> {
  const range = { fromBlock, toBlock, strict: true } as const;
  const [appended, claimed, started] = await Promise.all([
    getContractEvents(client, {
      ...{ ...range, address: checkpoints, abi: checkpointsAbi, eventName: 'InboxAppended' },
      args: { kind: [GATEWAY_DEPOSITED, VAULT_DEPOSITED] },
    }),
    getContractEvents(client, {
      ...{ ...range, address: gateway, abi: gatewayAbi, eventName: 'Claimed' },
      args: { to: account },
    }),
    getContractEvents(client, {
      ...{ ...range, address: vault, abi: vaultAbi, eventName: 'ExitStarted' },
      args: { exitor: account },
    }),
  ]);
  const events = appended.flatMap((log) => {
    const event = eventFrom(log.args.kind, log.args.data);
    return event && concerns(event, account)
      ? [{ ...placeOf(log), index: log.args.index, event }]
      : [];
  });
  const claims = claimed.map((log) => ({ ...placeOf(log), index: log.args.index }));
  const exits = started.map((log) => {
    const { exitId, slot } = log.args;
    return { ...placeOf(log), exitId, slot };
  });
  return { events, claims, exits, ends: [] };
}

export function placeOf(log: {
  blockNumber: bigint;
  transactionHash: `0x${string}`;
}): EthereumPlace {
  return { block: log.blockNumber, transaction: log.transactionHash };
}

export function eventFrom(kind: number, data: `0x${string}`): InboxEvent | undefined {
  try {
    return inboxEventFrom(kind, bytesFromHex(data));
  } catch {
    return undefined;
  }
}

function concerns(event: InboxEvent, account: Address): boolean {
  switch (event.type) {
    case GATEWAY_DEPOSITED:
      return event.from === account || event.to === account;
    case VAULT_DEPOSITED:
      return event.owner === account;
    default:
      return false;
  }
}
