import { type Hex, isHex } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';
import { VERIFY_CHECKS_PER_JOB, VERIFY_RECOVERIES_PER_JOB } from '../../core/limits.ts';
import type { AggregateCheck, PossessionCheck } from '../../node/ports.ts';
import { mayBeAggregate, mayBePossession, maySum } from '../signatures/bls.ts';
import { mayRecover, type Recoverable } from '../signatures/recoverable.ts';

// What the node worker and a verify worker say to each other over a MessagePort. The worker speaks
// first, `ready`, once its libraries have loaded; then it answers every job once, in order. Both
// sides check what they get: another shape is a bug, and the port is closed.

/** Only what may be well-formed is sent at all; the rest is answered without asking. */
export type VerifyJob =
  | { type: 'verify-aggregates'; checks: readonly AggregateCheck[] }
  | { type: 'verify-possessions'; claims: readonly PossessionCheck[] }
  | { type: 'aggregate'; signatures: readonly Hex[] }
  | { type: 'recover-addresses'; items: readonly Recoverable[] };

/** Verifying gives booleans, `aggregate` one signature, `recover-addresses` addresses. */
export type VerifyResult = readonly boolean[] | Hex | readonly (Hex | undefined)[];

export interface VerifyRequest {
  id: number;
  job: VerifyJob;
}

export type VerifyReply =
  | { type: 'ready' }
  | { type: 'result'; id: number; result: VerifyResult }
  | { type: 'error'; id: number; error: ErrorObject };

export function isVerifyRequest(data: unknown): data is VerifyRequest {
  return isRecord(data) && Number.isSafeInteger(data.id) && isVerifyJob(data.job);
}

export function isVerifyReply(data: unknown): data is VerifyReply {
  if (!isRecord(data)) return false;
  if (data.type === 'ready') return true;
  if (!Number.isSafeInteger(data.id)) return false;
  if (data.type === 'result') return isHex(data.result) || Array.isArray(data.result);
  return data.type === 'error' && isErrorObject(data.error);
}

/** True when the result answers the job: of its kind, and with an entry for each of its items. */
export function answers(job: VerifyJob, result: VerifyResult): boolean {
  switch (job.type) {
    case 'verify-aggregates':
      return isListOf(result, job.checks.length, (item) => typeof item === 'boolean');
    case 'verify-possessions':
      return isListOf(result, job.claims.length, (item) => typeof item === 'boolean');
    case 'aggregate':
      return isHex(result, 96);
    case 'recover-addresses':
      return isListOf(result, job.items.length, (item) => item === undefined || isHex(item, 20));
  }
}

function isVerifyJob(job: unknown): job is VerifyJob {
  if (!isRecord(job)) return false;
  switch (job.type) {
    case 'verify-aggregates':
      return isBoundedList(job.checks, VERIFY_CHECKS_PER_JOB, isAggregateCheck);
    case 'verify-possessions':
      return isBoundedList(job.claims, VERIFY_CHECKS_PER_JOB, isPossessionCheck);
    case 'aggregate':
      return Array.isArray(job.signatures) && maySum(job.signatures);
    case 'recover-addresses':
      return isBoundedList(job.items, VERIFY_RECOVERIES_PER_JOB, isRecoverable);
    default:
      return false;
  }
}

function isAggregateCheck(check: unknown): check is AggregateCheck {
  return (
    isRecord(check) &&
    Array.isArray(check.keys) &&
    check.message instanceof Uint8Array &&
    mayBeAggregate(check as unknown as AggregateCheck)
  );
}

function isPossessionCheck(claim: unknown): claim is PossessionCheck {
  return isRecord(claim) && mayBePossession(claim as unknown as PossessionCheck);
}

function isRecoverable(item: unknown): item is Recoverable {
  return isRecord(item) && mayRecover(item as unknown as Recoverable);
}

function isErrorObject(error: unknown): error is ErrorObject {
  return (
    isRecord(error) &&
    typeof error.code === 'string' &&
    typeof error.message === 'string' &&
    isRecord(error.facts)
  );
}

function isBoundedList(list: unknown, max: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length <= max && list.every(isItem);
}

function isListOf(list: unknown, length: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(list) && list.length === length && list.every(isItem);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
