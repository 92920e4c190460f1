import { describe, expect, it } from 'vitest';
import { DEPOSIT_ACCOUNT, keylessAccountsOf } from '../../../lib/chain/keyless-accounts.ts';
import { modules } from '../../../lib/modules/index.ts';
import { BOUNTY_ACCOUNT, KARMA_ACCOUNT } from '../../../lib/modules/qa/keys.ts';
import { GRANTS_ACCOUNT } from '../../../lib/modules/sponsor/keys.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';

describe('accounts for which no key signs', () => {
  it('are the one of key deposits and those that modules name', () => {
    expect([...keylessAccountsOf(modules)]).toEqual([
      ...[DEPOSIT_ACCOUNT, STAKE_ACCOUNT, BURN_ACCOUNT],
      ...[GRANTS_ACCOUNT, BOUNTY_ACCOUNT, KARMA_ACCOUNT],
    ]);
  });

  it('are one where no module has any', () => {
    expect([...keylessAccountsOf([{}])]).toEqual([DEPOSIT_ACCOUNT]);
  });
});
