import type { Genesis } from '../../../lib/chain/genesis.ts';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';
import {
  absent,
  elected,
  type Keys,
  type Seat,
  sum,
  type Tally,
} from './staking-model-committee.ts';

// Staking told a second time, as naively as it can be: plain objects, every sum computed when it is
// asked for. Nothing here knows how the module does it; only what its README promises.

interface Place {
  owner: Address;
  validator: Address;
  bonded: bigint;
  parts: { epoch: bigint; wei: bigint }[];
}

export interface ModelValidator {
  status: 'candidate' | 'left' | 'removed';
  keys: Keys;
  nextKeys: Keys | undefined;
  fee: bigint;
  nextFee: bigint;
  jailedIn: bigint | undefined;
  founding: bigint;
  rewards: bigint;
}

export interface ModelBlock {
  afterMs: number;
  proposer: Address;
  missed: number[];
  attended: number[];
  guilty: Address[];
  feesWei: bigint;
}

export class StakingModel {
  readonly coins = new Map<Address, bigint>();
  readonly validators = new Map<Address, ModelValidator>();
  places: Place[] = [];
  pool = 0n;
  gifts = 0n;
  burnt = 0n;
  epoch = 0n;
  committee: Seat[];
  readonly #rules: Genesis['parameters'];
  readonly #payer: Address;
  readonly #usedBls = new Set<Hex>();
  readonly #ends = new Map<bigint, number>();
  #queue: { epoch: bigint; validator: Address; owner: Address }[] = [];
  #tally: Tally[] = [];
  #counted = 0;
  #isFirst = true;
  #nowMs: number;
  #startMs: number;

  constructor(committee: Seat[], rules: Genesis['parameters'], payer: Address, nowMs: number) {
    this.committee = committee;
    this.#rules = rules;
    this.#payer = payer;
    this.#nowMs = nowMs;
    this.#startMs = nowMs;
    for (const { account, power, blsKey, networkKey } of committee) {
      this.#usedBls.add(blsKey);
      this.validators.set(account, {
        ...blank({ blsKey, networkKey }, 10n),
        founding: power * rules.powerUnitWei,
      });
    }
  }

  withdrawable(owner: Address): bigint {
    return sum(this.places.filter((place) => place.owner === owner).map(weiOf));
  }

