import { describe, expect, it } from 'vitest';
import { totalPower } from '../../../lib/chain/committee.ts';
import {
  assertGenesis,
  chainIdOf,
  type Genesis,
  genesisHeader,
  hashOfGenesis,
  type ModuleSettings,
} from '../../../lib/chain/genesis.ts';
import { type Hex, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  MAX_COMMITTEE_MEMBERS,
  MAX_EVENT_FIELDS,
  MAX_KEPT_COMMITTEES,
} from '../../../lib/core/limits.ts';
import { qa } from '../../../lib/modules/qa/index.ts';
import { session } from '../../../lib/modules/session/index.ts';
import { alice, filled, testChain, testCommittee, testGenesis } from './fixtures.ts';

const settingsOf = (values: ModuleSettings) => ({ module: 'qa', values });

describe('genesis', () => {
  it('names the chain by its first bytes', () => {
    const hash = hashOfGenesis(testGenesis());
    expect(chainIdOf('weft', hash)).toBe(`weft-${hash.slice(2, 10)}`);
    expect(testChain().chainId).toBe(`Weft Test-${hash.slice(2, 10)}`);
  });

  it('changes its hash with anything in it', () => {
    const hashes = [
      testGenesis(),
      testGenesis({ seed: filled(32, 1) }),
      testGenesis({ allocations: [] }),
      testGenesis({ committee: testCommittee(3) }),
    ].map(hashOfGenesis);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is the root header of epoch 0', () => {
    const { header } = testChain().root;
    expect(header).toEqual(genesisHeader(testGenesis(), header.stateRoot));
    expect(header).toMatchObject({
      epoch: 0n,
      view: 0n,
      height: 0n,
      parentHash: ZERO_HASH,
      proposer: ZERO_ADDRESS,
      bodyRoot: ZERO_HASH,
      mix: testGenesis().seed,
    });
  });

  const { parameters, committee, contracts } = testGenesis();
  const [first, second] = committee as [Genesis['committee'][0], Genesis['committee'][0]];
  const account = alice.account;
  const deployed = { checkpoints: filled(20, 1), gateway: filled(20, 2), vault: filled(20, 3) };
  const broken: Record<string, Partial<Genesis>> = {
    'a name with other signs': { chainName: 'We<ft' },
    'a name too long': { chainName: 'a'.repeat(65) },
    'no name': { chainName: '' },
    'a block time under 100 ms': { parameters: { ...parameters, minBlockMs: 99 } },
    'an epoch shorter than a block': { parameters: { ...parameters, epochMs: 499 } },
    'an unbonding time in fractions': { parameters: { ...parameters, unbondingMs: 0.5 } },
    'more epochs of unbonding than committees are kept': {
      parameters: {
        ...parameters,
        epochMs: 1_000,
        unbondingMs: 1_000 * (MAX_KEPT_COMMITTEES - 1) + 1,
      },
    },
    'power for nothing': { parameters: { ...parameters, powerUnitWei: 0n } },
    'founding stake above 256 bits': { parameters: { ...parameters, powerUnitWei: 2n ** 255n } },
    'a committee smaller than the founding one': { parameters: { ...parameters, maxMembers: 3 } },
    'a committee above the limit': {
      parameters: { ...parameters, maxMembers: MAX_COMMITTEE_MEMBERS + 1 },
    },
    'a largest share of nothing': { parameters: { ...parameters, maxSharePercent: 0 } },
    'half a millisecond between coin blocks': { parameters: { ...parameters, coinBlockMs: 0.5 } },
    'a largest share above all': { parameters: { ...parameters, maxSharePercent: 101 } },
    'no members': { committee: [] },
    'too many members': { committee: testCommittee(MAX_COMMITTEE_MEMBERS + 1) },
    'unsorted members': { committee: [second, first] },
    'a member twice': { committee: [first, first] },
    'a BLS key twice': { committee: [first, { ...second, blsKey: first.blsKey }] },
    'a network key twice': { committee: [first, { ...second, networkKey: first.networkKey }] },
    'a member without power': { committee: [{ ...first, power: 0n }] },
    'a key in capitals': {
      committee: [{ ...first, blsKey: filled(48, 0xab).toUpperCase() as never }],
    },
    'coins beside contracts': { contracts: deployed },
    'contracts of which one is missing': {
      contracts: { ...deployed, vault: contracts.vault },
      allocations: [],
    },
    'founding power above 64 bits': {
      committee: [
        { ...first, power: 2n ** 64n - 1n },
        { ...second, power: 1n },
      ],
    },
    'a unit of power so small that all coins are more than 64 bits of it': {
      parameters: { ...parameters, powerUnitWei: 1n },
      allocations: [{ account, amountWei: 2n ** 64n - totalPower(committee) }],
    },
    'an empty allocation': { allocations: [{ account, amountWei: 0n }] },
    'an allocation twice': {
      allocations: [
        { account, amountWei: 1n },
        { account, amountWei: 1n },
      ],
    },
    'more coins than 256 bits': {
      allocations: [
        { account: filled(20, 1), amountWei: 2n ** 256n - 1n },
        { account: filled(20, 2), amountWei: 1n },
      ],
    },
    'a module set twice': { settings: [settingsOf({}), settingsOf({})] },
    'a setting below zero': { settings: [settingsOf({ down: -1n })] },
    'a setting above 256 bits': { settings: [settingsOf({ down: 2n ** 256n })] },
    'a setting in capitals': { settings: [settingsOf({ token: '0xAB' })] },
    'a setting that is a text': { settings: [settingsOf({ token: 'weft' as Hex })] },
    'a setting with other signs': { settings: [settingsOf({ 'a b': 1n })] },
    'more settings than may be': {
      settings: [
        settingsOf(
          Object.fromEntries(
            Array.from({ length: MAX_EVENT_FIELDS + 1 }, (_, at) => [`a${at}`, 1n]),
          ),
        ),
      ],
    },
  };

  it.each(Object.entries(broken))('refuses %s', (_, change) => {
    const check = () => assertGenesis(testGenesis(change));
    expect(check).toThrow(expect.objectContaining({ code: 'genesis/invalid' }));
  });

  it('takes as much power as 64 bits hold', () => {
    const all = { account, amountWei: 2n ** 64n - 1n - totalPower(committee) };
    const tiny = { ...parameters, powerUnitWei: 1n };
    assertGenesis(testGenesis({ parameters: tiny, allocations: [all] }));
  });

  it('takes a hundred members, and contracts without coins', () => {
    const roomy = { ...parameters, maxMembers: MAX_COMMITTEE_MEMBERS };
    const hundred = testCommittee(MAX_COMMITTEE_MEMBERS);
    assertGenesis(testGenesis({ committee: hundred, parameters: roomy }));
    const chain = testChain({ contracts: deployed, allocations: [] });
    expect(chain.domain.verifyingContract).toBe(deployed.checkpoints);
    expect(chain.domain).not.toHaveProperty('salt');
    expect(testChain().domain).not.toHaveProperty('verifyingContract');
    expect(testChain().domain.salt).toBe(testChain().genesisHash);
  });
});

describe('settings of a module', () => {
  const found = (module: string) =>
    testChain({ settings: [{ module, values: { down: 3n } }] }, [session, qa]);

  it('are read by it', () => {
    expect(found('qa').genesis.settings).toHaveLength(1);
  });

  it.each(['qq', 'bank', 'session'])('are refused where none reads them: %s', (module) => {
    const rule = `no module with settings: ${module}`;
    const refusal = expect.objectContaining({ code: 'genesis/invalid', facts: { rule } });
    expect(() => found(module)).toThrow(refusal);
  });
});
