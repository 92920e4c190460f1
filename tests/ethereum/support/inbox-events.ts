import { type AbiParameter, decodeAbiParameters, hexToBytes, type Hex as ViemHex } from 'viem';
import type { InboxEvent } from '../../../lib/chain/inbox.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { checkpointsAbi } from '../../../lib/core/contracts/checkpoints-abi.generated.ts';
import type { Ethereum } from './ethereum.ts';

/** The inbox as the contract logged it, from event `first` on, counted from 1. */
export async function inboxEvents(
  { client }: Pick<Ethereum, 'client'>,
  checkpoints: Address,
  first = 1n,
): Promise<InboxEvent[]> {
  const logs = await client.getContractEvents({
    abi: checkpointsAbi,
    address: checkpoints,
    eventName: 'InboxAppended',
    fromBlock: 0n,
    strict: true,
  });
  return logs
    .filter(({ args }) => args.index >= first)
    .map(({ args }) => eventFrom(args.kind, args.data));
}

function eventFrom(kind: number, data: ViemHex): InboxEvent {
  const fields = (FIELDS[kind] as string).split(' ').map((pair): AbiParameter => {
    const [type, name] = pair.split(':');
    return { type: type as string, name: name as string };
  });
  const values = decodeAbiParameters(fields, data);
  const entries = fields.map(({ name, type }, i) => [name as string, plainValue(type, values[i])]);
  return { type: kind, ...Object.fromEntries(entries) } as InboxEvent;
}

function plainValue(type: string, value: unknown) {
  if (type === 'bytes') return hexToBytes(value as ViemHex);
  return type === 'address' ? (value as string).toLowerCase() : value;
}

/** By number of the kind, as contracts/README.md lists them. */
const FIELDS = [
  '',
  'uint64:epoch',
  'address:token uint8:kind uint8:decimals bytes:name bytes:symbol',
  'uint8:kind address:token address:from address:to uint256:value',
  'uint64:slot uint8:kind address:token address:owner uint256:value uint64:birth',
  'uint64:slot uint256:exitId',
  'uint64:slot uint256:exitId',
  'uint64:slot uint256:exitId',
];
