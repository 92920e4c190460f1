import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { forgeChain } from './forge-chain.ts';
import { type Recording, recordingOf } from './recording.ts';
import { accountOfSecret, addressAt, createSender, secretAt } from './transfers.ts';

/** Shape of the chain that nodes replay. */
export interface Load {
  blocks: number;
  transfersPerBlock: number;
  /** Accounts of the genesis, the senders among them. */
  accounts: number;
  senders: number;
}

export interface ForgedRecording {
  file: NetworkFile;
  recording: Recording;
}

/** Every sender sends in turn, to accounts all over the state. */
export async function forgeRecording(load: Load): Promise<ForgedRecording> {
  const secrets = Array.from({ length: load.senders }, (_, index) => secretAt(index));
  const idle = Array.from({ length: load.accounts - load.senders }, (_, i) => addressAt(i));
  const accounts = [...secrets.map(accountOfSecret), ...idle];
  const { file, signers } = createBenchNetworkFile(accounts);
  const forged = forgeChain(file, signers);
  const senders = secrets.map((secret) => createSender(forged.chain, secret));
  const chain: CommittedBlock[] = [];
  let sent = 0;
  for (let height = 0; height < load.blocks; height++) {
    const { timestampMs } = forged.tip().header;
    const transfers = Array.from({ length: load.transfersPerBlock }, () => {
      const sender = senders[sent % senders.length];
      const to = accounts[(sent * STRIDE) % accounts.length];
      sent++;
      return sender && to ? [sender.transfer(to, timestampMs)] : [];
    }).flat();
    chain.push(await forged.grow(transfers));
  }
  return { file, recording: recordingOf(chain) };
}

/** A prime, so that recipients are spread over all accounts. */
const STRIDE = 7_919;
