import type { Abi } from 'viem';
import type { Address } from '../../../lib/core/bytes.ts';
import { testArtifact } from '../support/artifacts.ts';
import type { Bridge } from '../support/bridge.ts';
import type { Call, Ethereum } from '../support/ethereum.ts';

/** One plain token of each kind, which the first account has and both contracts may take. */
export interface Tokens {
  erc20: Address;
  erc721: Address;
}

export const ERC721_COUNT = 200;

export async function createTokens(ethereum: Ethereum, { genesis }: Bridge): Promise<Tokens> {
  const [owner] = ethereum.accounts;
  const { gateway, vault } = genesis.contracts;
  const plainErc20 = testArtifact('PlainTokens.sol', 'PlainErc20');
  const plainErc721 = testArtifact('PlainTokens.sol', 'PlainErc721');
  const erc20 = await ethereum.deploy(plainErc20);
  const erc721 = await ethereum.deploy(plainErc721);
  const call = (to: Address, abi: Abi, name: string, ...args: unknown[]): Call => {
    return { to, abi, name, args };
  };
  await ethereum.send(call(erc20, plainErc20.abi, 'mint', owner?.address, 10n ** 24n));
  for (const spender of [gateway, vault]) {
    await ethereum.send(call(erc20, plainErc20.abi, 'approve', spender, 2n ** 255n));
    await ethereum.send(call(erc721, plainErc721.abi, 'setApprovalForAll', spender, true));
  }
  for (let id = 0n; id < ERC721_COUNT; id++) {
    await ethereum.send(call(erc721, plainErc721.abi, 'mint', owner?.address, id));
  }
  return { erc20, erc721 };
}
