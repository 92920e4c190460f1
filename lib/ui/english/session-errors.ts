const NOTHING_SENT = 'Nothing was sent and nothing was spent.';
const WRITING_IS_SAFE = 'Nothing was sent. What you wrote is still here.';
const OPEN_AGAIN = 'Sign once more to open a session, then send again.';

/** What happened, what was not lost, what to do: for sessions and who pays, one code each. */
export const sessionErrors = {
  'session-key/unsupported': [
    'This browser makes no keys for this page',
    NOTHING_SENT,
    'Open the page over https in a newer browser, or sign each action in your wallet.',
  ],
  'session-key/none': ['This browser has no session of your account', WRITING_IS_SAFE, OPEN_AGAIN],
  'session-key/expired': ['The time of this session is over', WRITING_IS_SAFE, OPEN_AGAIN],
  'transaction/unknown-session': [
    'This session was revoked, perhaps in another browser',
    WRITING_IS_SAFE,
    OPEN_AGAIN,
  ],
  'transaction/session-expired': ['The time of this session is over', WRITING_IS_SAFE, OPEN_AGAIN],
  'transaction/session-forbids': [
    'This session may not do that',
    WRITING_IS_SAFE,
    'Open a session that may, then send again.',
  ],
  'transaction/session-limit': [
    'That is more than this session may still spend',
    WRITING_IS_SAFE,
    'Open a session that may spend more, then send again.',
  ],
  'chain/session-limit': [
    'It would have taken more than the session may still spend',
    'It was undone; only the fee was paid. What you wrote is still here.',
    'Open a session that may spend more, then send again.',
  ],
  'outbox/full': [
    'Too much of yours waits to be sent',
    'What waits is kept, and what you wrote is still here.',
    'Wait until your node is live, then try again.',
  ],
  'transaction/nobody-pays': [
    'It cannot be free now: nobody pays for it',
    WRITING_IS_SAFE,
    'Try again later, or pay the fee with coins of your own.',
  ],
} as const;
