/** Lies about what happened on Ethereum. */
export const ABOUT_ETHEREUM = ['deposit-inventor', 'event-skipper', 'event-stuffer'] as const;

/** The ways in which a validator lies. Each has a file of its own. */
export const BEHAVIOURS = [
  'amnesiac',
  'bad-share',
  'cancelling-shares',
  'certificate-mutator',
  'conflicter',
  ...ABOUT_ETHEREUM,
  'equivocating-leader',
  'flooder',
  'forger',
  'future-timestamp',
  'gap-skipper',
  'impersonator',
  'invalid-header',
  'invalid-state-root',
  'nuller',
  'nullify-only',
  'outdated',
  'seed-withholder',
  'selective-sender',
  'silent',
  'twins',
  'view-jumper',
  'withholding-leader',
  'wrong-epoch-voter',
] as const;

export type Behaviour = (typeof BEHAVIOURS)[number];
