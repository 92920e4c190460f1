import {
  type Abi,
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createTestClient,
  createWalletClient,
  http,
  type PublicClient,
  type TransactionReceipt,
  WaitForTransactionReceiptTimeoutError,
  type WalletClient,
} from 'viem';
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';
import { hexFromBytes } from '../../../lib/core/bytes.ts';
import { type AnvilOptions, startAnvil } from './anvil.ts';

/** Until a transaction that anvil has should be in a block. */
const OVERLOOKED_MS = 5_000;

/** A call of a contract by an account, its first one unless told. */
export interface Call {
  from?: PrivateKeyAccount;
  to: Address;
  abi: Abi | readonly unknown[];
  name: string;
  args?: readonly unknown[];
  value?: bigint;
}

/** A local Ethereum and how tests speak to it. */
export interface Ethereum {
  url: string;
  client: PublicClient;
  wallet: WalletClient;
  /** With 10,000 ether each. */
  accounts: readonly PrivateKeyAccount[];
  /** Sends a transaction that has to succeed. */
  send(call: Call): Promise<TransactionReceipt>;
  /** Name and arguments of the error that the call is refused with. */
  refusal(call: Call): Promise<Refusal | undefined>;
  read<Value>(call: Call): Promise<Value>;
  deploy(artifact: { abi: Abi; bytecode: Hex }, args?: readonly unknown[]): Promise<Address>;
  /** Seconds since 1970 of the newest block. */
  now(): Promise<bigint>;
  /** Lets time pass, and mines a block. */
  pass(seconds: bigint): Promise<void>;
  snapshot(): Promise<Hex>;
  /** Back to a snapshot, which can be used again. */
  revert(id: Hex): Promise<Hex>;
  stop(): Promise<void>;
}

export interface Refusal {
  name: string;
  args: readonly unknown[];
}

export async function startEthereum(options: AnvilOptions = {}): Promise<Ethereum> {
  const anvil = await startAnvil(options);
  return ethereumAt(anvil.url, () => anvil.stop());
}

/** One that runs already. */
export function ethereumAt(url: string, stop = async () => {}): Ethereum {
  const transport = http(url);
  const client = createPublicClient({ transport, pollingInterval: 10, cacheTime: 0 });
  const wallet = createWalletClient({ transport });
  const time = createTestClient({ mode: 'anvil', transport });
  const accounts = Array.from({ length: ACCOUNTS }, (_, at) => privateKeyToAccount(testSecret(at)));
  const [first] = accounts as [PrivateKeyAccount];

  /** Anvil overlooks now and then what came while it mined, until the next block. */
  const receiptOf = async (hash: Hex) => {
    try {
      return await client.waitForTransactionReceipt({ hash, timeout: OVERLOOKED_MS });
    } catch (thrown) {
      if (!(thrown instanceof WaitForTransactionReceiptTimeoutError)) throw thrown;
      await time.mine({ blocks: 1 });
      return client.waitForTransactionReceipt({ hash, timeout: OVERLOOKED_MS });
    }
  };

  const requestOf = ({ from = first, to, abi, name, args = [], value }: Call) => ({
    account: from,
    address: to,
    abi: abi as Abi,
    functionName: name,
    args,
    ...(value !== undefined && { value }),
  });

  return {
    url,
    client,
    wallet,
    accounts,
    async send(call) {
      const hash = await wallet.writeContract({ ...requestOf(call), chain: null });
      const receipt = await receiptOf(hash);
      if (receipt.status !== 'success') throw new RangeError(`${call.name} failed: ${hash}`);
      return receipt;
    },
    async refusal(call) {
      try {
        await client.simulateContract(requestOf(call));
        return undefined;
      } catch (thrown) {
        return refusalFrom(thrown);
      }
    },
    read: async (call) => (await client.readContract(requestOf(call))) as never,
    async deploy({ abi, bytecode }, args = []) {
      const hash = await wallet.deployContract({
        account: first,
        chain: null,
        abi,
        bytecode,
        args,
      });
      const { contractAddress } = await receiptOf(hash);
      return (contractAddress ?? '0x').toLowerCase() as Address;
    },
    now: async () => (await client.getBlock()).timestamp,
    async pass(seconds) {
      await time.increaseTime({ seconds: Number(seconds) });
      await time.mine({ blocks: 1 });
    },
    snapshot: () => time.snapshot(),
    async revert(id) {
      await time.revert({ id });
      return time.snapshot();
    },
    stop,
  };
}

/** Of an account of the mnemonic that Ethereum development tools share. */
export function testSecret(addressIndex: number): Hex {
  const { privateKey } = mnemonicToAccount(MNEMONIC, { addressIndex }).getHdKey();
  return hexFromBytes(privateKey ?? new Uint8Array(0));
}

function refusalFrom(thrown: unknown): Refusal {
  const reverted =
    thrown instanceof BaseError &&
    thrown.walk((cause) => cause instanceof ContractFunctionRevertedError);
  const data = reverted instanceof ContractFunctionRevertedError ? reverted.data : undefined;
  if (!data) throw thrown;
  return { name: data.errorName, args: data.args ?? [] };
}

const ACCOUNTS = 10;
const MNEMONIC = 'test test test test test test test test test test test junk';
