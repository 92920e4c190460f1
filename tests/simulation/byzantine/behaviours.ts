/** The ways in which a validator lies. Each has a file of its own. */
export const BEHAVIOURS = [
  'amnesiac',
  'bad-share',
  'cancelling-shares',
  'certificate-mutator',
  'conflicter',
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
