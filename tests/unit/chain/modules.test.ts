import { describe, expect, it } from 'vitest';
import { createActionRegistry } from '../../../lib/chain/action-registry.ts';
import { bindModules } from '../../../lib/chain/bind-modules.ts';
import type { HookContext, Module } from '../../../lib/chain/module.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { EMPTY_TREE } from '../../../lib/chain/state-tree.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { modules } from '../../../lib/modules/index.ts';
import { contextAt } from './fixtures.ts';
import { shelf } from './shelf-module.ts';

const plain: Module = { name: 'plain', version: 1, actions: [] };

describe('action registry', () => {
  it('finds every action of every module, and no others', () => {
    const registry = createActionRegistry(modules);
    expect(registry.all().map(({ definition }) => definition.primaryType)).toEqual([
      'BankTransfer',
      'BankTransferToken',
      'BankTransferNft',
      'StakingRegister',
      'StakingDelegate',
      'StakingUndelegate',
      'StakingUnregister',
      'StakingUnjail',
      'StakingSetFee',
      'StakingReplaceKeys',
      'StakingBurnFounding',
      'SessionOpen',
      'SessionClose',
      'SessionCloseAll',
      'SponsorOpenGrant',
      'SponsorJoin',
      'SponsorEndInvitations',
      'SponsorFill',
      'SponsorEmpty',
      'SponsorChange',
      'SponsorClose',
      'BridgeWithdraw',
      'BridgeWithdrawToken',
      'BridgeWithdrawNfts',
      'VaultTransfer',
      'QaSetProfile',
      'QaAsk',
      'QaAnswer',
      'QaComment',
      'QaEdit',
      'QaVote',
      'QaAccept',
      'QaFlag',
      'QaHide',
      'QaDelete',
      'QaOfferBounty',
      'QaTakeBackBounty',
      'QaRedeem',
      'QaFund',
    ]);
    expect(registry.get('BankTransfer').module).toBe(bank);
    const unknown = expect.objectContaining({ code: 'transaction/unknown-action' });
    for (const name of ['Nothing', '__proto__', 'EIP712Domain']) {
      expect(() => registry.get(name)).toThrow(unknown);
    }
  });

  it('asserts unique names of modules, actions and fields', () => {
    const [action] = shelf.actions as [Module['actions'][number]];
    const withFields = (...names: string[]) => ({
      ...action,
      fields: names.map((name) => ({ name, type: 'bool' as const })),
    });
    const wrong: Module[][] = [
      [plain, plain],
      [{ ...plain, name: 'Plain' }],
      [{ ...plain, name: 'chain' }],
      [shelf, { ...shelf, name: 'other' }],
      [{ ...plain, actions: [{ ...action, primaryType: 'lower' }] }],
      [{ ...plain, actions: [withFields('a', 'a')] }],
      [{ ...plain, actions: [withFields('nonce')] }],
      [{ ...plain, actions: [withFields('two words')] }],
    ];
    for (const list of wrong) expect(() => createActionRegistry(list)).toThrow();
  });
});

describe('bound modules', () => {
  it('see their own keys and the keepers they asked for, nothing else', () => {
    const journal = createStateJournal(EMPTY_TREE);
    const emitted: string[] = [];
    const contexts = new Map<string, HookContext>();
    const spy = (name: string, uses: string[]): Module => ({
      ...plain,
      name,
      uses,
      keeper: (context) => {
        contexts.set(name, context);
        return { name };
      },
    });
    const list = [bank, spy('one', []), spy('two', ['one'])];
    bindModules(list, journal, contextAt(1n), (name) => emitted.push(name));
    const one = contexts.get('one') as HookContext;
    const two = contexts.get('two') as HookContext;
    one.store.set('0x01', Uint8Array.of(1));
    expect(two.store.get('0x01')).toBeUndefined();
    expect(journal.get('0x6f6e650001')).toEqual(Uint8Array.of(1));
    expect(Object.keys(one.keepers)).toEqual([]);
    expect(two.keepers).toEqual({ one: { name: 'one' } });
    two.emit('spoke', {});
    expect(emitted).toEqual(['two.spoke']);
  });

  it('asserts one native coin and keepers that come first', () => {
    const bind = (list: Module[]) =>
      bindModules(list, createStateJournal(EMPTY_TREE), contextAt(1n), () => {});
    expect(() => bind([plain])).toThrow('native coin');
    expect(() => bind([bank, { ...bank, name: 'mint' }])).toThrow('has the coin');
    expect(() => bind([{ ...plain, uses: ['bank'] }, bank])).toThrow('uses bank');
  });
});
