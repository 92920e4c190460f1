import { createTestClient, encodeFunctionData, http, type Hex as ViemHex } from 'viem';
import { afterAll, describe, it } from 'vitest';
import { GATEWAY_DEPOSITED, type InboxEvent } from '../../lib/chain/inbox.ts';
import { ZERO_ADDRESS } from '../../lib/core/bytes.ts';
import { gatewayAbi } from '../../lib/core/contracts/gateway-abi.generated.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createMemoryEthereum } from '../../lib/platform/memory/memory-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { deployBridge } from '../ethereum/support/bridge.ts';
import { startEthereum } from '../ethereum/support/ethereum.ts';
import { type EthereumSubject, ethereumCases } from './ethereum-cases.ts';

const TO = `0x${'dd'.repeat(20)}` as const;

const subjects: Record<string, EthereumSubject> = {
  memory: memorySubject(),
  'JSON-RPC and anvil': await anvilSubject(),
};

for (const [adapter, subject] of Object.entries(subjects)) {
  describe(`Ethereum over ${adapter}`, () => {
    for (const { name, run } of ethereumCases) it(name, () => run(subject));
  });
}

function memorySubject(): EthereumSubject {
  const ethereum = createMemoryEthereum({ wallMs: Date.now });
  const deposits = (count: number) =>
    Array.from({ length: count }, (_, i): InboxEvent => {
      const value = BigInt(i + 1);
      const asset = { kind: 0, token: ZERO_ADDRESS } as const;
      return { type: GATEWAY_DEPOSITED, ...asset, from: TO, to: TO, value };
    });
  return {
    source: ethereum.source('memory'),
    deposit: async (count) => ethereum.mine(...deposits(count)),
    depositTwice: async () => ethereum.mine(...deposits(2)),
  };
}

async function anvilSubject(): Promise<EthereumSubject> {
  const ethereum = await startEthereum();
  afterAll(() => ethereum.stop());
  const { genesis } = await deployBridge(ethereum);
  const { contracts } = genesis;
  const miner = createTestClient({ mode: 'anvil', transport: http(ethereum.url) });
  const [account] = ethereum.accounts as [(typeof ethereum.accounts)[number]];

  async function inOneBlock(send: () => Promise<void>): Promise<void> {
    await miner.setAutomine(false);
    await miner.setIntervalMining({ interval: 0 });
    await send();
    await miner.mine({ blocks: 1 });
    await miner.setAutomine(true);
  }

  return {
    source: createUrlEthereum(ethereum.url, contracts.checkpoints)({ clock: createSystemClock() }),
    deposit: (count) =>
      inOneBlock(async () => {
        const { address } = account;
        await miner.setBlockGasLimit({ gasLimit: 60_000_000n });
        const nonce = await ethereum.client.getTransactionCount({ address });
        for (let i = 0; i < count; i++) {
          await ethereum.wallet.sendTransaction({
            ...{ account, chain: null, to: contracts.gateway, value: BigInt(i + 1) },
            ...{ nonce: nonce + i, gas: 150_000n, data: depositData() },
          });
        }
      }),
    depositTwice,
  };

  function depositData(): ViemHex {
    return encodeFunctionData({ abi: gatewayAbi, functionName: 'depositEth', args: [TO] });
  }

  async function depositTwice(): Promise<void> {
    const code = twoCalls(contracts.gateway, depositData());
    const hash = await ethereum.wallet.sendTransaction({
      ...{ account, chain: null, data: code, value: 2n, gas: 1_000_000n },
    });
    await ethereum.client.waitForTransactionReceipt({ hash });
  }
}

/**
 * Creation code that calls `to` twice with 1 wei and this data: it copies the data from its own end
 * to memory, then calls.
 */
function twoCalls(to: ViemHex, data: ViemHex): ViemHex {
  const bytes = data.slice(2);
  const length = (bytes.length / 2).toString(16).padStart(2, '0');
  const call = `5f5f60${length}5f600173${to.slice(2)}5af150`;
  const size = (code: string) => code.length / 2;
  const offset = (COPY_BYTES + 2 * size(call) + 1).toString(16).padStart(2, '0');
  return `0x60${length}60${offset}5f39${call}${call}00${bytes}`;
}

/** Of the instructions that copy. */
const COPY_BYTES = 6;
