import { type Client, erc20Abi, erc721Abi } from 'viem';
import { getBalance, getGasPrice, readContract } from 'viem/actions';
import type { Address } from '../types.ts';
import { MAX_CHECKED_IDS } from './limits.ts';

/** What an account has of an asset on Ethereum, and what a contract may take of it. */
export interface Holding {
  etherWei: bigint;
  /** In the smallest unit; tokens of a collection are counted. */
  balance: bigint;
  /** Of an ERC-20. */
  allowance: bigint;
  /** Of the ids that were asked for: those that the account has, as far as they were checked. */
  ownedIds: ReadonlySet<bigint>;
  /** And those that the contract may take. */
  approvedIds: ReadonlySet<bigint>;
  gasPriceWei: bigint;
}

export interface HoldingQuestion {
  kind: 0 | 1 | 2;
  token: Address;
  account: Address;
  /** The contract that would take it. */
  spender: Address;
  ids: readonly bigint[];
}

export async function readHolding(client: Client, asked: HoldingQuestion): Promise<Holding> {
  const [etherWei, gasPriceWei, rest] = await Promise.all([
    getBalance(client, { address: asked.account }),
    getGasPrice(client),
    asked.kind === 1 ? readErc20(client, asked) : readErc721(client, asked),
  ]);
  const balance = asked.kind === 0 ? etherWei : rest.balance;
  return { etherWei, gasPriceWei, ...rest, balance };
}

type TokenHolding = Omit<Holding, 'etherWei' | 'gasPriceWei'>;

const NOTHING: TokenHolding = {
  ...{ balance: 0n, allowance: 0n, ownedIds: new Set(), approvedIds: new Set() },
};

async function readErc20(
  client: Client,
  { token: address, account, spender }: HoldingQuestion,
): Promise<TokenHolding> {
  const contract = { address, abi: erc20Abi } as const;
  const [balance, allowance] = await Promise.all([
    readContract(client, { ...contract, functionName: 'balanceOf', args: [account] }),
    readContract(client, { ...contract, functionName: 'allowance', args: [account, spender] }),
  ]);
  return { ...NOTHING, balance, allowance };
}

/** Ids beyond the bound count as owned: the deposit's own estimate says where that is wrong. */
async function readErc721(
  client: Client,
  { kind, token: address, account, spender, ids }: HoldingQuestion,
): Promise<TokenHolding> {
  if (kind === 0) return NOTHING;
  const contract = { address, abi: erc721Abi } as const;
  const checked = ids.slice(0, MAX_CHECKED_IDS);
  const [balance, isForAll, owners, approved] = await Promise.all([
    readContract(client, { ...contract, functionName: 'balanceOf', args: [account] }),
    readContract(client, {
      ...{ ...contract, functionName: 'isApprovedForAll' },
      args: [account, spender],
    }),
    Promise.all(
      checked.map((id) =>
        readContract(client, { ...contract, functionName: 'ownerOf', args: [id] }).catch(nobody),
      ),
    ),
    Promise.all(
      ids.length === 1
        ? checked.map((id) =>
            readContract(client, { ...contract, functionName: 'getApproved', args: [id] }).catch(
              nobody,
            ),
          )
        : [],
    ),
  ]);
  const isOwned = (_: bigint, i: number) =>
    i >= checked.length || owners[i]?.toLowerCase() === account;
  const isOpen = (_: bigint, i: number) => isForAll || approved[i]?.toLowerCase() === spender;
  const ownedIds = new Set(ids.filter(isOwned));
  return { ...NOTHING, balance, ownedIds, approvedIds: new Set(ids.filter(isOpen)) };
}

/** A token that was never made, or burnt, has no owner. */
function nobody(): undefined {
  return undefined;
}
