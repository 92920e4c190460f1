/** Each rule of the Vault that the game stands on. A game in which one is false is weakened. */
export interface Rules {
  /** Only the first checkpoint that covers a coin block speaks for it. */
  firstCheckpointSpeaks: boolean;
  /** Who gives the coin away is part of what he signs. */
  digestNamesGiver: boolean;
  /** A transfer counts up to its last coin block only. */
  signaturesExpire: boolean;
  /** Nothing in coin blocks up to birth is the coin's. */
  nothingBeforeBirth: boolean;
  hasChallengeAfter: boolean;
  hasChallengeBetween: boolean;
  hasChallengeBefore: boolean;
  hasChallengeBirth: boolean;
  /** The same transfer in an earlier coin block moves an exit and does not end it. */
  twinsMoveExits: boolean;
  /** Challenges that need an answer are made in the first half of the window. */
  secondHalfIsForAnswers: boolean;
  /** A challenge is answered by walking the history down to it, not by any one later spend. */
  walksAnswer: boolean;
  /** Each step of a walk gives the coin to the giver of the next. */
  stepsAreLinked: boolean;
  /** Where a walk has passed nobody can challenge any more. */
  walkedPointsAreSettled: boolean;
  /** Challenges have no upper number. */
  challengesAreUnlimited: boolean;
  /** A coin may have several exits open. */
  exitsAreIndependent: boolean;
  /** Nobody takes an exit back. */
  exitsAreNeverCancelled: boolean;
  /** Half of the bond of a refuted exit is burnt. */
  halfOfBondIsBurnt: boolean;
}

export const VAULT_RULES: Rules = {
  firstCheckpointSpeaks: true,
  digestNamesGiver: true,
  signaturesExpire: true,
  nothingBeforeBirth: true,
  hasChallengeAfter: true,
  hasChallengeBetween: true,
  hasChallengeBefore: true,
  hasChallengeBirth: true,
  twinsMoveExits: true,
  secondHalfIsForAnswers: true,
  walksAnswer: true,
  stepsAreLinked: true,
  walkedPointsAreSettled: true,
  challengesAreUnlimited: true,
  exitsAreIndependent: true,
  exitsAreNeverCancelled: true,
  halfOfBondIsBurnt: true,
};

/** What owners and watchtowers promise besides; false in a weakened game. */
export interface Customs {
  /** A coin counts as secured only while no exit of it is open. */
  openExitsAreRefused: boolean;
  /** A coin counts as secured only if its slot is empty in every coin block beside its history. */
  taintedCoinsAreRefused: boolean;
  /** The owner looks once in each half of a window; if false, once in a window. */
  looksEachHalf: boolean;
}

export const CUSTOMS: Customs = {
  openExitsAreRefused: true,
  taintedCoinsAreRefused: true,
  looksEachHalf: true,
};

/** Of the weakened rule that has one. */
export const CHALLENGE_CAP = 1;
