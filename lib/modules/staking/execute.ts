import type { ActionContext } from '../../chain/module.ts';
import { bytesFromHex, equalBytes } from '../../core/bytes.ts';
import { removeAccount } from './account-list.ts';
import { addCandidate } from './add-candidate.ts';
import { addStake } from './add-stake.ts';
import { getDelegation } from './delegations.ts';
import {
  alreadyCandidate,
  committeeFixed,
  jailedLonger,
  keyNotProven,
  keyUsed,
  networkKeyUsed,
  notACandidate,
  notEnoughStake,
  notJailed,
  removedForGood,
} from './errors.ts';
import { blsKeyKey, CANDIDATES_KEY, networkKeyKey } from './keys.ts';
import type {
  BurnFoundingFields,
  DelegateFields,
  KeyFields,
  NoFields,
  RegisterFields,
  SetFeeFields,
} from './messages.ts';
import { getParameters } from './parameters.ts';
import { unbond } from './unbonding.ts';
import {
  firstFreeEpoch,
  getValidator,
  setValidator,
  updateValidator,
  type Validator,
} from './validators.ts';

export function register(context: ActionContext, fields: RegisterFields): void {
  const { store, sender } = context;
  if (getParameters(store).epochMs === 0) throw committeeFixed();
  const known = getValidator(store, sender);
  if (known?.status === 'removed') throw removedForGood();
  if (known?.status === 'candidate') throw alreadyCandidate();
  claimKeys(context, fields);
  const { blsKey, networkKey, amountWei } = fields;
  const feePercent = Number(fields.feePercent);
  setValidator(store, sender, {
    // Whoever returns keeps what it had: stake, an announced fee for those who stayed, jail.
    ...(known ?? { ...NEW_VALIDATOR, feePercent }),
    status: 'candidate',
    blsKey,
    networkKey,
    nextFeePercent: feePercent,
  });
  if (amountWei > 0n) addStake(context, sender, amountWei);
  addCandidate(context, sender);
  context.emit('registered', { validator: sender, feePercent: fields.feePercent });
}

export function delegate(context: ActionContext, { validator, amountWei }: DelegateFields): void {
  if (getParameters(context.store).epochMs === 0) throw committeeFixed();
  if (getValidator(context.store, validator)?.status !== 'candidate') throw notACandidate();
  addStake(context, validator, amountWei);
}

/** A rest below the least stake goes along: it would be too small to stay. */
export function undelegate(context: ActionContext, fields: DelegateFields): void {
  const { store, sender } = context;
  const { validator } = fields;
  const { bondedWei } = getDelegation(store, validator, sender);
  if (bondedWei < fields.amountWei) throw notEnoughStake(bondedWei, fields.amountWei);
  const restWei = bondedWei - fields.amountWei;
  const isLast = restWei < getParameters(store).powerUnitWei;
  const amountWei = isLast ? bondedWei : fields.amountWei;
  unbond(context, validator, sender, amountWei);
  context.emit('undelegated', { account: sender, validator, amountWei });
}

export function unregister(context: ActionContext, _fields: NoFields): void {
  const { store, sender } = context;
  candidate(context);
  removeAccount(store, CANDIDATES_KEY, sender);
  updateValidator(store, sender, { status: 'left', replacement: undefined });
  const { bondedWei } = getDelegation(store, sender, sender);
  if (bondedWei > 0n) unbond(context, sender, sender, bondedWei);
  context.emit('unregistered', { validator: sender, amountWei: bondedWei });
}

export function unjail(context: ActionContext, _fields: NoFields): void {
  const { jailedIn } = candidate(context);
  if (jailedIn === undefined) throw notJailed();
  const firstEpoch = firstFreeEpoch(jailedIn);
  if (context.block.epoch.number < firstEpoch) throw jailedLonger(firstEpoch);
  updateValidator(context.store, context.sender, { jailedIn: undefined });
  context.emit('unjailed', { validator: context.sender });
}

export function setFee(context: ActionContext, { feePercent }: SetFeeFields): void {
  candidate(context);
  updateValidator(context.store, context.sender, { nextFeePercent: Number(feePercent) });
  context.emit('changedFee', { validator: context.sender, feePercent });
}

export function replaceKeys(context: ActionContext, fields: KeyFields): void {
  candidate(context);
  claimKeys(context, fields);
  const { blsKey, networkKey } = fields;
  updateValidator(context.store, context.sender, { replacement: { blsKey, networkKey } });
  context.emit('replacedKeys', { validator: context.sender, blsKey, networkKey });
}

export function burnFounding(context: ActionContext, { amountWei }: BurnFoundingFields): void {
  const foundingWei = getValidator(context.store, context.sender)?.foundingWei ?? 0n;
  if (foundingWei < amountWei) throw notEnoughStake(foundingWei, amountWei);
  updateValidator(context.store, context.sender, { foundingWei: foundingWei - amountWei });
  context.emit('burntFounding', { validator: context.sender, amountWei });
}

/** The sender, who has to be a candidate. */
function candidate({ store, sender }: ActionContext): Validator {
  const validator = getValidator(store, sender);
  if (validator?.status !== 'candidate') throw notACandidate();
  return validator;
}

function claimKeys({ store, sender, isKeyProven }: ActionContext, fields: KeyFields): void {
  if (!isKeyProven) throw keyNotProven();
  const { blsKey, networkKey } = fields;
  if (store.get(blsKeyKey(blsKey))) throw keyUsed();
  const owner = bytesFromHex(sender);
  const networkOwner = store.get(networkKeyKey(networkKey));
  if (networkOwner && !equalBytes(networkOwner, owner)) throw networkKeyUsed();
  store.set(blsKeyKey(blsKey), owner);
}

const NEW_VALIDATOR = {
  replacement: undefined,
  jailedIn: undefined,
  foundingWei: 0n,
  bondedWei: 0n,
  rewardsWei: 0n,
} as const;
