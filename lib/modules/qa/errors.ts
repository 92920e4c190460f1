import { WeftError } from '../../core/errors.ts';
import type { Daily } from './records.ts';
import type { Privilege } from './views.ts';

export type QaErrorCode =
  | 'qa/title-length'
  | 'qa/text-length'
  | 'qa/text-empty'
  | 'qa/unseen-character'
  | 'qa/tags-malformed'
  | 'qa/name-malformed'
  | 'qa/name-reserved'
  | 'qa/name-taken'
  | 'qa/name-resting'
  | 'qa/vote-malformed'
  | 'qa/bounty-days'
  | 'qa/zero-amount'
  | 'qa/no-such-post'
  | 'qa/wrong-kind'
  | 'qa/hidden'
  | 'qa/own-post'
  | 'qa/not-yours'
  | 'qa/no-privilege'
  | 'qa/enough-today'
  | 'qa/edited-meanwhile'
  | 'qa/nothing-changes'
  | 'qa/flags-full'
  | 'qa/flags-paused'
  | 'qa/in-use'
  | 'qa/bounty-too-small'
  | 'qa/bounty-there'
  | 'qa/no-bounty'
  | 'qa/bounty-still-open'
  | 'qa/no-karma'
  | 'qa/redeem-too-little'
  | 'qa/too-few-points'
  | 'qa/karma-year-spent'
  | 'qa/karma-not-funded';

function failure(code: QaErrorCode, message: string, facts: WeftError['facts'] = {}) {
  return new WeftError<QaErrorCode>(code, message, facts);
}

export function titleLength(bytes: number, least: number, most: number) {
  return failure('qa/title-length', 'the title is too short or too long', { bytes, least, most });
}

/** `field` is the name of the field, here and below. */
export function textLength(field: string, bytes: number, most: number) {
  return failure('qa/text-length', 'the text is too long', { field, bytes, most });
}

export function textEmpty(field: string) {
  return failure('qa/text-empty', 'there is nothing to read', { field });
}

/** A control character, or one that has no shape of its own or turns others around. */
export function unseenCharacter(field: string, codePoint: number) {
  return failure('qa/unseen-character', 'a character that nobody sees', { field, codePoint });
}

export function tagsMalformed() {
  return failure('qa/tags-malformed', 'one to five different tags, a blank between them');
}

export function nameMalformed() {
  return failure('qa/name-malformed', 'not the form of a name');
}

export function nameReserved() {
  return failure('qa/name-reserved', 'a name that would look official');
}

/** Somebody has this name, or one that looks like it. */
export function nameTaken() {
  return failure('qa/name-taken', 'somebody has a name that looks like this');
}

/** Somebody gave it up, or one that looks like it, not long ago. */
export function nameResting(freeFromMs: number) {
  return failure('qa/name-resting', 'somebody had this name until lately', { freeFromMs });
}

export function voteMalformed() {
  return failure('qa/vote-malformed', 'a vote is up, down or none');
}

export function bountyDays(most: number) {
  return failure('qa/bounty-days', 'a bounty is open for so many days', { most });
}

export function zeroAmount() {
  return failure('qa/zero-amount', 'the amount is zero');
}

export function noSuchPost(post: bigint) {
  return failure('qa/no-such-post', 'there is no such post', { post: post.toString() });
}

/** The post is of a kind for which the action means nothing. */
export function wrongKind(post: bigint, kind: string) {
  return failure('qa/wrong-kind', 'not for this kind of post', { post: post.toString(), kind });
}

export function hidden(post: bigint) {
  return failure('qa/hidden', 'the post is hidden', { post: post.toString() });
}

export function ownPost() {
  return failure('qa/own-post', 'not for a post of one’s own');
}

export function notYours() {
  return failure('qa/not-yours', 'the post belongs to somebody else');
}

export function noPrivilege(privilege: Privilege, needed: bigint, points: bigint) {
  return failure('qa/no-privilege', 'it takes more points', {
    privilege,
    needed: needed.toString(),
    points: points.toString(),
  });
}

/** The limit of a day of UTC; `what` is counted. */
export function enoughToday(what: Daily, most: number) {
  return failure('qa/enough-today', 'no more of that today', { what, most });
}

/** The edit starts from a version that is no longer the newest. */
export function editedMeanwhile(edits: number) {
  return failure('qa/edited-meanwhile', 'it was edited in the meantime', { edits });
}

/** The same text, vote, flag, answer or state again. */
export function nothingChanges() {
  return failure('qa/nothing-changes', 'it is so already');
}

export function flagsFull() {
  return failure('qa/flags-full', 'the post has all the flags it can have');
}

/** A post that a flag of the account had hidden was shown again. */
export function flagsPaused(untilMs: number) {
  return failure('qa/flags-paused', 'an earlier flag was not shared', { untilMs });
}

/** Something hangs on the post, so that it cannot be deleted. */
export function inUse() {
  return failure('qa/in-use', 'others answered, commented or voted on it');
}

export function bountyTooSmall(leastWei: bigint) {
  return failure('qa/bounty-too-small', 'the bounty is too small', {
    leastWei: leastWei.toString(),
  });
}

export function bountyThere() {
  return failure('qa/bounty-there', 'the question has a bounty, or an accepted answer');
}

export function noBounty() {
  return failure('qa/no-bounty', 'the question has no bounty');
}

export function bountyStillOpen(untilMs: number) {
  return failure('qa/bounty-still-open', 'the bounty is open until then', { untilMs });
}

/** Points are no tokens on this chain. */
export function noKarma() {
  return failure('qa/no-karma', 'points are not redeemed on this chain');
}

export function redeemTooLittle(least: bigint) {
  return failure('qa/redeem-too-little', 'too few points at once', { least: least.toString() });
}

export function tooFewPoints(redeemable: bigint) {
  return failure('qa/too-few-points', 'the account has fewer points', {
    redeemable: redeemable.toString(),
  });
}

export function karmaYearSpent(left: bigint) {
  return failure('qa/karma-year-spent', 'the points of this year are redeemed', {
    left: left.toString(),
  });
}

export function karmaNotFunded(fundedSmallestUnits: bigint) {
  return failure('qa/karma-not-funded', 'the pool holds fewer tokens', {
    fundedSmallestUnits: fundedSmallestUnits.toString(),
  });
}
