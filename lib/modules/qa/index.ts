import type { Module } from '../../chain/module.ts';
import { accept } from './accept.ts';
import { offerBounty, takeBackBounty } from './bounties.ts';
import { createQaIndex } from './create-index.ts';
import { writeRules } from './genesis.ts';
import { qaInvariants } from './invariants.ts';
import { fund, redeem } from './karma.ts';
import { BOUNTY_ACCOUNT, KARMA_ACCOUNT } from './keys.ts';
import {
  acceptMessage,
  answerMessage,
  askMessage,
  commentMessage,
  deleteMessage,
  editMessage,
  flagMessage,
  fundMessage,
  hideMessage,
  offerBountyMessage,
  redeemMessage,
  setProfileMessage,
  takeBackBountyMessage,
  voteMessage,
} from './messages.ts';
import { flag, hide } from './moderate.ts';
import { qaQueries } from './queries.ts';
import { setProfile } from './set-profile.ts';
import { vote } from './vote.ts';
import { answer, ask, comment, edit, remove } from './write-posts.ts';

/** Questions, answers and the reputation they give. See README.md. */
export const qa: Module = {
  name: 'qa',
  version: 1,
  uses: ['bank'],
  keylessAccounts: [BOUNTY_ACCOUNT, KARMA_ACCOUNT],
  actions: [
    { ...setProfileMessage, execute: setProfile },
    { ...askMessage, execute: ask },
    { ...answerMessage, execute: answer },
    { ...commentMessage, execute: comment },
    { ...editMessage, execute: edit },
    { ...voteMessage, execute: vote },
    { ...acceptMessage, execute: accept },
    { ...flagMessage, execute: flag },
    { ...hideMessage, execute: hide },
    { ...deleteMessage, execute: remove },
    { ...offerBountyMessage, execute: offerBounty },
    { ...takeBackBountyMessage, execute: takeBackBounty },
    { ...redeemMessage, execute: redeem },
    { ...fundMessage, execute: fund },
  ],
  hasSettings: true,
  genesis: writeRules,
  queries: qaQueries,
  createIndex: createQaIndex,
  invariants: qaInvariants,
};
