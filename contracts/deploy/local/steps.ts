import {
  type Address,
  encodeDeployData,
  encodeFunctionData,
  erc20Abi,
  erc721Abi,
  type Hex,
  parseAbi,
  parseEther,
} from 'viem';
import { gatewayAbi } from '../../../lib/core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { LOCAL_ACCOUNTS, localAddress } from '../../../lib/platform/nodejs/local-accounts.ts';
import type { ContractAddresses } from '../addresses.ts';
import bytecode from './bytecode.generated.json' with { type: 'json' };
import { LOCAL_ERC20, LOCAL_ERC721 } from './local-contracts.ts';

/** A transaction; without `to` it creates a contract. */
export interface Step {
  to?: Address;
  data: Hex;
  value?: bigint;
}

const COINS_EACH = parseEther('1000');
/** What a validator needs to leave jail. */
const COINS_FOR_FEES = parseEther('1');
const ERC20_EACH = parseEther('10000');
const ERC20_DEPOSIT = parseEther('1000');
const SPONSOR_COINS = parseEther('100');
const SPONSOR_ERC20 = parseEther('20000');
const ERC721_EACH = 3n;
/** Of the first account, whose ids begin with 1. */
const ERC721_DEPOSIT = 1n;

/** The ERC-20 and the ERC-721. All people get the same of each. */
export function tokenCreations(): Step[] {
  const holders = LOCAL_ACCOUNTS.people.map(localAddress);
  const creation = (code: string, each: bigint): Step => ({
    data: encodeDeployData({ abi: TOKEN_ABI, bytecode: code as Hex, args: [holders, each] }),
  });
  return [creation(bytecode.LocalErc20, ERC20_EACH), creation(bytecode.LocalErc721, ERC721_EACH)];
}

/** What an account deposits for itself. The first has some of everything, in both lanes. */
export function depositsOf(number: number, contracts: ContractAddresses): Step[] {
  const isPerson = LOCAL_ACCOUNTS.people.includes(number);
  const to = localAddress(number);
  const ether: Step = {
    to: contracts.gateway,
    value: isPerson ? COINS_EACH : COINS_FOR_FEES,
    data: encodeFunctionData({ abi: gatewayAbi, functionName: 'depositEth', args: [to] }),
  };
  return number === LOCAL_ACCOUNTS.people[0] ? [ether, ...tokenDeposits(to, contracts)] : [ether];
}

/** What the sponsor brings for newcomers: coins that pay for them, and tokens for their points. */
export function sponsorSteps({ gateway }: ContractAddresses): Step[] {
  const to = localAddress(LOCAL_ACCOUNTS.sponsor);
  return [
    {
      to: gateway,
      value: SPONSOR_COINS,
      data: encodeFunctionData({ abi: gatewayAbi, functionName: 'depositEth', args: [to] }),
    },
    {
      to: LOCAL_ERC20.address,
      data: encodeFunctionData({
        abi: TOKEN_ABI,
        functionName: 'mint',
        args: [to, SPONSOR_ERC20],
      }),
    },
    ...erc20Deposit(SPONSOR_ERC20, to, gateway),
  ];
}

function erc20Deposit(amount: bigint, to: Address, gateway: Address): Step[] {
  return [
    {
      to: LOCAL_ERC20.address,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [gateway, amount] }),
    },
    {
      to: gateway,
      data: encodeFunctionData({
        abi: gatewayAbi,
        functionName: 'depositErc20',
        args: [LOCAL_ERC20.address, amount, to],
      }),
    },
  ];
}

function tokenDeposits(to: Address, { gateway, vault }: ContractAddresses): Step[] {
  return [
    ...erc20Deposit(ERC20_DEPOSIT, to, gateway),
    {
      to: LOCAL_ERC721.address,
      data: encodeFunctionData({
        abi: erc721Abi,
        functionName: 'approve',
        args: [vault, ERC721_DEPOSIT],
      }),
    },
    {
      to: vault,
      data: encodeFunctionData({
        abi: vaultAbi,
        functionName: 'depositErc721',
        args: [LOCAL_ERC721.address, ERC721_DEPOSIT],
      }),
    },
  ];
}

const TOKEN_ABI = parseAbi([
  'constructor(address[] holders, uint256 each)',
  'function mint(address to, uint256 amount)',
]);
