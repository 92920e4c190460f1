import {
  type Address,
  createPublicClient,
  createWalletClient,
  encodeFunctionData,
  erc721Abi,
  type Hex,
  http,
  parseAbi,
} from 'viem';
import { LOCAL_ERC721 } from '../../../contracts/deploy/local/local-contracts.ts';
import { MAX_DEPOSITED_IDS } from '../../../lib/client/bridge/limits.ts';
import { checkpointsAbi } from '../../../lib/core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../../lib/core/contracts/gateway-abi.generated.ts';
import { WeftError } from '../../../lib/core/errors.ts';

export interface NftDeposit {
  ethereumUrl: string;
  contracts: { checkpoints: Address; gateway: Address };
  /** One that the local Ethereum signs for. */
  account: Address;
  count: number;
}

export interface DepositedNfts {
  /** They follow each other. */
  ids: bigint[];
  /** Once the sidechain has read so many events, they are credited. */
  inboxCount: bigint;
}

/** By one transaction: some 28 k gas each. */
const MINTED_TOGETHER = 400;
const POLL_MS = 100;
const TOKEN_ABI = parseAbi([
  'function mintMany(address to, uint256 many)',
  'function count() view returns (uint256)',
]);

/**
 * Makes so many pieces of the local collection and deposits all of them for their account, by as
 * many transactions as that takes. Resolves once Ethereum has the last.
 */
export async function depositNfts(deposit: NftDeposit): Promise<DepositedNfts> {
  const { ethereumUrl, contracts, account, count } = deposit;
  const { checkpoints, gateway } = contracts;
  const transport = http(ethereumUrl);
  const client = createPublicClient({ transport, pollingInterval: POLL_MS, cacheTime: 0 });
  const wallet = createWalletClient({ transport });
  const token = { address: LOCAL_ERC721.address, abi: TOKEN_ABI } as const;

  /** One after the other, and mined in this order. */
  async function sendAll(calls: readonly { to: Address; data: Hex }[]) {
    let hash: Hex = '0x';
    for (const call of calls) {
      hash = await wallet.sendTransaction({ account, chain: null, ...call });
    }
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status !== 'success') throw new WeftError('tests/deposit', 'the local Ethereum refused');
  }

  const before = await client.readContract({ ...token, functionName: 'count' });
  const ids = Array.from({ length: count }, (_, i) => before + BigInt(i) + 1n);
  await sendAll(
    partsOf(ids, MINTED_TOGETHER).map((part) => ({
      to: token.address,
      data: encodeFunctionData({
        ...{ abi: TOKEN_ABI, functionName: 'mintMany' },
        args: [account, BigInt(part.length)],
      }),
    })),
  );
  const approve = encodeFunctionData({
    ...{ abi: erc721Abi, functionName: 'setApprovalForAll', args: [gateway, true] },
  });
  await sendAll([{ to: token.address, data: approve }]);
  await sendAll(
    partsOf(ids, MAX_DEPOSITED_IDS).map((part) => ({
      to: gateway,
      data: encodeFunctionData({
        ...{ abi: gatewayAbi, functionName: 'depositErc721' },
        args: [token.address, part, account],
      }),
    })),
  );
  const inboxCount = await client.readContract({
    ...{ address: checkpoints, abi: checkpointsAbi, functionName: 'inboxCount' },
  });
  return { ids, inboxCount };
}

function partsOf(ids: readonly bigint[], size: number): (readonly bigint[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, i) =>
    ids.slice(i * size, (i + 1) * size),
  );
}
