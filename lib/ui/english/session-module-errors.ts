const NOT_OPENED = 'No key may sign for you that could not before.';

/** What happened, what was not lost, what to do: for sessions, one code each. */
export const sessionModuleErrors = {
  'session/malformed-key': [
    'The key of this browser is not one that can sign',
    NOT_OPENED,
    'Reload the page: it makes another key.',
  ],
  'session/malformed-actions': [
    'The list of what the session may do cannot be read',
    NOT_OPENED,
    'Reload the page, then sign in again.',
  ],
  'session/already-expired': [
    'The session would be over before it begins',
    NOT_OPENED,
    'Check the clock of this device, then sign in again.',
  ],
  'session/too-long': [
    'A session lasts thirty days at most',
    NOT_OPENED,
    'Choose a shorter time, then sign again.',
  ],
  'session/too-many': [
    'You are signed in on sixteen browsers',
    'All of them go on as before.',
    'Sign out on one that you do not use, then sign in here.',
  ],
  'session/unknown': [
    'There is no such session any more',
    'Its key signs nothing for you.',
    'Look at the list of your sessions.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;
