import type {
  Address,
  OwnValidator,
  ValidatorsView,
  ValidatorView,
} from '../../../lib/client/types.ts';

/** Where a person stands on the way from a visitor to a validator in this tab. */
export type Situation =
  /** Committees of this chain never change. */
  | { kind: 'fixed' }
  /** No wallet is connected. */
  | { kind: 'connect' }
  /** The same in a browser that holds the key of a validator. */
  | { kind: 'unconnected'; owner: Address }
  /** Nothing is in the way of registering. */
  | { kind: 'register' }
  /** This browser holds the live key of another account. */
  | { kind: 'other'; owner: Address }
  /** Convicted, for ever. */
  | { kind: 'removed' }
  /** A candidate whose key is not in this browser, or must not sign any more. */
  | { kind: 'missing' | 'dead'; validator: ValidatorView }
  /** A validator whose key is in this browser. */
  | ({ kind: 'waiting' | 'replacing' | 'jailed' | 'idle' } & Held)
  | ({ kind: 'voting' | 'leaving' } & Held);

export interface Held {
  validator: ValidatorView;
  own: OwnValidator | undefined;
}

export interface Standing {
  account: Address | undefined;
  validators: Pick<ValidatorsView, 'endsAtMs'>;
  /** The account as a validator; undefined if it never was one. */
  validator: ValidatorView | undefined;
  /** Whose key this browser holds. */
  own: OwnValidator | undefined;
}

export function situationOf({ account, validators, validator, own }: Standing): Situation {
  if (validators.endsAtMs === undefined) return { kind: 'fixed' };
  if (!account) return withoutWallet(own);
  if (validator?.state === 'removed') return { kind: 'removed' };
  if (validator && (validator.isCandidate || validator.power > 0n)) {
    return standingOf(account, validator, own);
  }
  if (own && own.account !== account && own.state !== 'dead') {
    return { kind: 'other', owner: own.account };
  }
  return { kind: 'register' };
}

function withoutWallet(own: OwnValidator | undefined): Situation {
  const isValidator = own && REGISTERED.has(own.state);
  return isValidator ? { kind: 'unconnected', owner: own.account } : { kind: 'connect' };
}

function standingOf(
  account: Address,
  validator: ValidatorView,
  own: OwnValidator | undefined,
): Situation {
  const { blsKey, nextBlsKey, state } = validator;
  const isOwn = own?.account === account;
  const isHeld = isOwn && own.state !== 'dead' && [blsKey, nextBlsKey].includes(own.blsKey);
  if (state === 'leaving' && !validator.isCandidate) return { kind: 'leaving', validator, own };
  if (isOwn && own.state === 'dead') return { kind: 'dead', validator };
  if (own && !isOwn && own.state !== 'dead') return { kind: 'other', owner: own.account };
  if (!isHeld) return { kind: 'missing', validator };
  if (nextBlsKey !== undefined && own.blsKey === nextBlsKey) {
    return { kind: 'replacing', validator, own };
  }
  if (state === 'jailed' || state === 'waiting' || state === 'idle') {
    return { kind: state, validator, own };
  }
  return { kind: 'voting', validator, own };
}

const REGISTERED: ReadonlySet<OwnValidator['state']> = new Set(['waiting', 'voting', 'jailed']);
