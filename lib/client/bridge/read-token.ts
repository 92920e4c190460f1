import { type Client, erc20Abi, erc721Abi } from 'viem';
import { readContract } from 'viem/actions';
import { WeftError } from '../../core/errors.ts';
import { bytesFromText } from '../../core/utf8.ts';
import { plainText } from '../../modules/bridge/plain-text.ts';
import type { Address } from '../types.ts';

/** What a token says of itself; it may lie. */
export interface TokenFacts {
  token: Address;
  kind: 0 | 1 | 2;
  decimals: number;
  name: string;
  symbol: string;
}

/**
 * Asks an unknown token what it is, as the Gateway will: ERC-721 by ERC-165, else ERC-20 by its
 * decimals. @throws WeftError `bridge/no-token` for what is neither.
 */
export async function readToken(client: Client, address: Address): Promise<TokenFacts> {
  const [isCollection, decimals, name, symbol] = await Promise.all([
    readContract(client, {
      ...{ address, abi: INTERFACE_ABI, functionName: 'supportsInterface' },
      args: [ERC721_INTERFACE],
    }).catch(() => false),
    readContract(client, { address, abi: erc20Abi, functionName: 'decimals' }).catch(
      () => undefined,
    ),
    readContract(client, { address, abi: erc721Abi, functionName: 'name' }).catch(() => ''),
    readContract(client, { address, abi: erc721Abi, functionName: 'symbol' }).catch(() => ''),
  ]);
  const words = { name: shown(name), symbol: shown(symbol) };
  if (isCollection) return { token: address, kind: 2, decimals: 0, ...words };
  if (decimals !== undefined) return { token: address, kind: 1, decimals, ...words };
  throw new WeftError('bridge/no-token', 'no token is at that address', { token: address });
}

function shown(text: string): string {
  return plainText(bytesFromText(text.slice(0, MAX_READ_LENGTH)));
}

const MAX_READ_LENGTH = 64;
const ERC721_INTERFACE = '0x80ac58cd';
const INTERFACE_ABI = [
  {
    type: 'function',
    name: 'supportsInterface',
    stateMutability: 'view',
    inputs: [{ name: 'interfaceId', type: 'bytes4' }],
    outputs: [{ name: '', type: 'bool' }],
  },
] as const;
