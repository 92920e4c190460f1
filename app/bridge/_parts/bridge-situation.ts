import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { EthereumClient } from '../../../lib/client/bridge/ethereum-client.ts';
import type { EthereumFacts } from '../../../lib/client/bridge/ethereum-facts.ts';
import type { Contracts } from '../../../lib/client/bridge/read-logs.ts';
import type { EthereumAccount } from '../../../lib/client/bridge/send-to-ethereum.ts';
import type { SeenSent } from '../../../lib/client/bridge/sent.ts';
import type { Transfer } from '../../../lib/client/bridge/transfer.ts';
import type { AccountView, Address, BridgeView, ChainInfo } from '../../../lib/client/types.ts';

/** What every part of the page reads: both chains as one account sees them. */
export interface BridgeSituation {
  account: Address;
  chain: ChainInfo;
  contracts: Contracts;
  /** Between blocks of Ethereum. */
  blockMs: number;
  client: EthereumClient;
  sender: EthereumAccount;
  /** By this browser; neither chain shows it yet. */
  sent: readonly SeenSent[];
  /** Absent until they were read. */
  facts: EthereumFacts | undefined;
  bridge: BridgeView | undefined;
  view: AccountView | undefined;
  assets: readonly Asset[];
  transfers: readonly Transfer[] | undefined;
}
