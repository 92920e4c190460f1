const FEE_ONLY = 'Nothing moved; only the fee was paid.';
const NOTHING_SENT = 'Nothing was sent and nothing was spent.';

/** What happened, what was not lost, what to do: for staking and its keys, one code each. */
export const stakingErrors = {
  'staking/malformed-key': [
    'This is not the form of a validator key',
    NOTHING_SENT,
    'Register from the page again: it makes the keys itself.',
  ],
  'staking/fee-too-high': [
    'A fee is at most 100 percent',
    NOTHING_SENT,
    'Choose a fee between 0 and 100.',
  ],
  'staking/zero-amount': ['The amount was zero', NOTHING_SENT, 'Type an amount.'],
  'staking/committee-fixed': [
    'The validators of this chain never change',
    FEE_ONLY,
    'Stake on a chain that has epochs.',
  ],
  'staking/key-not-proven': [
    'The proofs do not belong to these keys, the account and the chain',
    FEE_ONLY,
    'Register again from the tab that holds the keys.',
  ],
  'staking/key-used': [
    'This validator key was registered before',
    FEE_ONLY,
    'A key counts once, for ever. Make a new one and try again.',
  ],
  'staking/network-key-used': [
    'This network identity belongs to another candidate',
    FEE_ONLY,
    'Make a new one and try again.',
  ],
  'staking/already-candidate': [
    'The account is a candidate already',
    FEE_ONLY,
    'Add to your stake, or replace the keys.',
  ],
  'staking/not-a-candidate': [
    'That account is not a candidate',
    FEE_ONLY,
    'Choose one from the list.',
  ],
  'staking/removed-for-good': [
    'This account signed two contradicting votes and may never validate again',
    'Stake that was not taken as penalty is still yours.',
    'Take your stake back; validate with another account.',
  ],
  'staking/candidates-full': [
    'Every place is taken by a candidate with more stake',
    FEE_ONLY,
    'Register with more than the weakest candidate has.',
  ],
  'staking/stake-too-small': ['That is less than the least stake', FEE_ONLY, 'Stake more.'],
  'staking/not-enough-stake': ['You have less stake there than that', FEE_ONLY, 'Take back less.'],
  'staking/delegators-full': [
    'This validator has no place for another delegator',
    FEE_ONLY,
    'Choose another validator.',
  ],
  'staking/too-many-validators': [
    'You have stake with as many validators as one account can',
    FEE_ONLY,
    'Add to a stake you have, or take one back first.',
  ],
  'staking/not-jailed': ['This validator is not in jail', FEE_ONLY, 'There is nothing to do.'],
  'staking/jailed-longer': [
    'It is too early to leave jail',
    FEE_ONLY,
    'Wait until one full epoch has passed.',
  ],
  'keys/dead': [
    'The validator key in this browser must not sign any more',
    'Stake and coins are on the chain, not in this browser.',
    'Replace the keys: this tab makes new ones, and they vote from the next epoch on.',
  ],
  'keys/other-account': [
    'This browser holds the validator key of another account',
    'The key was left as it is.',
    'Choose that account in the wallet, or validate in another browser.',
  ],
  'keys/unavailable': [
    'This node can keep no validator key',
    NOTHING_SENT,
    'Open the page in a browser that lets it keep data.',
  ],
  'keys/unreadable': [
    'The validator key in this browser cannot be read',
    'Stake and coins are on the chain, not in this browser.',
    'Replace the keys: this tab makes new ones, and they vote from the next epoch on.',
  ],
  'keys/malformed': [
    'What this browser keeps as its validator key is damaged',
    'Stake and coins are on the chain, not in this browser.',
    'Replace the keys: this tab makes new ones, and they vote from the next epoch on.',
  ],
} as const;
