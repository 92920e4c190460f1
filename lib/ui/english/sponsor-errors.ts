const NOT_SENT = 'Nothing was sent, and what you wrote is kept.';
const UNCHANGED = 'The grant and your coins are as before; only the fee was paid.';

/** What happened, what was not lost, what to do: for who pays for others, one code each. */
export const sponsorErrors = {
  'transaction/nobody-pays': [
    'Nobody pays for this at the moment',
    NOT_SENT,
    'Try again later, or pay the fee with coins of your own.',
  ],
  'sponsor/no-grant': [
    'Nobody pays for this',
    NOT_SENT,
    'Pay the fee with coins of your own, or put some at stake.',
  ],
  'sponsor/not-invited': [
    'The sponsor pays for invited people only',
    NOT_SENT,
    'Ask the sponsor for an invitation to this account, or pay the fee yourself.',
  ],
  'sponsor/needs-coins': [
    'The sponsor pays for people who have held some coins for a day',
    NOT_SENT,
    'Join with enough coins and come back in a day, or pay the fee yourself.',
  ],
  'sponsor/too-many-grants': [
    'Eight sponsors pay for this account already',
    NOT_SENT,
    'Pay the fee with coins of your own.',
  ],
  'sponsor/account-day-used': [
    'What you may do for free today is used up',
    NOT_SENT,
    'Come back after midnight UTC, or pay the fee with coins of your own.',
  ],
  'sponsor/price-too-high': [
    'The chain is busy, and its price is above what the sponsor pays',
    NOT_SENT,
    'Try again in a few minutes, or pay the fee with coins of your own.',
  ],
  'sponsor/out-of-coins': [
    'The sponsor has run out of coins',
    NOT_SENT,
    'Tell the sponsor, or pay the fee with coins of your own.',
  ],
  'sponsor/budget-used': [
    'Many people act for free at this moment',
    NOT_SENT,
    'Try again in a minute, or pay the fee with coins of your own.',
  ],
  'sponsor/wrong-module': [
    'Nobody can sponsor that part of the chain',
    'Your coins are where they were.',
    'Choose another one, such as qa.',
  ],
  'sponsor/wrong-requirement': [
    'A grant requires nothing, an invitation, or coins',
    'Your coins are where they were.',
    'Choose one of these; a least number of coins goes with the last.',
  ],
  'sponsor/wrong-budget': [
    'The budget is outside of what a grant may have',
    'Your coins are where they were.',
    'Give all accounts together at least 24,000 units a day, and one of them no more than all.',
  ],
  'sponsor/zero-amount': ['The amount was zero', 'Nothing was moved.', 'Type an amount.'],
  'sponsor/malformed-invitation': [
    'This is not an invitation',
    'Nothing was sent.',
    'Copy the whole link that the sponsor gave you, then open it again.',
  ],
  'sponsor/grants-full': [
    'All places for sponsors are taken',
    UNCHANGED,
    'Open the grant with more coins than the smallest one has.',
  ],
  'sponsor/unknown-grant': ['There is no such grant', UNCHANGED, 'Check which grant it is.'],
  'sponsor/not-opener': [
    'Somebody else opened this grant',
    UNCHANGED,
    'Connect the account that opened it.',
  ],
  'sponsor/grant-closed': ['This grant is closed', UNCHANGED, 'Look for one that is open.'],
  'sponsor/not-enough-coins': [
    'The grant has fewer coins left than that',
    UNCHANGED,
    'Take less, or close the grant to have all of them.',
  ],
  'sponsor/nothing-to-join': [
    'This grant is open to everybody',
    UNCHANGED,
    'Just go on: nobody has to join it.',
  ],
  'sponsor/already-joined': [
    'This account has joined already',
    UNCHANGED,
    'Just go on: the sponsor pays for you.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;