  bonded(validator: Address): bigint {
    return sum(this.#at(validator).map(({ bonded }) => bonded));
  }

  /** What the stake account must hold. */
  owed(): bigint {
    const rewards = sum([...this.validators.values()].map((validator) => validator.rewards));
    return sum(this.places.map(weiOf)) + rewards + this.pool + this.gifts;
  }

  releaseMs(epoch: bigint): { releaseMs: number; isCertain: boolean } {
    const end = this.#ends.get(epoch);
    const plan = this.#startMs + this.#rules.epochMs;
    return { releaseMs: (end ?? plan) + this.#rules.unbondingMs, isCertain: end !== undefined };
  }

  /** Power before any cap. */
  powerOf(account: Address): bigint {
    const { founding } = this.validators.get(account) as ModelValidator;
    return (founding + this.bonded(account)) / this.#rules.powerUnitWei;
  }

  /** Why it is refused: one of these; none when it is done. */
  act(sender: Address, type: string, fields: ActionFields): string[] {
    const validator = fields.validator as Address;
    const wei = fields.amountWei as bigint;
    const keys = { blsKey: fields.blsKey as Hex, networkKey: fields.networkKey as Hex };
    switch (type) {
      case 'StakingRegister':
        return this.#register(sender, keys, fields.feePercent as bigint, wei);
      case 'StakingDelegate': {
        const refusals = [
          ...(this.validators.get(validator)?.status === 'candidate' ? [] : ['not-a-candidate']),
          ...this.#cannotAdd(sender, validator, wei),
        ];
        if (refusals.length === 0) this.#add(sender, validator, wei);
        return refusals;
      }
      case 'StakingUndelegate': {
        const { bonded } = this.#place(sender, validator);
        if (bonded < wei) return ['not-enough-stake'];
        const isAll = bonded - wei < this.#rules.powerUnitWei;
        this.#takeBack(sender, validator, isAll ? bonded : wei);
        return [];
      }
      case 'BankTransfer':
        if (this.#coinsOf(sender) < wei) return ['insufficient-balance'];
        this.#pay(sender, -wei);
        this.gifts += wei;
        return [];
      default:
        return this.#actAsCandidate(sender, type, keys, fields);
    }
  }

  block({ afterMs, proposer, missed, attended, guilty, feesWei }: ModelBlock): void {
    this.#nowMs += afterMs;
    const isBoundary = this.#nowMs >= this.#startMs + this.#rules.epochMs;
    for (const account of guilty) this.#slash(account);
    this.#release();
    this.#pay(this.#payer, -feesWei);
    const earner = this.validators.get(proposer);
    if (!earner || earner.status === 'removed') this.pool += feesWei;
    else earner.rewards += feesWei;
    this.#count(proposer, missed, this.#isFirst ? [] : attended);
    this.#isFirst = false;
    if (isBoundary) this.#endEpoch();
  }

  #actAsCandidate(sender: Address, type: string, keys: Keys, fields: ActionFields): string[] {
    const self = this.validators.get(sender);
    const wei = fields.amountWei as bigint;
    if (type === 'StakingBurnFounding') {
      if (!self || self.founding < wei) return ['not-enough-stake'];
      self.founding -= wei;
      return [];
    }
    if (self?.status !== 'candidate') return ['not-a-candidate'];
    if (type === 'StakingSetFee') self.nextFee = fields.feePercent as bigint;
    if (type === 'StakingUnregister') {
      self.status = 'left';
      self.nextKeys = undefined;
      const { bonded } = this.#place(sender, sender);
      if (bonded > 0n) this.#takeBack(sender, sender, bonded);
    }
    if (type === 'StakingUnjail') {
      if (self.jailedIn === undefined) return ['not-jailed'];
      if (this.epoch <= self.jailedIn + 1n) return ['jailed-longer'];
      self.jailedIn = undefined;
    }
    if (type === 'StakingReplaceKeys') {
      const refusals = this.#cannotClaim(sender, keys);
      if (refusals.length > 0) return refusals;
      this.#usedBls.add(keys.blsKey);
      self.nextKeys = keys;
    }
    return [];
  }

  #register(sender: Address, keys: Keys, fee: bigint, wei: bigint): string[] {
    const known = this.validators.get(sender);
    const total = (known?.founding ?? 0n) + this.bonded(sender) + wei;
    const refusals = [
      ...(known?.status === 'removed' ? ['removed-for-good'] : []),
      ...(known?.status === 'candidate' ? ['already-candidate'] : []),
      ...this.#cannotClaim(sender, keys),
      ...(wei > 0n ? this.#cannotAdd(sender, sender, wei) : []),
      ...(total < this.#rules.powerUnitWei ? ['stake-too-small'] : []),
    ];
    if (refusals.length > 0) return refusals;
    this.#usedBls.add(keys.blsKey);
    const validator = known ?? blank(keys, fee);
    this.validators.set(sender, { ...validator, keys, nextFee: fee, status: 'candidate' });
    if (wei > 0n) this.#add(sender, sender, wei);
    return [];
  }

  #cannotClaim(account: Address, { blsKey, networkKey }: Keys): string[] {
    const isTaken = [...this.validators].some(
      ([other, { status, keys, nextKeys }]) =>
        other !== account &&
        status === 'candidate' &&
        [keys.networkKey, nextKeys?.networkKey].includes(networkKey),
    );
    return [
      ...(this.#usedBls.has(blsKey) ? ['key-used'] : []),
      ...(isTaken ? ['network-key-used'] : []),
    ];
  }

  #cannotAdd(owner: Address, validator: Address, wei: bigint): string[] {
    const after = this.#place(owner, validator).bonded + wei;
    return [
      ...(after < this.#rules.powerUnitWei ? ['stake-too-small'] : []),
      ...(this.#coinsOf(owner) < wei ? ['insufficient-balance'] : []),
    ];
  }

  #add(owner: Address, validator: Address, wei: bigint): void {
    const place = this.#place(owner, validator);
    if (!this.places.includes(place)) this.places.push(place);
    place.bonded += wei;
    this.#pay(owner, -wei);
  }

  #takeBack(owner: Address, validator: Address, wei: bigint): void {
    const place = this.#place(owner, validator);
    place.bonded -= wei;
    const last = place.parts.at(-1);
    if (last?.epoch === this.epoch) {
      last.wei += wei;
      return;
    }
    if (last && place.parts.length === 4) {
      last.wei += wei;
      last.epoch = this.epoch;
    } else place.parts.push({ epoch: this.epoch, wei });
    this.#queue.push({ epoch: this.epoch, validator, owner });
  }

  #release(): void {
    for (let released = 0; released < 64; released++) {
      const first = this.#queue[0];
      const end = first && this.#ends.get(first.epoch);
      if (!first || end === undefined || this.#nowMs < end + this.#rules.unbondingMs) return;
      this.#queue.shift();
      const place = this.#place(first.owner, first.validator);
      const due = place.parts.filter(({ epoch }) => epoch <= first.epoch);
      place.parts = place.parts.filter(({ epoch }) => epoch > first.epoch);
      this.#pay(first.owner, sum(due.map(({ wei }) => wei)));
      this.places = this.places.filter((each) => weiOf(each) > 0n);
    }
  }

  #slash(account: Address): void {
    const validator = this.validators.get(account) as ModelValidator;
    let taken = 0n;
    const cut = (wei: bigint) => {
      taken += (wei * 5n) / 100n;
      return wei - (wei * 5n) / 100n;
    };
    for (const place of this.#at(account)) {
      place.bonded = cut(place.bonded);
      for (const part of place.parts) part.wei = cut(part.wei);
    }
    this.burnt += taken / 2n;
    this.pool += taken - taken / 2n + validator.rewards;
    const { founding } = validator;
    Object.assign(validator, { status: 'removed', nextKeys: undefined, rewards: 0n });
    validator.founding = founding - (founding * 5n) / 100n;
  }

  #count(proposer: Address, missed: number[], attended: number[]): void {
    if (this.#tally.length === 0) {
      this.#tally = this.committee.map(({ account }) => ({
        ...{ account, turns: 0, missed: 0, attended: 0 },
      }));
    }
    for (const tally of this.#tally) if (tally.account === proposer) tally.turns++;
    for (const index of missed) {
      (this.#tally[index] as Tally).turns++;
      (this.#tally[index] as Tally).missed++;
    }
    for (const index of attended) (this.#tally[index] as Tally).attended++;
    if (attended.length > 0) this.#counted++;
  }

  #endEpoch(): void {
    this.#jail();
    this.pool += this.gifts;
    this.gifts = 0n;
    this.#shareOut();
    for (const validator of this.validators.values()) {
      if (validator.status !== 'candidate') continue;
      validator.keys = validator.nextKeys ?? validator.keys;
      validator.nextKeys = undefined;
      validator.fee = validator.nextFee;
    }
    this.#ends.set(this.epoch, this.#nowMs);
    this.#startMs = this.#nowMs;
    this.epoch++;
    this.#tally = [];
    this.#counted = 0;
    this.#isFirst = true;
    const next = this.#elect();
    if (next.length > 0) this.committee = next;
  }

  #jail(): void {
    const isFree = ({ account }: Tally) => {
      const { status, jailedIn } = this.validators.get(account) as ModelValidator;
      return status !== 'removed' && jailedIn === undefined;
    };
    for (const account of absent(this.#tally.filter(isFree), this.#counted, this.committee)) {
      (this.validators.get(account) as ModelValidator).jailedIn = this.epoch;
    }
  }

  #shareOut(): void {
    const payout = this.pool / 100n;
    const members = this.committee.map(({ account }) => account);
    const earning = members.filter((each) =>
      isEligible(this.validators.get(each) as ModelValidator),
    );
    const earningBonds = sum(earning.map((each) => this.bonded(each)));
    for (const account of members) {
      const validator = this.validators.get(account) as ModelValidator;
      const bonded = this.bonded(account);
      const fee = (validator.rewards * validator.fee) / 100n;
      const fromPool =
        earning.includes(account) && bonded > 0n ? (payout * bonded) / earningBonds : 0n;
      let left = validator.rewards - fee + fromPool;
      for (const place of this.#at(account)) {
        if (place.bonded === 0n) continue;
        const own = ((validator.rewards - fee) * place.bonded) / (validator.founding + bonded);
        const share = own + (fromPool * place.bonded) / bonded;
        place.bonded += share;
        left -= share;
      }
      this.pool += left - fromPool;
      this.#pay(account, fee);
      validator.rewards = 0n;
    }
  }

  #elect(): Seat[] {
    const eligible = [...this.validators].filter(([, validator]) => isEligible(validator));
    const seats = eligible.map(([account, { keys }]) => ({
      ...{ account, ...keys },
      power: this.powerOf(account),
    }));
    return elected(seats, this.#rules);
  }

  #at(validator: Address): Place[] {
    return this.places.filter((place) => place.validator === validator);
  }

  #place(owner: Address, validator: Address): Place {
    const found = this.#at(validator).find((place) => place.owner === owner);
    return found ?? { owner, validator, bonded: 0n, parts: [] };
  }

  #coinsOf(account: Address): bigint {
    return this.coins.get(account) ?? 0n;
  }

  #pay(account: Address, wei: bigint): void {
    this.coins.set(account, this.#coinsOf(account) + wei);
  }
}

function blank(keys: Keys, fee: bigint): ModelValidator {
  return {
    status: 'candidate',
    keys,
    nextKeys: undefined,
    fee,
    nextFee: fee,
    jailedIn: undefined,
    founding: 0n,
    rewards: 0n,
  };
}

function weiOf({ bonded, parts }: Place): bigint {
  return bonded + sum(parts.map(({ wei }) => wei));
}

function isEligible({ status, jailedIn }: ModelValidator): boolean {
  return status === 'candidate' && jailedIn === undefined;
}
