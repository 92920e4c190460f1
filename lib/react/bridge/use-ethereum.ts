import { useEffect, useMemo, useRef, useState } from 'react';
import { createEthereumClient, type EthereumClient } from '../../client/bridge/ethereum-client.ts';
import type { EthereumFacts } from '../../client/bridge/ethereum-facts.ts';
import { followEthereum } from '../../client/bridge/follow-ethereum.ts';
import type { Address, ErrorObject } from '../../client/types.ts';
import type { NetworkFile } from '../../node/network-file.ts';

export interface EthereumReading {
  client: EthereumClient;
  /** Absent until the first look. */
  facts?: EthereumFacts;
  /** Why the last look failed. */
  problem?: ErrorObject;
}

/**
 * What Ethereum shows of an account, and claims of others that its withdrawals go to, looked at
 * again and again while the page is open.
 */
export function useEthereum(
  network: NetworkFile,
  account: Address,
  receivers: readonly Address[],
): EthereumReading {
  const client = useMemo(() => createEthereumClient(network.ethereum), [network]);
  const newestReceivers = useRef(receivers);
  newestReceivers.current = receivers;
  const [reading, setReading] = useState<Omit<EthereumReading, 'client'>>({});
  useEffect(() => {
    setReading({});
    return followEthereum({
      client,
      account,
      receivers: () => newestReceivers.current,
      contracts: network.genesis.contracts,
      ethereum: network.ethereum,
      onFacts: (facts) => setReading({ facts }),
      onProblem: (problem) => setReading((before) => ({ ...before, problem })),
    });
  }, [client, network, account]);
  return { client, ...reading };
}
