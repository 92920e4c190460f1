import { erc20Abi, erc721Abi, parseEther } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deployContracts } from '../../contracts/deploy/deploy-contracts.ts';
import {
  LOCAL_CONTRACTS,
  LOCAL_ERC20,
  LOCAL_ERC721,
  LOCAL_RULES,
} from '../../contracts/deploy/local/local-contracts.ts';
import { prepareEthereum } from '../../contracts/deploy/local/prepare-ethereum.ts';
import { GATEWAY_DEPOSITED, VAULT_DEPOSITED } from '../../lib/chain/inbox.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH } from '../../lib/chain/outbox.ts';
import type { Hex } from '../../lib/core/bytes.ts';
import { vaultAbi } from '../../lib/core/contracts/vault-abi.generated.ts';
import {
  LOCAL_ACCOUNTS,
  localAddress,
  localSecret,
} from '../../lib/platform/nodejs/local-accounts.ts';
import { testGenesis } from '../unit/chain/fixtures.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { inboxEvents } from './support/inbox-events.ts';
import { testValidators } from './support/validators.ts';

const { committee } = testValidators('founder', 4);
const genesis = testGenesis({ committee, contracts: LOCAL_CONTRACTS, allocations: [] });
const { people, validators } = LOCAL_ACCOUNTS;
const first = localAddress(people[0] as number);

let ethereum: Ethereum;
let untouched: Hex;
beforeAll(async () => {
  ethereum = await startEthereum({ accounts: LOCAL_ACCOUNTS.count });
  untouched = await ethereum.snapshot();
});
beforeEach(async () => {
  untouched = await ethereum.revert(untouched);
});
afterAll(() => ethereum.stop());

const deposits = async () =>
  (await inboxEvents(ethereum, LOCAL_CONTRACTS.checkpoints)).filter(
    ({ type }) => type === GATEWAY_DEPOSITED || type === VAULT_DEPOSITED,
  );

describe('the local Ethereum of a new chain', () => {
  it('has deposits of each account, of the first one tokens in both lanes, and the sponsor’s', async () => {
    await prepareEthereum(ethereum.url, genesis);
    const found = await deposits();
    const ether = [...people, ...validators].map((number) => ({
      type: GATEWAY_DEPOSITED,
      kind: ASSET_ETH,
      from: localAddress(number),
      to: localAddress(number),
      value: parseEther(people.includes(number) ? '1000' : '1'),
    }));
    const yarn = { type: GATEWAY_DEPOSITED, kind: ASSET_ERC20, token: LOCAL_ERC20.address };
    const pattern = { type: VAULT_DEPOSITED, kind: ASSET_ERC721, token: LOCAL_ERC721.address };
    const tokens = [
      { ...yarn, to: first, value: parseEther('1000') },
      { ...pattern, owner: first, value: 1n },
    ];
    const to = localAddress(LOCAL_ACCOUNTS.sponsor);
    const sponsored = [
      { type: GATEWAY_DEPOSITED, kind: ASSET_ETH, from: to, to, value: parseEther('100') },
      { ...yarn, from: to, to, value: parseEther('20000') },
    ];
    for (const one of [...ether, ...tokens, ...sponsored])
      expect(found).toContainEqual(expect.objectContaining(one));
    expect(found).toHaveLength(ether.length + tokens.length + sponsored.length);
  });

  it('has the tokens that the network file names, and people who hold them', async () => {
    await prepareEthereum(ethereum.url, genesis);
    const erc20 = { to: LOCAL_ERC20.address, abi: erc20Abi };
    const erc721 = { to: LOCAL_ERC721.address, abi: erc721Abi };
    for (const field of ['name', 'symbol', 'decimals'] as const) {
      expect(await ethereum.read({ ...erc20, name: field })).toBe(LOCAL_ERC20[field]);
    }
    for (const field of ['name', 'symbol'] as const) {
      expect(await ethereum.read({ ...erc721, name: field })).toBe(LOCAL_ERC721[field]);
    }
    for (const number of people.slice(1)) {
      const args = [localAddress(number)];
      expect(await ethereum.read({ ...erc20, name: 'balanceOf', args })).toBe(parseEther('10000'));
      expect(await ethereum.read({ ...erc721, name: 'balanceOf', args })).toBe(3n);
    }
  });

  it('lets an exit end after a minute, with bonds that are felt', async () => {
    await prepareEthereum(ethereum.url, genesis);
    const vault = { to: LOCAL_CONTRACTS.vault, abi: vaultAbi };
    expect(await ethereum.read({ ...vault, name: 'window' })).toBe(60);
    expect(await ethereum.read({ ...vault, name: 'exitBond' })).toBe(parseEther('0.01'));
  });

  it('is left as it is when nothing is missing', async () => {
    await prepareEthereum(ethereum.url, genesis);
    const before = await deposits();
    await prepareEthereum(ethereum.url, genesis);
    expect(await deposits()).toEqual(before);
  });

  it('is completed after an interruption', async () => {
    const { client, wallet } = ethereum;
    const deployer = privateKeyToAccount(localSecret(LOCAL_ACCOUNTS.deployer));
    await deployContracts({ client, wallet, deployer, genesis, rules: LOCAL_RULES });
    await prepareEthereum(ethereum.url, genesis);
    expect(await deposits()).toHaveLength(people.length + validators.length + 4);
  });

  it('is refused when its contracts are those of another chain', async () => {
    await prepareEthereum(ethereum.url, genesis);
    const other = { ...genesis, chainName: 'Another' };
    await expect(prepareEthereum(ethereum.url, other)).rejects.toMatchObject({
      code: 'local/other-ethereum',
      message: expect.stringContaining('npm start -- --fresh'),
    });
  });
});
